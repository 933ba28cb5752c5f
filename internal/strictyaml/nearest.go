package strictyaml

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest is the one of the known words that was probably meant, or "".
func Nearest(word string, known []string) string {
	folded := fold(word)
	if len(folded) == 0 || len(folded) > 40 {
		return ""
	}
	best, least := "", allowed(folded)+1
	for _, k := range known {
		candidate := fold(k)
		if candidate == folded || begins(folded, candidate) {
			return k
		}
		if d := distance(folded, candidate); d < least && d < len(candidate) {
			best, least = k, d
		}
	}
	return best
}

// distance is how many characters are wrong; letters in another order count as
// one.
func distance(a, b string) int {
	if len(a) == len(b) && letters(a) == letters(b) {
		return 1
	}
	return levenshtein.ComputeDistance(a, b)
}

func letters(word string) string {
	runes := []rune(word)
	slices.Sort(runes)
	return string(runes)
}

// allowed is how many characters may be wrong in a word of this length.
func allowed(word string) int {
	switch n := len(word); {
	case n <= 3:
		return 1
	case n <= 6:
		return 2
	default:
		return 3
	}
}

// begins says that one word is the other's beginning or end: wait for wait_for,
// data-testid for testid.
func begins(a, b string) bool {
	short, long := a, b
	if len(a) > len(b) {
		short, long = b, a
	}
	return len(short) >= 4 && (strings.HasPrefix(long, short) || strings.HasSuffix(long, short))
}

// fold removes what people vary: case, hyphens, underscores and spaces.
func fold(word string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(word))
}

// suggestion is the hint for an unknown word.
func suggestion(word string, known []string) string {
	if near := Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "it takes " + list(known, "or")
}
