package scan

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
	refs map[uint32][]gramRef
}

type gramRef struct {
	pattern int
	offset  int // of the window in the pattern
}

const gramBits = 18 // 32 KiB of bitmap: fits the first-level cache

// newGramIndex returns nil if there are no patterns. Patterns shorter than three
// bytes are not possible.
func newGramIndex(patterns []string) *gramIndex {
	if len(patterns) == 0 {
		return nil
	}
	shortest := len(patterns[0])
	for _, p := range patterns {
		shortest = min(shortest, len(p))
	}
	shortest = min(shortest, 12) // longer strides do not pay for the larger index
	x := &gramIndex{size: min(shortest, 4), bits: make([]uint64, 1<<gramBits/64), refs: map[uint32][]gramRef{}}
	x.step = shortest - x.size + 1
	for i, p := range patterns {
		for offset := range x.step {
			x.add(gramAt(p, offset, x.size), gramRef{i, offset})
		}
	}
	return x
}

func (x *gramIndex) add(gram uint32, ref gramRef) {
	slot := gramSlot(gram)
	x.bits[slot/64] |= 1 << (slot % 64)
	x.refs[gram] = append(x.refs[gram], ref)
}

func gramSlot(gram uint32) uint32 { return gram * 0x9E3779B1 >> (32 - gramBits) }

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
			if slot := gramSlot(gram); x.bits[slot/64]&(1<<(slot%64)) != 0 {
				x.emit(gram, i, candidate)
			}
		}
		return
	}
	for i := 0; i+3 <= len(text); i += x.step {
		gram := gramAt(text, i, 3)
		if slot := gramSlot(gram); x.bits[slot/64]&(1<<(slot%64)) != 0 {
			x.emit(gram, i, candidate)
		}
	}
}

func (x *gramIndex) emit(gram uint32, at int, candidate func(pattern, start int)) {
	for _, ref := range x.refs[gram] {
		candidate(ref.pattern, at-ref.offset)
	}
}
