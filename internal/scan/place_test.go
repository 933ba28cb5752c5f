package scan

import (
	"encoding/json"
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
	require.Contains(t, hidden, HiddenPlace)
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

// A key that is a value does not tell it through a pointer, of whatever is reported;
// the event and the offset lead to it.
func TestPointersAreRedacted(t *testing.T) {
	ev := event(t, map[string]any{"type": 5, "timestamp": 9, "data": map[string]any{"tag": "carts", "payload": map[string]any{
		"Bofadoruv Kitenamos": map[string]any{"4242424242424242": "paid", "a/Qzxcvbnmlkj!4821K": 1},
		"4242":                map[string]any{"424242424242": "paid with 4242424242424242"},
	}}})
	for _, reveal := range []bool{false, true} {
		s, err := New(Options{Canaries: planted(), Policy: DefaultPolicy(), Recording: "rec", Reveal: reveal})
		require.NoError(t, err)
		s.Event(3, "w", ev)
		s.Unscanned(Unscanned{Event: 3, Pointer: "/data/payload/Bofadoruv Kitenamos", Reason: "cut short"})
		r := s.Report()
		found := map[string]bool{}
		for _, f := range r.Findings {
			found[f.Canary] = true
			require.Equal(t, 3, f.Event)
			require.Equal(t, "rec", f.Recording)
		}
		require.Subset(t, found, map[string]bool{"card": true, "name": true, "password": true})
		told, err := json.Marshal(r)
		require.NoError(t, err)
		if reveal {
			require.Contains(t, string(told), "/data/payload/Bofadoruv Kitenamos/4242424242424242")
			continue
		}
		require.NotRegexp(t, "(?i)bofadoruv|kitenamos|424242|qzxcv", string(told))
		require.Contains(t, string(told), `"pointer":"/data/payload/‹canary›/‹canary›"`)
	}
}

func TestHideKeys(t *testing.T) {
	s := newScanner(t, planted()...)
	for pointer, want := range map[string]string{
		"": "", "/data/adds/412/node/attributes/title": "/data/adds/412/node/attributes/title",
		"/data/Bofadoruv Kitenamos/total":                          "/data/‹canary›/total",
		"/data/Bofadoruv~1Kitenamos":                               "/data/‹canary›",
		"/data/4242/4242/4242/4242":                                "‹canary›",
		"/data/payload/qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com/0": "/data/payload/‹canary›/0",
	} {
		require.Equal(t, want, s.hideKeys(pointer), pointer)
	}
}
