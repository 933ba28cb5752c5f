package scan

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// scriptEscape is the backslash escapes of JSON and JavaScript wherever they
// stand: in JSON that was cut short, or that other text surrounds.
var scriptEscape = escape{marks: `\`, at: func(out []byte, text string, i int) ([]byte, int) {
	r, size := scriptAt(text, i)
	if utf16.IsSurrogate(r) {
		if low, n := scriptAt(text, i+size); n > 0 && utf16.DecodeRune(r, low) != utf8.RuneError {
			r, size = utf16.DecodeRune(r, low), size+n
		}
	}
	if size == 0 {
		return out, 0
	}
	return utf8.AppendRune(out, r), size
}}

// scriptAt reads the escape at i; size is 0 if there is none.
func scriptAt(text string, i int) (value rune, size int) {
	if i+1 >= len(text) || text[i] != '\\' {
		return 0, 0
	}
	switch c := text[i+1]; {
	case strings.IndexByte("btnvfr", c) >= 0:
		return rune('\b' + strings.IndexByte("btnvfr", c)), 2 // U+0008 to U+000D in this order
	case c == 'x':
		if v, ok := hexAt(text, i+2, 2); ok {
			return v, 4
		}
	case c == 'u':
		return unicodeEscape(text, i)
	case c >= '0' && c <= '7':
		return octalEscape(text, i)
	case c > ' ' && c < utf8.RuneSelf && !isAlphanumeric(c):
		return rune(c), 2 // a mark stands for itself, in CSS as well
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
	if v, ok := hexAt(text, i+3, end); ok {
		return v, end + 4
	}
	return 0, 0
}

// octalEscape reads "\101", which is at most "\377".
func octalEscape(text string, i int) (value rune, size int) {
	size = 1
	for size < 4 && i+size < len(text) && text[i+size]-'0' < 8 && value*8 <= 0o377 {
		value = value*8 + rune(text[i+size]-'0')
		size++
	}
	return value, size
}

// cssEscape is the escapes of CSS Syntax Level 3, 4.3.7, with hexadecimal
// digits; the others are those of scripts.
var cssEscape = escape{
	marks: `\`,
	at: func(out []byte, text string, i int) ([]byte, int) {
		n := 0
		for n < 6 && i+1+n < len(text) && isHex(text[i+1+n]) {
			n++
		}
		if v, ok := hexAt(text, i+1, n); ok && n > 0 && v <= utf8.MaxRune {
			size := 1 + n
			if i+size < len(text) && strings.IndexByte(" \t\n\r\f", text[i+size]) >= 0 {
				size++
			}
			return utf8.AppendRune(out, v), size
		}
		if v, size := scriptAt(text, i); size == 2 {
			return utf8.AppendRune(out, v), size
		}
		return out, 0
	},
	present: func(text string) bool {
		for i := strings.IndexByte(text, '\\'); i >= 0 && i+1 < len(text); {
			if isHex(text[i+1]) {
				return true
			}
			next := strings.IndexByte(text[i+1:], '\\')
			if next < 0 {
				return false
			}
			i += 1 + next
		}
		return false
	},
}

// quotedEscape is quoted-printable (RFC 2045, 6.7). In query strings a number
// often looks like one of its escapes, so one that the encoding does not need is
// not enough.
var quotedEscape = escape{
	marks: "=",
	at: func(out []byte, text string, i int) ([]byte, int) {
		if out, size := softBreak.at(out, text, i); size > 0 {
			return out, size
		}
		if v, ok := hexAt(text, i+1, 2); ok {
			return append(out, byte(v)), 3
		}
		return out, 0
	},
	present: func(text string) bool {
		for i := strings.IndexByte(text, '='); i >= 0 && i+2 < len(text); {
			if quotedFor(text[i+1:]) {
				return true
			}
			next := strings.IndexByte(text[i+1:], '=')
			if next < 0 {
				return false
			}
			i += 1 + next
		}
		return false
	},
}

// softBreak is what quoted-printable breaks long lines with, alone: in what stands around
// it, as in a query string, an equals sign and two digits mean something else.
var softBreak = escape{
	marks: "=",
	at: func(out []byte, text string, i int) ([]byte, int) {
		switch rest := text[i+1:]; {
		case i > 0 && text[i-1] == '=': // a row of them, as under headings
		case strings.HasPrefix(rest, "\r\n"):
			return out, 3
		case strings.HasPrefix(rest, "\n"):
			return out, 2
		}
		return out, 0
	},
}

// quotedFor says that what follows an equals sign makes it quoted-printable: a
// line end, a byte that has to be quoted, or another escape at once.
func quotedFor(rest string) bool {
	v, ok := hexAt(rest, 0, 2)
	return strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n") ||
		ok && (v == '=' || v >= 0x80 || len(rest) > 2 && rest[2] == '=')
}
