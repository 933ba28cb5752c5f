package scan

import "unicode/utf8"

// percentEscape is percent-encoding, %41 and %u0041. It leaves plus signs alone;
// phone numbers begin with one.
var percentEscape = escape{marks: "%", at: func(out []byte, text string, i int) ([]byte, int) {
	return appendPercent(out, text, i)
}}

// formEscape is percent-encoding as in forms, where a plus sign is a space.
// Texts without percent signs need no view: see needlesOf.
var formEscape = escape{
	marks: "%+",
	at: func(out []byte, text string, i int) ([]byte, int) {
		if text[i] == '+' {
			return append(out, ' '), 1
		}
		return appendPercent(out, text, i)
	},
	present: func(text string) bool { return countPercents(text) > 0 },
}

func appendPercent(out []byte, text string, i int) ([]byte, int) {
	switch value, size := percentAt(text, i); size {
	case 3:
		return append(out, byte(value)), size
	case 6:
		return utf8.AppendRune(out, value), size
	}
	return out, 0
}

// percentAt reads the escape at i; size is 0 if there is none, 3 for a byte and
// 6 for a UTF-16 unit.
func percentAt(text string, i int) (value rune, size int) {
	if text[i] != '%' {
		return 0, 0
	}
	if v, ok := hexAt(text, i+1, 2); ok {
		return v, 3
	}
	if i+1 < len(text) && text[i+1]|0x20 == 'u' {
		if v, ok := hexAt(text, i+2, 4); ok {
			return v, 6
		}
	}
	return 0, 0
}

func countPercents(text string) int {
	n := 0
	for i := percentEscape.next(text, 0); i < len(text); i = percentEscape.next(text, i+1) {
		if _, size := percentAt(text, i); size > 0 {
			n++
		}
	}
	return n
}
