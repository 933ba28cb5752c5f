package canary

import (
	"slices"
	"strings"
	"unicode"
)

// tellingReach is how many bytes beside a code are searched for its name.
const tellingReach = 32

// tellingWords are the names that pages give to a code, in lower-case words.
func tellingWords(kind Kind) []string {
	if kind == CVC {
		return []string{
			"cvc", "cvv", "csc", "cvn", "cid", "cav", "security code", "card code", "card verification",
			"verification code", "verification value", "securitycode", "cardcode",
		}
	}
	return []string{
		"otp", "totp", "code", "pin", "passcode", "token", "2fa", "mfa", "one time password", "one time",
		"verification", "onetimecode", "smscode", "passwort",
	}
}

// fillers may stand between a code and its name.
func isFiller(word string) bool {
	return slices.Contains([]string{
		"is", "was", "code", "number", "no", "value", "your", "the", "as", "a", "input", "field", "for", "are",
	}, word)
}

// named says that one of the kind's telling words is among the words.
func named(kind Kind, words []string) bool {
	text := " " + strings.Join(words, " ") + " "
	return slices.ContainsFunc(tellingWords(kind), func(w string) bool {
		return strings.Contains(text, " "+w+" ")
	})
}

// NamesCode says that a key ("cardCvc", "otp-code") names a security code or a
// one-time code.
func NamesCode(key string) bool {
	if !mayName(key) {
		return false
	}
	list := words(key)
	return named(CVC, list) || named(OTP, list)
}

// mayName says, for most keys at once, that they have not the letters of any
// telling word. Beyond ASCII it does not know.
func mayName(key string) bool {
	have := lettersIn(key)
	return have&beyondASCII != 0 || slices.ContainsFunc(tellingLetters, func(word uint32) bool { return word&^have == 0 })
}

// tellingLetters are the letters of each telling word, never written.
var tellingLetters = func() (list []uint32) {
	for _, w := range slices.Concat(tellingWords(CVC), tellingWords(OTP)) {
		list = append(list, lettersIn(w))
	}
	slices.Sort(list)
	return slices.Compact(list)
}()

const beyondASCII = 1 << 26 // in lettersIn

// lettersIn has bit n for the nth letter of the alphabet in either case.
func lettersIn(text string) (set uint32) {
	for i := range len(text) {
		switch c := text[i] | 0x20; {
		case c-'a' < 26:
			set |= 1 << (c - 'a')
		case c >= 0x80:
			set |= beyondASCII
		}
	}
	return set
}

func namedBefore(kind Kind, text string) bool {
	text = text[max(0, len(text)-tellingReach):]
	for i := len(text) - 1; i >= 0; i-- {
		if isDigit(text[i]) && (i == 0 || !isLetter(rune(text[i-1]))) { // "cvv2" is a word
			text = text[i+1:]
			break
		}
	}
	list := words(text)
	for range 4 {
		joined := " " + strings.Join(list, " ")
		if slices.ContainsFunc(tellingWords(kind), func(w string) bool { return strings.HasSuffix(joined, " "+w) }) {
			return true
		}
		if len(list) == 0 || !isFiller(list[len(list)-1]) {
			return false
		}
		list = list[:len(list)-1]
	}
	return false
}

func namedAfter(kind Kind, text string) bool {
	text = text[:min(len(text), tellingReach)]
	if i := strings.IndexFunc(text, unicode.IsDigit); i >= 0 {
		text = text[:i]
	}
	if i := strings.IndexAny(text, "\",;{}[]<>|&=\n"); i >= 0 {
		text = text[:i] // what follows is about another value
	}
	list := words(text)
	for range 4 {
		joined := strings.Join(list, " ") + " "
		if slices.ContainsFunc(tellingWords(kind), func(w string) bool { return strings.HasPrefix(joined, w+" ") }) {
			return true
		}
		if len(list) == 0 || !isFiller(list[0]) {
			return false
		}
		list = list[1:]
	}
	return false
}

// words splits a text or an identifier ("cardCvc", "otp-code") into its words
// in lower case. Digits end a word and are dropped.
func words(s string) []string {
	var b strings.Builder
	lower := false
	for _, r := range s {
		if !unicode.IsLetter(r) {
			r = ' '
		}
		if lower && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(b.String())
}
