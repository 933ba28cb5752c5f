package canary

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Place is what is known of the string in which a form occurs.
type Place struct {
	// Name is the attribute, property or key that the string stands under; ""
	// where it has none.
	Name string

	// Front is what stands before the string in the text that it is a part of.
	Front string

	// Content says that the string is what a person typed or reads: an input, a
	// text node, an attribute that holds words.
	Content bool
}

// Counts says whether the occurrence text[start:end] of the form counts as its
// canary, by the form's guard.
func (f Form) Counts(text string, start, end int, at Place) bool {
	switch f.Guard {
	case Anywhere:
		return true
	case Bounded:
		return stands(text, start, end)
	default:
		return stands(text, start, end) && !besideSymbol(text, start, end) &&
			(at.Content && strings.TrimSpace(text) == text[start:end] ||
				named(f.kind, words(at.Name)) ||
				namedBefore(f.kind, at.Front+text[:start]) || namedAfter(f.kind, text[end:]))
	}
}

// stands says that text[start:end] is not inside a longer word or number.
func stands(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, size := utf8.DecodeRuneInString(text[end:])
	if start > 0 && isWordRune(before) || start > 1 && before == '.' && isDigit(text[start-2]) {
		return false
	}
	if end == len(text) {
		return true
	}
	rest := text[end+size:]
	startsDigit := rest != "" && isDigit(rest[0])
	switch {
	case after == 'T' || after == 't': // the time behind a date
		return startsDigit && strings.ContainsRune(text[start:end], '-')
	case after == '.':
		return !startsDigit
	default:
		return !isWordRune(after)
	}
}

// besideSymbol says that a sign stands beside which makes the number an amount,
// a colour, a decimal or a percentage.
func besideSymbol(text string, start, end int) bool {
	const before, after = "#.+$€£¥", "%$€£¥°"
	b, _ := utf8.DecodeLastRuneInString(text[:start])
	a, _ := utf8.DecodeRuneInString(text[end:])
	return start > 0 && strings.ContainsRune(before, b) || end < len(text) && strings.ContainsRune(after, a)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
func isDigit(b byte) bool    { return b >= '0' && b <= '9' }
