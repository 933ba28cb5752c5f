package scan

// mayBeBrotli reads the beginning of a stream (RFC 7932, 9.1 and 9.2) as far as
// that tells it from chance. The decoder would refuse the others too, but only
// after it has taken memory for all that their header promises. A stream that is
// not compressed must hold what it says.
func mayBeBrotli(data string) bool {
	var head uint64
	for i := range min(len(data), 8) {
		head |= uint64(data[i]) << (8 * i)
	}
	used := 0
	bits := func(n int) int {
		v := int(head >> used & (1<<n - 1))
		used += n
		return v
	}
	if bits(1) == 1 && bits(3) == 0 && bits(3) == 1 {
		return false // reserved
	}
	last := bits(1) == 1
	if last && bits(1) == 1 {
		return false // empty
	}
	nibbles := 4 + bits(2)
	if nibbles == 7 {
		return bits(1) == 0 // metadata; the other is reserved
	}
	size := bits(4 * nibbles)
	if nibbles > 4 && size>>(4*(nibbles-1)) == 0 {
		return false // a nibble too many
	}
	if last || bits(1) == 0 {
		return used <= 8*len(data)
	}
	whole := (used + 7) / 8
	return bits(8*whole-used) == 0 && size+1 < len(data)-whole+1
}
