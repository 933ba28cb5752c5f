package scan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// TestQuietTextsKeepFragments: a text that is no fragment where it stood before is
// one in an input, however often it was read and found quiet.
func TestQuietTextsKeepFragments(t *testing.T) {
	for text, want := range map[string]string{
		"520082":   "card digits 1-6 of 16",
		"Qzxcvbnm": "password characters 1-8 of 17",
		"Grüße a":  "text characters 1-7 of 13",
	} {
		var events []*rrweb.Event
		for i := range 4 {
			events = append(events, customEvent(t, int64(i), map[string]any{"width": text}))
		}
		require.NotContains(t, fragmentsOf(t, "pci", events...), want, text)
		require.Contains(t, fragmentsOf(t, "pci", append(events, inputEvent(t, 9, 7, text))...), want, text)
	}
}

// TestQuietTextsKeepDetections: what a number is depends on the name it has.
func TestQuietTextsKeepDetections(t *testing.T) {
	s := newDetecting(t, detect.Options{})
	for i := range 4 {
		s.Event(i, "w", customEvent(t, int64(i), map[string]any{"order": "536228741"}))
	}
	require.Empty(t, s.Report().Findings)
	s.Event(9, "w", customEvent(t, 9, map[string]any{"ssn": "536228741"}))
	require.Len(t, s.Report().Findings, 1)
}
