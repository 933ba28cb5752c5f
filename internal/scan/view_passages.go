package scan

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// passages are what stands between quotes, tags and the ends of lines, if a text has one in
// each kilobyte or so. What stands between two strings is a passage as well, so it does not
// matter which quotes belong together.
func (d documents) passages(text string) iter.Seq[section] {
	return func(yield func(section) bool) {
		if startsBase85(text) {
			return
		}
		borders := 0
		for _, mark := range [...]string{"\"", "'", "<", "\n", broken} {
			borders += strings.Count(text, mark)
		}
		if borders > len(text)>>10 {
			c := cutter{text: text, inner: d.inner, noisy: traitsOf(text)&hasControl != 0, yield: yield}
			c.cut()
		}
	}
}

// broken stands where there was no text: no encoding has it. A passage begins with a row of it.
const broken = "\uFFFD"

// cutter finds the passages of a text.
type cutter struct {
	text   string
	inner  string
	noisy  bool // it has control characters
	yield  func(section) bool
	done   bool
	start  int     // of the passage that is read
	quoted bool    // it begins with a quote that has a backslash
	open   [2]bool // a mark of ascii85 is not closed
}

func (c *cutter) cut() {
	for i := 0; i < len(c.text) && !c.done; i++ {
		switch b := c.text[i]; b {
		case '"', '\'', '`':
			c.quote(i)
		case '<', '>':
			if next := c.marked(i); next > 0 {
				c.border(i, i)
				c.border(next, next)
				i = next - 1
			} else {
				c.mark(i)
			}
		case '\n':
			if !c.goesOn(i) {
				c.border(i, i+1)
			}
		case broken[0]:
			if strings.HasPrefix(c.text[i:], broken) && !strings.HasSuffix(c.text[c.start:i], broken) {
				c.border(i, i)
			}
		}
	}
	c.border(len(c.text), len(c.text))
}

// quote is the border at a quote. The backslash of one that ends what began so belongs to it.
func (c *cutter) quote(i int) {
	escapes := 0
	for i-escapes > c.start && c.text[i-escapes-1] == '\\' {
		escapes++
	}
	if escapes > 0 && c.quoted {
		c.border(i-escapes, i+1)
	} else {
		c.mark(i)
	}
	c.quoted = escapes > 0
}

// mark is a border of one byte, unless it stands between two characters of other alphabets:
// among those of a compressed text it may be one of them.
func (c *cutter) mark(i int) {
	if i == 0 || i+1 == len(c.text) || c.text[i-1] < utf8.RuneSelf || c.text[i+1] < utf8.RuneSelf {
		c.border(i, i+1)
	}
}

const (
	maxCode   = 128 // bytes that a code has at most, encoded
	nameReach = 32  // bytes before it in which its name may stand
)

// border ends a passage, where a border may be, and begins the next one.
func (c *cutter) border(end, next int) {
	if c.done || next > end && (strings.IndexByte(c.inner, c.text[next-1]) >= 0 || c.inNoise(end, next)) {
		return
	}
	if c.start < end && end-c.start < len(c.text) {
		s := section{span: span{c.start, end}, text: c.text[c.start:end], plain: true, passage: true}
		if len(s.text) <= maxCode {
			s.front = c.text[max(0, c.start-nameReach):c.start]
		}
		c.done = !c.yield(s)
	}
	c.start = next
}

// inNoise says that bytes stand on both sides which are no text: they are a stream, in
// which there may be any character.
func (c *cutter) inNoise(end, next int) bool {
	const near = 32
	return c.noisy && end < len(c.text) && c.text[end] < 0x80 &&
		isNoise(c.text[max(0, end-near):end]) && isNoise(c.text[next:min(len(c.text), next+near)])
}

func isNoise(text string) bool { return traitsOf(text)&hasControl != 0 }

// marked is where what begins at i as ascii85 does, in either direction, ends.
func (c *cutter) marked(i int) int {
	for way, marks := range [...][2]string{{"<~", "~>"}, {">~", "~<"}} {
		if c.open[way] || !strings.HasPrefix(c.text[i:], marks[0]) {
			continue
		}
		if n := strings.Index(c.text[i+2:], marks[1]); n >= 0 {
			return i + 2 + n + len(marks[1])
		}
		c.open[way] = true
	}
	return 0
}

// goesOn says that what stands before the line break at i may go on behind it: a row of
// an encoding or of numbers, or a line that says so.
func (c *cutter) goesOn(i int) bool {
	const near = 128
	before := strings.TrimRight(c.text[max(0, i-near, c.start):i], "\r \t,")
	behind := strings.TrimLeft(c.text[i+1:min(len(c.text), i+near)], " \t")
	for _, sign := range [...]string{"=", `\`} {
		if strings.HasSuffix(before, sign) || strings.HasPrefix(behind, sign) {
			return true
		}
	}
	before = before[1+strings.LastIndexAny(before, "\n \t\"'<>:,"):]
	if end := strings.IndexAny(behind, "\r\n \t\"'<>,"); end >= 0 {
		behind = behind[:end]
	}
	behind = strings.TrimRight(behind, `\`)
	return isRow(before) && (isRow(behind) || len(before) >= wrapped && traitsOf(behind).isToken())
}

// isRow says that a word may be all that stands on a line of an encoding, or one of its
// numbers.
func isRow(word string) bool {
	t := traitsOf(word)
	if t&notToken&^(hasPercent|hasBackslash) != 0 {
		return false
	}
	return len(word) >= wrapped || word != "" && len(word) <= 8 && t&hasDigit != 0
}
