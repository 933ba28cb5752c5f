package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
)

// The index finds what looking everywhere finds, each place once.
func TestGramIndexAgainstNaiveSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.IntRange(3, 14).Draw(t, "least")
		patterns := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("abé")), least, 20, -1), 1, 6).Draw(t, "patterns")
		text := rapid.StringOf(rapid.RuneFrom([]rune("abé"))).Draw(t, "text") + patterns[0] + "b" + patterns[len(patterns)-1]
		want, got := map[[2]int]int{}, map[[2]int]int{}
		for p, pattern := range patterns {
			for i := range text {
				if strings.HasPrefix(text[i:], pattern) {
					want[[2]int{p, i}]++
				}
			}
		}
		findGrams(newGramIndex(patterns, longStep), text, func(p, start int) {
			if start >= 0 && strings.HasPrefix(text[min(start, len(text)):], patterns[p]) {
				got[[2]int{p, start}]++
			}
		})
		require.Equal(t, want, got)
	})
}

func TestDigitIndex(t *testing.T) {
	forms := []digitNeedle{{"412", 0, canary.Form{}, ""}, {"912345678", 1, canary.Form{}, ""}, {"4242424242424242", 2, canary.Form{}, ""}}
	for in, want := range map[string][]string{
		"412":                  {"412"},
		"x412y 0412 4120 4-12": {"412", "4-12"},
		"912-34-5678":          {"912-34-5678"},
		"1 912 34 5678 9":      {"912 34 5678"},
		"1912345678":           nil,
		"9123456781":           nil,
		"912, 34, 5678":        nil,
		"912\t34\t5678":        nil,
		"912 - 34 5678":        nil, // three between digits
		"912) 34\u00a05678":    {"912) 34\u00a05678"},
		"001424242424242424299 (4242) 4242-4242-4242.": {"4242424242424242", "4242) 4242-4242-4242"},
		"9 1 2 3 4 5 6 7 8":                            {"9 1 2 3 4 5 6 7 8"},
		"":                                             nil,
	} {
		var got []string
		newDigitIndex(forms).find(in, lookAt(in).digits(), func(n *digitNeedle, start, end int) { got = append(got, in[start:end]) })
		require.ElementsMatch(t, want, got, in)
	}
	require.Nil(t, newDigitIndex(nil))
	require.Nil(t, newGramIndex(nil, 1))
}
