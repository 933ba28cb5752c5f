package channels

import "strings"

// lzString compresses a text as lz-string's compressToEncodedURIComponent does: a
// dictionary of phrases that grows by one with each phrase written, codes that grow
// by a bit when the dictionary needs it, lowest bit first, six bits a letter.
func lzString(text string) string {
	z := &lzWriter{phrases: map[string]int{}, fresh: map[string]bool{}, next: 3, bits: 2, room: 2}
	phrase := ""
	for _, r := range text {
		c := string(r)
		if _, known := z.phrases[c]; !known {
			z.learn(c)
			z.fresh[c] = true
		}
		if _, known := z.phrases[phrase+c]; known {
			phrase += c
			continue
		}
		z.write(phrase)
		z.learn(phrase + c)
		phrase = c
	}
	if phrase != "" {
		z.write(phrase)
	}
	z.put(lzEnd, z.bits)
	return z.finish()
}

// The codes that are no phrases.
const (
	lzByte = 0 // a letter of eight bits follows
	lzWide = 1 // a letter of sixteen bits follows
	lzEnd  = 2
)

type lzWriter struct {
	phrases map[string]int
	fresh   map[string]bool // letters that were not written yet
	next    int             // code of the next phrase
	bits    int             // width of a code
	room    int             // codes left before it grows
	out     strings.Builder
	letter  int // six bits, the first one highest
	filled  int
}

func (z *lzWriter) learn(phrase string) {
	z.phrases[phrase] = z.next
	z.next++
}

func (z *lzWriter) write(phrase string) {
	if z.fresh[phrase] {
		r := int([]rune(phrase)[0])
		kind, width := lzByte, 8
		if r > 0xFF {
			kind, width = lzWide, 16
		}
		z.put(kind, z.bits)
		z.put(r, width)
		z.grow()
		delete(z.fresh, phrase)
	} else {
		z.put(z.phrases[phrase], z.bits)
	}
	z.grow()
}

func (z *lzWriter) grow() {
	if z.room--; z.room == 0 {
		z.room = 1 << z.bits
		z.bits++
	}
}

func (z *lzWriter) put(value, width int) {
	for range width {
		z.bit(value & 1)
		value >>= 1
	}
}

func (z *lzWriter) bit(b int) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-$"
	z.letter = z.letter<<1 | b
	if z.filled++; z.filled == 6 {
		z.out.WriteByte(alphabet[z.letter])
		z.letter, z.filled = 0, 0
	}
}

// finish fills the last letter up; there is always one.
func (z *lzWriter) finish() string {
	for z.bit(0); z.filled > 0; {
		z.bit(0)
	}
	return z.out.String()
}
