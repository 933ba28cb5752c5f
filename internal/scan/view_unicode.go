package scan

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/maskproof/maskproof/internal/canary"
)

// readVisible drops characters that take no space.
func readVisible(text string) []reading {
	if !anyHigh(text, canary.Invisible) {
		return nil
	}
	return only(text, canary.Visible(text))
}

// readPlain undoes Unicode compatibility forms and foreign digits.
func readPlain(text string) []reading {
	if norm.NFKC.IsNormalString(text) && !anyHigh(text, unicode.IsDigit) {
		return nil
	}
	return only(text, canary.Plain(text))
}

// readFolded folds case beyond ASCII; within it, matching does.
func readFolded(text string) []reading {
	if !anyHigh(text, folds) {
		return nil
	}
	return only(text, cases.Fold().String(text))
}

// folds says whether full case folding may change the character. It says so of
// some too many: letters that Unicode writes as several (CaseFolding.txt, status
// F) stand in the named blocks.
func folds(r rune) bool {
	return unicode.ToLower(r) != r || unicode.ToUpper(r) != r && (r == 0xDF || r == 0x149 || r == 0x17F || r == 0x1F0 ||
		r >= 0x345 && r < 0x590 || r >= 0x13F8 && r < 0x1400 || r >= 0x1C80 && r < 0x1C90 ||
		r >= 0x1E96 && r < 0x2000 || r >= 0xAB70 && r < 0xABC0 || r >= 0xFB00 && r < 0xFB20)
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
