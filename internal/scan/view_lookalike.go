package scan

import "strings"

const (
	minLookalike = 12 // digits and letters like them in a number
	maxLookalike = 4  // of them letters
)

// lookalikes are the letters that pass for a digit, as OCR and people mix them
// up, and the digit. All are written with one byte, as the digits are.
func lookalike(c byte) (digit byte, ok bool) {
	switch c {
	case 'O', 'o':
		return '0', true
	case 'l', 'I', '|':
		return '1', true
	}
	return c, false
}

func isLookalikeByte(c byte) bool {
	_, ok := lookalike(c)
	return ok
}

// readLookalikes puts digits for letters that look like them inside long numbers
// that stand alone; in anything shorter the letter may be meant.
func readLookalikes(text string) string {
	var out []byte
	for i := 0; i < len(text); {
		if i > 0 && isAlphanumeric(text[i-1]) {
			i++
			continue
		}
		n, digits, letters := numberLike(text[i:])
		if letters > 0 && letters <= maxLookalike && digits+letters >= minLookalike {
			if out == nil {
				out = []byte(text)
			}
			for k := i; k < i+n; k++ {
				out[k], _ = lookalike(text[k])
			}
		}
		i += max(n, 1)
	}
	if out == nil {
		return text
	}
	return string(out)
}

// numberLike returns how many bytes at the beginning of text are groups of
// digits, or of letters like them, with separators, and how many of each.
func numberLike(text string) (size, digits, letters int) {
	groupDigits, groupLetters := 0, 0
	for i := 0; ; i++ {
		if i == len(text) || !isAlphanumeric(text[i]) && text[i] != '|' { // a group ends
			size, digits, letters = i, digits+groupDigits, letters+groupLetters
			groupDigits, groupLetters = 0, 0
			if i == len(text) || strings.IndexByte(" -.", text[i]) < 0 {
				return size, digits, letters
			}
			continue
		}
		switch {
		case isDigit(text[i]):
			groupDigits++
		case isLookalikeByte(text[i]):
			groupLetters++
		default:
			return size, digits, letters
		}
	}
}
