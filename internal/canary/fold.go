package canary

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns the reading of a text in which spellings that look the same are
// the same: invisible characters dropped ([Visible]), compatibility forms and
// the digits of all scripts made plain ([Plain]), case folded.
func Fold(s string) string {
	if isLowerASCII(s) {
		return s
	}
	return cases.Fold().String(Plain(Visible(s)))
}

// Visible drops the characters that are [Invisible].
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		return r
	}, s)
}

// Invisible says that a character takes no space: format characters (Unicode
// category Cf: zero-width and bidirectional marks, soft hyphen, byte order mark,
// tags), variation selectors, the grapheme joiner, Hangul fillers, and the
// replacement character that stands for half of a cut surrogate pair.
func Invisible(r rune) bool {
	if r < 0xAD || r > 0xAD && r < 0x34F || r > 0x3164 && r < 0xFE00 {
		return false // most text; the tables below are slow
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		r == 0x34F || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0 || r == unicode.ReplacementChar
}

// Plain returns the text in Unicode form NFKC with the decimal digits of every
// script as 0 to 9.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII && unicode.Is(unicode.Nd, r) {
			return '0' + digitValue(r)
		}
		return r
	}, norm.NFKC.String(s))
}

// digitValue relies on Unicode's promise that the ten digits of a script stand
// in order (The Unicode Standard, 4.6); only the mathematical ones come as
// several sets in one range, and NFKC has made those plain already.
func digitValue(r rune) rune {
	first := r
	for first > 0 && unicode.Is(unicode.Nd, first-1) && r-first < 9 {
		first--
	}
	return r - first
}

func isLowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}
