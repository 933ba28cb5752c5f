package scan

import (
	"strings"
	"unicode/utf8"
)

// readURL undoes percent-encoding and leaves plus signs alone; phone numbers
// begin with one.
func readURL(text string) []reading {
	return only(text, unpercent(text, false))
}

// readForm undoes percent-encoding as in forms, where a plus sign is a space.
// Texts without percent signs need no view: see needlesOf.
func readForm(text string) []reading {
	return only(text, unpercent(text, true))
}

// unpercent decodes %41 and %u0041 and leaves everything else as it stands. It
// returns text itself if there is nothing to decode.
func unpercent(text string, plus bool) string {
	first := nextPercent(text, 0)
	if first < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		c, size := percentAt(text, i)
		switch {
		case size > 0:
			out = utf8AppendByteOrRune(out, c, size)
			i += size
		case plus && text[i] == '+':
			out = append(out, ' ')
			i++
		default:
			out = append(out, text[i])
			i++
		}
	}
	return string(out)
}

// nextPercent returns where the first decodable escape stands, or -1.
func nextPercent(text string, from int) int {
	for i := from; ; i++ {
		j := strings.IndexByte(text[i:], '%')
		if j < 0 {
			return -1
		}
		i += j
		if _, size := percentAt(text, i); size > 0 {
			return i
		}
	}
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

func utf8AppendByteOrRune(out []byte, value rune, size int) []byte {
	if size == 3 {
		return append(out, byte(value))
	}
	return utf8.AppendRune(out, value)
}

// hexAt reads n hexadecimal digits.
func hexAt(text string, i, n int) (rune, bool) {
	if i+n > len(text) {
		return 0, false
	}
	var v rune
	for _, c := range []byte(text[i : i+n]) {
		switch {
		case c >= '0' && c <= '9':
			v = v<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v = v<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return v, true
}
