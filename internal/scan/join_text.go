package scan

import (
	"strings"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/replay"
)

// joinedText is the text of a run: its parts folded, with white space as one
// space, in one order and with one separator. Of a part far longer than any
// needle only the ends are there.
type joinedText struct {
	run       *replay.Run
	sep       string
	backwards bool
	bytes     []byte
	starts    []int // of the parts in bytes
}

// join reads a run. What it read before is no longer valid.
func (t *joinedText) join(run *replay.Run, sep string, backwards bool, reach int) {
	t.run, t.sep, t.backwards = run, sep, backwards
	t.bytes, t.starts = t.bytes[:0], t.starts[:0]
	for i := range run.Parts {
		if i > 0 {
			t.bytes = append(t.bytes, sep...)
		}
		t.starts = append(t.starts, len(t.bytes))
		t.add(t.part(i).Text, reach)
	}
}

// part returns a part by its place in the text.
func (t *joinedText) part(i int) replay.Part {
	if t.backwards {
		i = len(t.run.Parts) - 1 - i
	}
	return t.run.Parts[i]
}

func (t *joinedText) add(text string, reach int) {
	if len(text) > 4*reach {
		head, tail := text[:2*reach], text[len(text)-2*reach:]
		t.add(head, reach)
		t.bytes = append(t.bytes, 0)
		text = tail
	}
	if !isASCII(text) {
		text = canary.Fold(text)
	}
	for i := range len(text) {
		c := text[i]
		if c <= ' ' {
			if n := len(t.bytes); n > 0 && t.bytes[n-1] == ' ' && t.sep == "" {
				continue
			}
			c = ' '
		}
		t.bytes = append(t.bytes, c)
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// string returns the text, valid until the next join.
func (t *joinedText) string() string { return asString(t.bytes) }

// isShort says that the parts are characters or groups of a number, so that they
// may stand there in another order than they are read.
func (t *joinedText) isShort() bool { return len(t.bytes) <= 8*len(t.starts) }

// partAt returns which part a byte of the text belongs to; what stands between
// two belongs to the first.
func (t *joinedText) partAt(offset int) int {
	low, high := 0, len(t.starts)
	for high-low > 1 {
		if mid := (low + high) / 2; t.starts[mid] <= offset {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// bounds returns where a part begins and ends.
func (t *joinedText) bounds(i int) (start, end int) {
	if i+1 == len(t.starts) {
		return t.starts[i], len(t.bytes)
	}
	return t.starts[i], t.starts[i+1] - len(t.sep)
}

// of returns the text of a part, "" where there is none.
func (t *joinedText) of(i int) []byte {
	if i < 0 || i >= len(t.starts) {
		return nil
	}
	start, end := t.bounds(i)
	return t.bytes[start:end]
}

// raw says whether the parts hold the value to the letter.
func (t *joinedText) raw(first, last int, value string) bool {
	var b strings.Builder
	for i := first; i <= last; i++ {
		if i > first {
			b.WriteString(t.sep)
		}
		b.WriteString(t.part(i).Text)
	}
	return strings.Contains(b.String(), value)
}
