package scan

import (
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/replay"
)

// joinFilter says cheaply that a run cannot hold a canary. It compares letters
// and digits only: a value that is split begins with whole parts, or has three
// characters around a border between two parts of a line. It may err on the side
// of reading.
type joinFilter struct {
	prefixes [filterSize / 64]uint64 // beginnings of all needles, by hash
	triples  [filterSize / 64]uint64 // three characters in a row of any needle
	edges    []byte                  // of the run being looked at
	borders  []int
}

const (
	filterSize = 1 << 17
	filterSeed = uint64(14695981039346656037) // FNV-1a
	filterMul  = 1099511628211
)

func newJoinFilter(m *matcher) *joinFilter {
	f := &joinFilter{}
	for _, n := range m.literals {
		if n.view == "" {
			f.learn(n.text)
			f.learn(canary.Fold(n.text))
		}
	}
	if m.digits != nil {
		for _, n := range m.digits.needles {
			if n.view == "" {
				f.learn(n.digits)
			}
		}
	}
	return f
}

func (f *joinFilter) learn(text string) {
	h := filterSeed
	var word []byte
	for i := range len(text) {
		if c := wordByte(text[i]); c != 0 {
			h = mix(h, c)
			set(&f.prefixes, h)
			word = append(word, c)
		}
	}
	for i := 0; i+3 <= len(word); i++ {
		set(&f.triples, triple(word[i:]))
	}
}

func mix(h uint64, c byte) uint64 { return (h ^ uint64(c)) * filterMul }

func triple(b []byte) uint64 { return mix(mix(mix(filterSeed, b[0]), b[1]), b[2]) }

func set(bits *[filterSize / 64]uint64, h uint64) {
	h ^= h >> 32
	bits[h%filterSize/64] |= 1 << (h % 64)
}

func has(bits *[filterSize / 64]uint64, h uint64) bool {
	h ^= h >> 32
	return bits[h%filterSize/64]&(1<<(h%64)) != 0
}

// wordByte returns a letter in lower case, a digit, or a byte beyond ASCII; 0 for
// all else.
func wordByte(c byte) byte {
	switch {
	case isNumeral(c) || c >= utf8.RuneSelf:
		return c
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		return c | 0x20
	}
	return 0
}

// mayHold says whether the run is worth reading.
func (f *joinFilter) mayHold(run *replay.Run) bool {
	if run.Join == replay.Inline {
		return f.mayCross(run.Parts) || f.mayBegin(run.Parts, true)
	}
	return f.mayBegin(run.Parts, false) || f.mayBegin(run.Parts, true)
}

// mayBegin looks for two parts in a row that a needle may begin with.
func (f *joinFilter) mayBegin(parts []replay.Part, backwards bool) bool {
	last := len(parts) - 1
	for i := range parts {
		at := i
		if backwards {
			at = last - i
		}
		h, n, ok := f.walk(filterSeed, parts[at].Text)
		if !ok || n == 0 {
			continue
		}
		for k := i + 1; k <= last; k++ {
			at := k
			if backwards {
				at = last - k
			}
			_, n, ok := f.walk(h, parts[at].Text)
			if ok && n > 0 {
				return true
			}
			if !ok {
				break
			}
		}
	}
	return false
}

// walk goes through a part as far as it goes on a needle's beginning, and says
// whether it came to its end.
func (f *joinFilter) walk(h uint64, text string) (_ uint64, n int, ok bool) {
	start := h
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return f.walkFolded(start, text)
		}
		if c := wordByte(text[i]); c != 0 {
			if h = mix(h, c); !has(&f.prefixes, h) {
				return h, n, false
			}
			n++
		}
	}
	return h, n, true
}

func (f *joinFilter) walkFolded(h uint64, text string) (_ uint64, n int, ok bool) {
	text = canary.Fold(text)
	for i := range len(text) {
		if c := wordByte(text[i]); c != 0 {
			if h = mix(h, c); !has(&f.prefixes, h) {
				return h, n, false
			}
			n++
		}
	}
	return h, n, true
}

// mayCross looks at the characters around each border of a line.
func (f *joinFilter) mayCross(parts []replay.Part) bool {
	f.edges, f.borders = f.edges[:0], f.borders[:0]
	for i := range parts {
		if i > 0 {
			f.borders = append(f.borders, len(f.edges))
		}
		if !f.edge(parts[i].Text) {
			return true
		}
	}
	for _, b := range f.borders {
		for from := max(0, b-2); from < b && from+3 <= len(f.edges); from++ {
			if has(&f.triples, triple(f.edges[from:])) {
				return true
			}
		}
	}
	return false
}

// edgeBytes is how many characters of a part's beginning and end count.
const edgeBytes = 2

// edge appends the first and the last characters of a part; false if they are
// beyond ASCII, which only folding could compare.
func (f *joinFilter) edge(text string) bool {
	n := 0
	i := 0
	for ; i < len(text) && n < edgeBytes; i++ {
		if c := wordByte(text[i]); c >= utf8.RuneSelf {
			return false
		} else if c != 0 {
			f.edges = append(f.edges, c)
			n++
		}
	}
	var tail [edgeBytes]byte
	n = edgeBytes
	for j := len(text) - 1; j >= i && n > 0; j-- {
		if c := wordByte(text[j]); c >= utf8.RuneSelf {
			return false
		} else if c != 0 {
			n--
			tail[n] = c
		}
	}
	f.edges = append(f.edges, tail[n:]...)
	return true
}
