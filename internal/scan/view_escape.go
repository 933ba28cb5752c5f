package scan

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// readEscaped undoes the backslash escapes of JSON and JavaScript wherever they
// stand: in JSON that was cut short, or that other text surrounds.
func readEscaped(text string) []reading {
	if strings.IndexByte(text, '\\') < 0 {
		return nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, size := escapeAt(text, i)
		if size == 0 {
			out = append(out, text[i])
			i++
			continue
		}
		i += size
		if utf16.IsSurrogate(r) {
			if low, n := escapeAt(text, i); n > 0 && utf16.DecodeRune(r, low) != utf8.RuneError {
				r, i = utf16.DecodeRune(r, low), i+n
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return only(text, string(out))
}

// escapeAt reads the escape at i; size is 0 if there is none.
func escapeAt(text string, i int) (value rune, size int) {
	if i+1 >= len(text) || text[i] != '\\' {
		return 0, 0
	}
	switch c := text[i+1]; c {
	case '"', '\\', '/', '\'', '`':
		return rune(c), 2
	case 'n', 'r', 't', 'b', 'f':
		return ' ', 2 // white space either way
	case 'x':
		if v, ok := hexAt(text, i+2, 2); ok {
			return v, 4
		}
	case 'u':
		return unicodeEscape(text, i)
	}
	return 0, 0
}

// unicodeEscape reads "\u0041" or "\u{1F600}".
func unicodeEscape(text string, i int) (value rune, size int) {
	if v, ok := hexAt(text, i+2, 4); ok {
		return v, 6
	}
	if i+2 >= len(text) || text[i+2] != '{' {
		return 0, 0
	}
	end := strings.IndexByte(text[i+3:min(len(text), i+10)], '}')
	if end < 1 {
		return 0, 0
	}
	v, ok := hexAt(text, i+3, end)
	return v, map[bool]int{true: end + 4, false: 0}[ok]
}
