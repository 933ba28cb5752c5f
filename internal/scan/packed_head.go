package scan

// headBits are the first bits of a stream, the lowest of each byte first.
type headBits struct {
	data string
	used int // bits
}

// next returns the next n bits, at most 24; zeros behind the end.
func (h *headBits) next(n int) int {
	v := 0
	for i := range 4 {
		if at := h.used/8 + i; at < len(h.data) {
			v |= int(h.data[at]) << (8 * i)
		}
	}
	v = v >> (h.used % 8) & (1<<n - 1)
	h.used += n
	return v
}

// pad goes to the next whole byte and says whether only zeros were left out.
func (h *headBits) pad() bool { return h.next(-h.used&7) == 0 }

// mayBeDeflate does the same with raw deflate (RFC 1951, 3.2.3 to 3.2.7): stored
// bytes must be as many as their length says, and the code of the code lengths
// complete, or a single one.
func mayBeDeflate(data string) bool {
	h := headBits{data, 1}
	switch h.next(2) {
	case 0:
		h.pad()
		size := h.next(16)
		return size^h.next(16) == 0xFFFF && size <= len(data)-h.used/8
	case 1:
		return true
	case 3:
		return false
	}
	if literals, distances := h.next(5), h.next(5); literals > 29 || distances > 29 {
		return false
	}
	codes, sum, ones := 4+h.next(4), 0, 0
	for range codes {
		if n := h.next(3); n > 0 {
			sum += 1 << (7 - n)
			ones++
		}
	}
	return sum == 1<<7 || sum == 1<<6 && ones == 1
}

// mayBeBrotli reads the beginning of a stream (RFC 7932, 9.1 and 9.2) as far as
// that tells it from chance. The decoder would refuse the others too, but only
// after it has taken memory for all that their header promises. A stream that is
// not compressed must hold what it says.
func mayBeBrotli(data string) bool {
	h := headBits{data, 0}
	if h.next(1) == 1 && h.next(3) == 0 && h.next(3) == 1 {
		return false // reserved
	}
	last := h.next(1) == 1
	if last && h.next(1) == 1 {
		return false // empty
	}
	nibbles := 4 + h.next(2)
	if nibbles == 7 {
		return h.next(1) == 0 // metadata; the other is reserved
	}
	size := h.next(4 * nibbles)
	if nibbles > 4 && size>>(4*(nibbles-1)) == 0 {
		return false // a nibble too many
	}
	if last || h.next(1) == 0 {
		return h.used <= 8*len(data)
	}
	return h.pad() && size+1 <= len(data)-h.used/8
}
