package scan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// TestLookalikeDigits: letters that look like digits count in a long number that
// stands alone, and nowhere else.
func TestLookalikeDigits(t *testing.T) {
	c := canary.Canary{ID: "card", Kind: canary.Card, Value: "5105105105105100"}
	for text, want := range map[string]int{
		"card 51O5 1051 0510 51OO":  1,
		"card 5l05 I051 0510 5100,": 1,
		"card 51O5 1051 0510 51O1":  0, // another number
	} {
		s := newScanner(t, c)
		s.Event(0, "w", textEvent(t, 5, 1, text))
		found := 0
		for _, f := range s.Report().Findings {
			if f.Match != Fragment {
				require.Contains(t, f.Via, "lookalike-digits", text)
				require.Equal(t, rrweb.SurfaceText, f.Surface)
				found++
			}
		}
		require.Equal(t, want, found, text)
	}
	for text, want := range map[string]string{
		"a 51O5105105105100.": "a 5105105105105100.",
		"x51O5105105105100":   "x51O5105105105100", // part of a word
		"51O5105105105100x":   "51O5105105105100x",
		"51O5 1051 O51O 51OO": "51O5 1051 O51O 51OO", // more letters than anyone mixes up
		"room 1O1":            "room 1O1",
	} {
		require.Equal(t, want, readLookalikes(text))
	}
}
