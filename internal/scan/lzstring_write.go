package scan

import (
	"strings"
	"unicode/utf16"
)

// lzText is lz-string's compress, what lzReader undoes: digit writes width bits as
// a character.
func lzText(s string, width uint, digit func(uint32) rune) string {
	z := lzWriter{dictionary: map[string]uint32{}, fresh: map[string]uint16{}, next: lzFirst, width: 2, grow: 2}
	last := ""
	for _, u := range utf16.Encode([]rune(s)) {
		c := string([]byte{byte(u >> 8), byte(u)})
		if _, ok := z.dictionary[c]; !ok {
			z.add(c)
			z.fresh[c] = u
		}
		if _, ok := z.dictionary[last+c]; ok {
			last += c
			continue
		}
		z.emit(last)
		z.add(last + c)
		last = c
	}
	z.emit(last)
	z.write(lzEnd, z.width)
	return z.text(width, digit)
}

// lzWriter gives each text of the dictionary its code, and a unit that comes for the
// first time its bits.
type lzWriter struct {
	dictionary map[string]uint32
	fresh      map[string]uint16
	next       uint32
	width      uint
	grow       int
	bits       []uint32
}

func (z *lzWriter) add(key string) { z.dictionary[key], z.next = z.next, z.next+1 }

func (z *lzWriter) emit(key string) {
	if key == "" {
		return
	}
	if u, ok := z.fresh[key]; ok {
		size := uint(8)
		if u > 0xFF {
			size = 16
		}
		z.write(uint32(size/8-1), z.width)
		z.write(uint32(u), size)
		z.shrink()
		delete(z.fresh, key)
	} else {
		z.write(z.dictionary[key], z.width)
	}
	z.shrink()
}

func (z *lzWriter) shrink() {
	if z.grow--; z.grow == 0 {
		z.grow, z.width = 1<<z.width, z.width+1
	}
}

func (z *lzWriter) write(v uint32, n uint) {
	for i := range n {
		z.bits = append(z.bits, v>>i&1)
	}
}

func (z *lzWriter) text(width uint, digit func(uint32) rune) string {
	var b strings.Builder
	z.bits = append(z.bits, 0)
	for len(z.bits)%int(width) != 0 {
		z.bits = append(z.bits, 0)
	}
	for ; len(z.bits) > 0; z.bits = z.bits[width:] {
		v := uint32(0)
		for _, bit := range z.bits[:width] {
			v = v<<1 | bit
		}
		b.WriteRune(digit(v))
	}
	return b.String()
}
