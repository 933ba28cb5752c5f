package scan

import (
	"iter"
	"strings"
)

// escape knows one way to write characters that stands anywhere in a text.
type escape struct {
	marks string // the characters with which one may begin

	// at appends what the escape at text[i] stands for and returns its length, 0
	// if there is none.
	at func(out []byte, text string, i int) ([]byte, int)

	// present says that there is one worth reading; nil: any that decodes.
	present func(text string) bool
}

// read undoes the escapes of a text where one is worth reading.
func (e escape) read(text string) string {
	if e.present != nil && !e.present(text) {
		return text
	}
	return e.undo(text)
}

// undo decodes every escape in a text.
func (e escape) undo(text string) string {
	var out []byte
	last := 0
	for at, one := range e.all(text) {
		if out == nil {
			out = make([]byte, 0, len(text))
		}
		out = append(append(out, text[last:at.from]...), one...)
		last = at.to
	}
	if last == 0 {
		return text
	}
	out = append(out, text[last:]...)
	if cap(out) > 2*len(out) {
		return string(out) // what is left over would be kept as long as the text
	}
	return asString(out)
}

// all are the escapes of a text: where each stands, and what for, until the next one.
func (e escape) all(text string) iter.Seq2[span, []byte] {
	return func(yield func(span, []byte) bool) {
		var one []byte
		for i := e.next(text, 0); i < len(text); i = e.next(text, i) {
			size := 0
			if one, size = e.at(one[:0], text, i); size == 0 {
				i++
				continue
			}
			if !yield(span{i, i + size}, one) {
				return
			}
			i += size
		}
	}
}

// next returns where the next mark stands, or the length of the text.
func (e escape) next(text string, from int) int {
	if n := strings.IndexAny(text[from:], e.marks); n >= 0 {
		return from + n
	}
	return len(text)
}

// origin decodes once more up to the byte.
func (e escape) origin(text string, at int) int {
	length := 0
	for i := 0; i < len(text); {
		size := 0
		if strings.IndexByte(e.marks, text[i]) >= 0 {
			var out []byte
			out, size = e.at(nil, text, i)
			length += len(out)
		}
		if size == 0 {
			size = 1
			length++
		}
		if length > at {
			return i
		}
		i += size
	}
	return len(text)
}

// hexAt reads n hexadecimal digits.
func hexAt(text string, i, n int) (rune, bool) {
	if i+n > len(text) {
		return 0, false
	}
	var v rune
	for _, c := range []byte(text[i : i+n]) {
		if !isHex(c) {
			return 0, false
		}
		v = v<<4 | rune(hexValue(c))
	}
	return v, true
}

func hexValue(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

func isAlphanumeric(c byte) bool { return c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'z' }
