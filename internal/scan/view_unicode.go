package scan

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/maskproof/maskproof/internal/canary"
)

// readVisible drops characters that take no space.
func readVisible(text string) string {
	if !anyHigh(text, canary.Invisible) {
		return text
	}
	return canary.Visible(text)
}

// readPlain undoes Unicode compatibility forms and foreign digits.
func readPlain(text string) string {
	if norm.NFKC.IsNormalString(text) && !anyHigh(text, unicode.IsDigit) {
		return text
	}
	return canary.Plain(text)
}

// readFolded folds case beyond ASCII; within it, matching does.
func readFolded(text string) string {
	if !anyHigh(text, folds) {
		return text
	}
	return cases.Fold().String(text)
}

// folds says whether full case folding may change the character. It says so of
// some too many: those that Unicode writes as several letters (CaseFolding.txt,
// status F) stand in the named blocks.
func folds(r rune) bool {
	switch {
	case r >= 0x3000 && r < 0xA640 || r >= 0xAC00 && r < 0xFB00:
		return false // scripts without case; most text that is not Latin
	case r == 0xDF, r == 0x149, r == 0x1F0, r == 0x390, r == 0x3B0, r == 0x587, r >= 0x1E96 && r < 0x2000,
		r >= 0x13A0 && r < 0x13FE, r >= 0xAB70 && r < 0xABC0, r >= 0xFB00 && r < 0xFB18:
		return true
	}
	return unicode.ToLower(unicode.ToUpper(r)) != r
}

// anyHigh says whether a character above ASCII has the property.
func anyHigh(text string, property func(rune) bool) bool {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if property(r) {
			return true
		}
		i += size
	}
	return false
}

// runeStart returns where the character begins that holds the byte at i.
func runeStart(text string, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
