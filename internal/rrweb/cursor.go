package rrweb

import (
	"math/bits"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// cursor steps through JSON that was validated before, several times faster
// than a validating reader. On broken JSON it yields nonsense, but it always
// gets to the end and never reads outside of it.
type cursor struct {
	s      string
	i      int
	simple bool // the string read last has no escapes
}

// next moves to the first byte of the next token and returns it, 0 at the end.
func (c *cursor) next() byte {
	for ; c.i < len(c.s); c.i++ {
		switch b := c.s[c.i]; b {
		case ' ', '\t', '\n', '\r', ',', ':':
		default:
			return b
		}
	}
	return 0
}

// quoted reads the string that begins here, with its quotes.
func (c *cursor) quoted() string {
	start := c.i
	for j := start + 1; j+8 <= len(c.s) && j < start+shortString; j += 8 {
		marks := marksIn(c.s[j : j+8])
		if marks == 0 {
			continue
		}
		if j += bits.TrailingZeros64(marks) / 8; c.s[j] == '"' {
			c.i, c.simple = j+1, true
			return c.s[start:c.i]
		}
		break
	}
	c.i = endOfString(c.s, start)
	c.simple = strings.IndexByte(c.s[start:c.i], '\\') < 0
	return c.s[start:c.i]
}

// shortString is up to where looking at eight bytes after eight is fastest.
const shortString = 64

// marksIn sets the high bit of each of eight bytes that is a quote or a backslash;
// behind the first of them also of others.
func marksIn(s string) uint64 {
	_ = s[7]
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	const each = 0x0101010101010101
	quotes, slashes := x^'"'*each, x^'\\'*each
	return ((quotes-each)&^quotes | (slashes-each)&^slashes) & (0x80 * each)
}

// endOfString returns where the string that begins at start ends, behind its
// quote.
func endOfString(s string, start int) int {
	for j := start + 1; j <= len(s); {
		k := strings.IndexByte(s[j:], '"')
		if k < 0 {
			break
		}
		j += k + 1
		if !escaped(s[start+1 : j-1]) {
			return j
		}
	}
	return len(s)
}

// escaped says whether what follows s is escaped by a backslash at its end.
func escaped(s string) bool {
	n := len(s)
	for n > 0 && s[n-1] == '\\' {
		n--
	}
	return (len(s)-n)%2 == 1
}

// literal reads the number, true, false or null that begins here.
func (c *cursor) literal() string {
	start := c.i
	for ; c.i < len(c.s); c.i++ {
		switch c.s[c.i] {
		case ' ', '\t', '\r', '\n', ',', ':', '[', ']', '{', '}', '"':
			return c.s[start:c.i]
		}
	}
	return c.s[start:]
}

// skip moves behind the value that begins here.
func (c *cursor) skip() {
	switch c.next() {
	case '"':
		c.quoted()
	case '{', '[':
		c.skipContainer()
	default:
		c.literal()
	}
}

func (c *cursor) skipContainer() {
	for depth := 0; c.i < len(c.s); {
		switch c.s[c.i] {
		case '"':
			c.quoted()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		c.i++
		if depth == 0 {
			return
		}
	}
}

// value reads the value that begins here, whatever it is.
func (c *cursor) value() string {
	c.next()
	start := c.i
	c.skip()
	return c.s[start:c.i]
}

// depth returns how deep the containers of s are nested at most.
func depth(s string) int {
	c := cursor{s: s}
	deepest, now := 0, 0
	for c.i < len(c.s) {
		switch c.s[c.i] {
		case '"':
			c.quoted()
			continue
		case '{', '[':
			now++
			deepest = max(deepest, now)
		case '}', ']':
			now--
		}
		c.i++
	}
	return deepest
}

// unquote returns what a JSON string with quotes holds; without escapes it
// shares memory with its argument. Lone surrogates become U+FFFD.
func unquote(quoted string) string {
	if len(quoted) < 2 {
		return ""
	}
	if strings.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	// The error only repeats that there was invalid UTF-8.
	text, _ := jsontext.AppendUnquote(nil, quoted)
	return string(text)
}

// member finds a member of the object s by its name; the last one wins, as in
// JavaScript. It returns "" where there is none.
func member(s, name string) string {
	c := cursor{s: s}
	if c.next() != '{' {
		return ""
	}
	found := ""
	for c.i++; c.next() == '"'; {
		key, value := unquote(c.quoted()), c.value()
		if key == name {
			found = value
		}
	}
	return found
}
