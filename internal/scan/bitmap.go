package scan

import (
	"iter"
	"math/bits"
)

// bitmap has a bit for each byte of a text, the first in the lowest bit of its
// first word. Bits behind the text are zero.
type bitmap []uint64

// runs yields the stretches of at least n bytes that are set.
func (b bitmap) runs(n int) iter.Seq[span] {
	return func(yield func(span) bool) {
		for from := b.next(0); from >= 0; {
			to := b.end(from)
			if to-from >= n && !yield(span{from, to}) {
				return
			}
			from = b.next(to)
		}
	}
}

// has says that at least n bytes in a row are set, 64 at most.
func (b bitmap) has(n int) bool {
	before := 0 // of those in a row at the end of the words before
	for _, word := range b {
		if before+bits.TrailingZeros64(^word) >= n {
			return true
		}
		before = bits.LeadingZeros64(^word)
		for k := 1; k < n; { // a bit is set while it and the k-1 behind it were
			s := min(k, n-k)
			word &= word >> s
			k += s
		}
		if word != 0 {
			return true
		}
	}
	return false
}

// next returns the first byte from i on that is set, -1 if there is none.
func (b bitmap) next(i int) int {
	if i>>6 >= len(b) {
		return -1
	}
	if word := b[i>>6] >> (i & 63); word != 0 {
		return i + bits.TrailingZeros64(word)
	}
	for k := i>>6 + 1; k < len(b); k++ {
		if b[k] != 0 {
			return k<<6 + bits.TrailingZeros64(b[k])
		}
	}
	return -1
}

// end returns the first byte from i on that is not set.
func (b bitmap) end(i int) int {
	if i>>6 >= len(b) {
		return i
	}
	if word := ^b[i>>6] >> (i & 63); word != 0 {
		return i + bits.TrailingZeros64(word)
	}
	for k := i>>6 + 1; k < len(b); k++ {
		if b[k] != ^uint64(0) {
			return k<<6 + bits.TrailingZeros64(^b[k])
		}
	}
	return len(b) << 6
}

// any says that a byte of the span is set.
func (b bitmap) any(s span) bool {
	for i := s.from; i < s.to; i = (i>>6 + 1) << 6 {
		if word := b[i>>6] >> (i & 63); word != 0 {
			return i+bits.TrailingZeros64(word) < s.to
		}
	}
	return false
}

// all says that every byte of the span is set.
func (b bitmap) all(s span) bool { return b.end(s.from) >= s.to }

// The sorts of bytes of which a look keeps bitmaps.
const (
	bytesDigit = iota
	bytesHex   // hexadecimal digits in either case
	bytesAlnum // letters and digits of ASCII
	bytesWord  // the alphabets of base64: those and + / - _
	bytesUpper
	byteSorts
)

// look is what one pass over a text says of it.
type look struct {
	traits trait
	maps   [byteSorts]bitmap
}

// at looks at another text; it reuses the memory of the last one. The bitmaps of
// lower-case words are left empty: no encoding and no number is so.
func (l *look) at(text string) {
	l.traits = traitsOf(text)
	if l.traits&(hasUpper|hasDigit) == 0 {
		for k := range l.maps {
			l.maps[k] = l.maps[k][:0]
		}
		return
	}
	words := (len(text) + 63) / 64
	for k := range l.maps {
		if cap(l.maps[k]) < words {
			l.maps[k] = make(bitmap, words, words+min(words/2, maxLook/64))
		}
		l.maps[k] = l.maps[k][:words]
	}
	l.sort(text)
	l.traits |= runTraits(text, l)
}

func lookAt(text string) *look {
	l := &look{}
	l.at(text)
	return l
}

func (l *look) digits() bitmap { return l.maps[bytesDigit] }
func (l *look) hexes() bitmap  { return l.maps[bytesHex] }
func (l *look) alnums() bitmap { return l.maps[bytesAlnum] }
func (l *look) words() bitmap  { return l.maps[bytesWord] }
func (l *look) uppers() bitmap { return l.maps[bytesUpper] }

// sort fills the bitmaps, eight bytes at a time. (Variables, as the compiler keeps
// no array in registers.)
func (l *look) sort(text string) {
	digits, hexes, alnums, words, uppers := l.maps[0], l.maps[1], l.maps[2], l.maps[3], l.maps[4]
	for w := range digits {
		var digit, hex, alnum, word, upper uint64
		chunk := text[w*64 : min(len(text), w*64+64)]
		for i := 0; i < len(chunk); i += 8 {
			x := eightAt(chunk, i)
			ascii := ^x & highBits
			x &^= highBits
			folded := x | 0x20*eachByte
			d := within(x, '0', '9') & ascii
			letter := within(folded, 'a', 'z') & ascii
			joint := (within(x, '+', '/')&(x<<7) | within(x, '_', '_')) & ascii // + - and / are odd
			digit |= gather(d) << i
			hex |= gather(d|within(folded, 'a', 'f')&ascii) << i
			alnum |= gather(d|letter) << i
			word |= gather(d|letter|joint) << i
			upper |= gather(letter&^(x<<2)) << i
		}
		digits[w], hexes[w], alnums[w], words[w], uppers[w] = digit, hex, alnum, word, upper
	}
}

// eightAt returns eight bytes, zeros behind the end.
func eightAt(s string, i int) uint64 {
	if i+8 <= len(s) {
		_ = s[i+7]
		return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
	}
	var x uint64
	for k := len(s) - 1; k >= i; k-- {
		x = x<<8 | uint64(s[k])
	}
	return x
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// within sets the high bit of each byte from low to high; no byte of x has its own.
func within(x uint64, low, high uint64) uint64 {
	return (x + (0x80-low)*eachByte) &^ (x + (0x7F-high)*eachByte) & highBits
}

// gather moves the high bits of eight bytes into the lowest eight bits.
func gather(x uint64) uint64 { return x >> 7 * 0x0102040810204080 >> 56 }
