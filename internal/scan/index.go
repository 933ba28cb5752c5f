package scan

import "math/bits"

// gramIndex finds any of many patterns in a text without looking at every byte.
//
// If all patterns have at least m bytes, each occurrence covers m-q+1 windows of
// q bytes in a row, so looking at every (m-q+1)th window of the text meets each
// occurrence exactly once. A bitmap says whether a window belongs to any pattern;
// almost always it does not, and that is all that happens: unlike an Aho-Corasick
// automaton it does not touch every byte, and it allocates nothing, which counts
// where a recording is millions of short strings.
//
// Windows are compared with the case bit of each byte set, patterns by the
// caller's verify.
type gramIndex struct {
	size int // q: bytes in a window, 3 or 4
	step int
	bits []uint64
	drop uint // bits of a hash that are no slot of the bitmap
	last map[uint32]int32
	refs []gramRef
}

type gramRef struct {
	pattern int32
	offset  int32 // of the window in the pattern
	next    int32 // the ref before of the same window, -1 if there is none
}

// The bitmap is 32 KiB, which fits the first-level cache, or has so many bits
// for each window that it says of most texts that there is nothing.
const (
	gramBits   = 18
	gramSpread = 32
	longStep   = 9 // longer strides do not pay for the larger index
)

// newGramIndex returns nil if there are no patterns. Patterns shorter than three
// bytes are not possible. It strides by maxStep bytes at most.
func newGramIndex(patterns []string, maxStep int) *gramIndex {
	if len(patterns) == 0 {
		return nil
	}
	shortest := len(patterns[0])
	for _, p := range patterns {
		shortest = min(shortest, len(p))
	}
	x := &gramIndex{size: min(shortest, 4)}
	x.step = min(shortest-x.size+1, maxStep)
	slots := max(1<<gramBits, gramSpread*len(patterns)*x.step)
	width := uint(bits.Len(uint(slots - 1)))
	x.drop, x.bits, x.last = 32-width, make([]uint64, 1<<width/64), make(map[uint32]int32, len(patterns)*x.step)
	for i, p := range patterns {
		for offset := range x.step {
			x.add(gramAt(p, offset, x.size), gramRef{pattern: int32(i), offset: int32(offset)})
		}
	}
	return x
}

func (x *gramIndex) add(gram uint32, ref gramRef) {
	slot := x.slot(gram)
	x.bits[slot/64] |= 1 << (slot % 64)
	ref.next = -1
	if last, ok := x.last[gram]; ok {
		ref.next = last
	}
	x.last[gram] = int32(len(x.refs))
	x.refs = append(x.refs, ref)
}

func (x *gramIndex) slot(gram uint32) uint32 { return gram * 0x9E3779B1 >> x.drop }

// gramAt returns the window at i with the case bit set in each byte.
func gramAt[T string | []byte](text T, i, size int) uint32 {
	if size == 4 {
		_ = text[i+3]
		return (uint32(text[i]) | uint32(text[i+1])<<8 | uint32(text[i+2])<<16 | uint32(text[i+3])<<24) | 0x20202020
	}
	_ = text[i+2]
	return (uint32(text[i]) | uint32(text[i+1])<<8 | uint32(text[i+2])<<16) | 0x202020
}

// findGrams calls candidate for each place where a pattern may begin; a place
// may lie outside the text.
func findGrams[T string | []byte](x *gramIndex, text T, candidate func(pattern, start int)) {
	if x.size == 4 {
		for i := 0; i+4 <= len(text); i += x.step {
			gram := gramAt(text, i, 4)
			if slot := x.slot(gram); x.bits[slot/64]&(1<<(slot%64)) != 0 {
				x.emit(gram, i, candidate)
			}
		}
		return
	}
	for i := 0; i+3 <= len(text); i += x.step {
		gram := gramAt(text, i, 3)
		if slot := x.slot(gram); x.bits[slot/64]&(1<<(slot%64)) != 0 {
			x.emit(gram, i, candidate)
		}
	}
}

func (x *gramIndex) emit(gram uint32, at int, candidate func(pattern, start int)) {
	i, ok := x.last[gram]
	for ok && i >= 0 {
		ref := &x.refs[i]
		candidate(int(ref.pattern), at-int(ref.offset))
		i = ref.next
	}
}
