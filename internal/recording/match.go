package recording

import "bytes"

// matcher finds the end of a JSON value that comes in pieces. It looks at
// brackets and strings only.
type matcher struct {
	depth    int
	inString bool
	escaped  bool // the next byte of the string is escaped
	scalar   bool // a number, true, false, null, or no JSON: ends in front of what cannot be one
	broken   bool // a line break inside of a string: a line was cut
}

// feed reads on. It returns how many bytes belong to the value, and whether the
// value ended with them. A broken value ends behind the line break.
func (m *matcher) feed(p []byte) (n int, done bool) {
	for i := 0; i < len(p); {
		if m.inString {
			i += m.text(p[i:])
			if m.broken || !m.inString && m.depth == 0 {
				return i, true
			}
			continue
		}
		switch p[i] {
		case '"':
			m.inString, m.escaped = true, false
			i++
			continue
		case '{', '[':
			m.depth++
		case '}', ']':
			m.depth--
		default:
			if m.depth == 0 {
				return m.literal(p[i:])
			}
		}
		i++
		if m.depth <= 0 {
			return i, true
		}
	}
	return len(p), false
}

// literal reads on in a value that is neither string nor container.
func (m *matcher) literal(p []byte) (n int, done bool) {
	m.scalar = true
	if n = bytes.IndexAny(p, ",:{}[]\" \t\r\n"); n >= 0 {
		return n, true
	}
	return len(p), false
}

// text reads on in a string, up to behind its end at most.
func (m *matcher) text(p []byte) int {
	end := bytes.IndexByte(p, '"')
	piece := p
	if end >= 0 {
		piece = p[:end]
	}
	if k := bytes.IndexByte(piece, '\n'); k >= 0 {
		m.broken = true
		return k + 1
	}
	m.escaped = escapes(piece, m.escaped)
	if end < 0 {
		return len(p)
	}
	if !m.escaped {
		m.inString = false
	}
	m.escaped = false
	return end + 1
}

// escapes says whether what follows the piece is escaped by a backslash at its
// end; before says it of what follows the piece before.
func escapes(piece []byte, before bool) bool {
	n := len(piece)
	for n > 0 && piece[n-1] == '\\' {
		n--
	}
	odd := (len(piece)-n)%2 == 1
	if n == 0 && before {
		return !odd
	}
	return odd
}
