package scan

import (
	"slices"
	"strings"
	"unicode"

	"github.com/maskproof/maskproof/internal/canary"
)

// namingReach is how many bytes before digits are searched for their name.
const namingReach = 32

// naming is what the words before digits, or the key they stand under, say of
// them.
type naming struct {
	first, last bool        // they are the beginning or the end of a longer number
	kind        canary.Kind // of that number; "" if not said
}

// namingOf reads the text before digits and their key.
func namingOf(before, name string) naming {
	before = before[max(0, len(before)-namingReach):]
	if i := strings.LastIndexAny(before, ",;{}[]<>|&\n"); i >= 0 {
		before = before[i+1:]
	}
	c := namingIn(namingWords(before))
	if c == (naming{}) {
		c = namingIn(namingWords(name))
	}
	return c
}

// namingIn goes by the last words: "card ending in", "last 4 digits", "bin".
func namingIn(words []string) (c naming) {
	counted := false
	for len(words) > 0 {
		word := words[len(words)-1]
		words = words[:len(words)-1]
		switch {
		case slices.Contains([]string{"ending", "ends", "endend", "endet"}, word), word == "last" && counted:
			c.last = true
		case slices.Contains([]string{"bin", "iin", "starting", "starts", "beginning", "begins"}, word), word == "first" && counted:
			c.first = true
		case slices.Contains([]string{"4", "5", "6", "8", "four", "five", "six", "eight", "digits"}, word):
			counted = true
			continue
		case slices.Contains([]string{"in", "with", "on", "auf", "is", "no", "number", "the", "nummer", "value", "digit", "input"}, word):
			continue
		}
		if !c.last && !c.first {
			c.kind = kindNamed(word)
		}
		return c
	}
	return c
}

// kindNamed is the kind of number that a word stands for.
func kindNamed(word string) canary.Kind {
	for kind, words := range map[canary.Kind][]string{
		canary.Card:  {"card", "pan", "cc", "ccnumber", "cardnumber", "karte", "creditcard"},
		canary.SSN:   {"ssn", "security", "itin", "taxid"},
		canary.Phone: {"phone", "tel", "telephone", "mobile", "cell", "telefon"},
		canary.IBAN:  {"iban", "account", "konto", "kontonummer"},
	} {
		if slices.Contains(words, word) {
			return kind
		}
	}
	return ""
}

// namingWords splits a text or an identifier ("cardLast4", "last_four") into
// words and numbers in lower case.
func namingWords(s string) []string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		letter, digit := unicode.IsLetter(r), unicode.IsDigit(r)
		switch {
		case !letter && !digit:
			r = ' '
		case digit != unicode.IsDigit(last), unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
		}
		last = r
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(b.String())
}
