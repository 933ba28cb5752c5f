package rrweb

import (
	"strconv"
	"strings"
)

// fontMember visits a member of a font event. Where buffer is true the source is
// no URL but a string with the numbers of the font's bytes.
func (w *walk) fontMember(key string) bool {
	switch key {
	case "fontSource":
		value, kind := w.scalar()
		if kind == '"' {
			w.bytes(SurfaceFont, key, value)
		}
		w.rest(SurfaceFont, key, value, kind)
	case "family", "descriptors":
		w.free(SurfaceFont, key)
	default:
		return false
	}
	return true
}

// bytes visits a JSON array of byte values once more as the text that the bytes
// are, if it is one.
func (w *walk) bytes(as Surface, name, array string) {
	if text := bytesOf(array); len(text) >= minBytes {
		w.emit(as, name, text)
	}
}

// minBytes is how long a text in bytes must be to be one: positions and colours
// are shorter, and cost nothing.
const minBytes = 5

// bytesOf reads "[104, 105]", "" if it is anything else.
func bytesOf(array string) string {
	inside, ok := strings.CutPrefix(strings.TrimSpace(array), "[")
	if !ok || len(inside) < 2*minBytes {
		return ""
	}
	inside, ok = strings.CutSuffix(inside, "]")
	if !ok || strings.IndexByte("0123456789 \t\r\n", inside[0]) < 0 {
		return ""
	}
	text := make([]byte, 0, len(inside)/3)
	for number := range strings.SplitSeq(inside, ",") {
		b, err := strconv.ParseUint(strings.TrimSpace(number), 10, 8)
		if err != nil {
			return ""
		}
		text = append(text, byte(b))
	}
	return aliased(text)
}

// flatArray returns the array that begins here, if it looks like one of numbers.
func (w *walk) flatArray() string {
	rest := w.s[w.i:]
	if len(rest) < 2 || strings.IndexByte("0123456789 ", rest[1]) < 0 {
		return ""
	}
	return rest[:strings.IndexByte(rest, ']')+1]
}
