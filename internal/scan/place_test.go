package scan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// An element that is named by what was typed does not tell it through its selector.
func TestSelectorsAreRedacted(t *testing.T) {
	selectors := func(reveal bool) (list []string) {
		s, err := New(Options{Canaries: planted(), Policy: DefaultPolicy(), Reveal: reveal})
		require.NoError(t, err)
		s.Event(0, "w", snapshot(t, 10, "Bofadoruv-Kitenamos", "Bofadoruv Kitenamos"))
		s.Event(1, "w", snapshot(t, 30, "name of Bofadoruv", "Bofadoruv Kitenamos"))
		s.Event(2, "w", snapshot(t, 50, "hello", "Bofadoruv Kitenamos"))
		for _, f := range s.Report().Findings {
			list = append(list, f.Selector)
		}
		return list
	}
	hidden := selectors(false)
	require.Contains(t, hidden, hiddenPlace)
	require.Contains(t, hidden, "#hello")
	for _, selector := range hidden {
		require.NotRegexp(t, "(?i)bofadoruv|kitenamos", selector)
	}
	require.Contains(t, selectors(true), "#Bofadoruv-Kitenamos")
}

func TestHideName(t *testing.T) {
	s := newScanner(t, planted()...)
	for selector, want := range map[string]string{
		"": "", "main > p": "main > p", "main > #Bofadoruv-Kitenamos > p": "main > \u2039canary\u203a > p",
		`p[name="Bofadoruv Kitenamos"] > b`: "\u2039canary\u203a \u2039canary\u203a > b",
	} {
		require.Equal(t, want, s.hideName(selector), selector)
	}
}
