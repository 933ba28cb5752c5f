package scan

import "unicode/utf16"

// lzReader undoes lz-string 1.5 (pieroxy.net, libs/lz-string.js, _decompress):
// LZ78 over UTF-16 units, with codes that grow by a bit whenever the dictionary
// doubles. unit returns the next unit of its input, each with width bits; false
// at the end.
type lzReader struct {
	unit  func() (value uint32, ok bool)
	width uint

	value uint32
	left  uint // bits of value not yet read
	ended bool
}

// The codes that are no entries of the dictionary.
const (
	lzUnit8 = iota
	lzUnit16
	lzEnd
	lzFirst
)

// bits reads n bits, the lowest first.
func (z *lzReader) bits(n uint) uint32 {
	var v uint32
	for i := range n {
		if z.left == 0 {
			var ok bool
			if z.value, ok = z.unit(); !ok {
				z.ended = true
				return lzEnd
			}
			z.left = z.width
		}
		z.left--
		v |= z.value >> z.left & 1 << i
	}
	return v
}

// read returns the text, if the input is lz-string up to an end mark; other input
// seldom gets beyond a few units.
func (z *lzReader) read(limit int) (string, bool) {
	var room [16][]uint16 // seldom more is needed
	entries := room[:lzFirst]
	var out, last []uint16
	width, grow := uint(2), 1 // the first code has two bits, and only new units
	for {
		var entry []uint16
		switch code := z.bits(width); code {
		case lzEnd:
			text := string(utf16.Decode(out))
			return text, !z.ended && len(out) > 0
		case lzUnit8, lzUnit16:
			unit := uint16(z.bits(8 * uint(code+1)))
			if z.ended {
				return "", false
			}
			entry = []uint16{unit}
			entries = append(entries, entry)
			if last != nil {
				grow--
			}
		default:
			switch {
			case int(code) < len(entries):
				entry = entries[code]
			case int(code) == len(entries) && last != nil:
				entry = append(last[:len(last):len(last)], last[0])
			default:
				return "", false
			}
		}
		if out = append(out, entry...); len(out) > limit {
			return "", false
		}
		if last == nil { // the first unit
			width, grow = 3, 4
			last = entry
			continue
		}
		if grow == 0 {
			grow, width = 1<<width, width+1
		}
		entries = append(entries, append(last[:len(last):len(last)], entry[0]))
		last = entry
		if grow--; grow == 0 {
			grow, width = 1<<width, width+1
		}
	}
}
