package rrweb

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// errQuoted says that a string is no valid JSON string.
var errQuoted = errors.New("compressed string: no JSON string")

// latin1 appends the bytes that a quoted string spells with one code point each.
func latin1(dst, quoted []byte) ([]byte, error) {
	if len(quoted) < 2 || quoted[0] != '"' || quoted[len(quoted)-1] != '"' {
		return dst, errQuoted
	}
	for s := quoted[1 : len(quoted)-1]; len(s) > 0; {
		b, size := s[0], 1
		var err error
		switch {
		case b == '\\':
			b, size, err = escapedByte(s)
		case b >= 0x80:
			b, size, err = twoBytes(s)
		case b < ' ' || b == '"':
			err = errQuoted
		}
		if err != nil {
			return dst, err
		}
		dst, s = append(dst, b), s[size:]
	}
	return dst, nil
}

// escapedByte reads an escape that begins with a backslash, and how long it is.
func escapedByte(s []byte) (b byte, size int, err error) {
	if len(s) < 2 {
		return 0, 0, errQuoted
	}
	if i := bytes.IndexByte([]byte(`"\/bfnrt`), s[1]); i >= 0 {
		return "\"\\/\b\f\n\r\t"[i], 2, nil
	}
	if s[1] != 'u' || len(s) < 6 {
		return 0, 0, errQuoted
	}
	n, err := strconv.ParseUint(string(s[2:6]), 16, 16)
	if err != nil {
		return 0, 0, errQuoted
	}
	return narrow(rune(n), 6)
}

// twoBytes reads U+0080 to U+00FF in UTF-8.
func twoBytes(s []byte) (b byte, size int, err error) {
	if s[0]|1 == 0xc3 && len(s) > 1 && s[1]&0xc0 == 0x80 {
		return s[0]<<6 | s[1]&0x3f, 2, nil
	}
	r, size := utf8.DecodeRune(s)
	return narrow(r, size)
}

// narrow refuses what is no byte.
func narrow(r rune, size int) (byte, int, error) {
	if r > 0xff {
		return 0, 0, fmt.Errorf("code point U+%04X in a compressed string", r)
	}
	return byte(r), size, nil
}
