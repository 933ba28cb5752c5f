package recording

import "bytes"

// head says what the input goes on with.
type head int

const (
	lineHead     head = iota // a line that holds one value
	arrayHead                // an array of events, which is read item by item
	documentHead             // an object with lists of events, which is read member by member
	valueHead                // one value over many lines
)

// head skips blank space and looks at the first bytes of what comes.
func (r *reader) head() (head, error) {
	first, err := r.skipBlank()
	if err != nil {
		return lineHead, err
	}
	switch first {
	case '[':
		return r.arrayOrLine(), nil
	case '{':
		return r.objectOrLine(), nil
	}
	return lineHead, nil
}

// arrayOrLine tells ["windowId", event] from an array of events.
func (r *reader) arrayOrLine() head {
	switch second, _, at := r.second(); second {
	case '{', '[', ']':
		return arrayHead
	case '"':
		if ahead, _ := r.in.Peek(at + longestPackedHead); len(ahead) > at && isPacked(ahead[at:]) {
			return arrayHead
		}
	}
	return lineHead
}

// objectOrLine tells an object on a line of its own from one over many lines and
// from one that can be read in parts.
func (r *reader) objectOrLine() head {
	_, broken, _ := r.second()
	ahead, _ := r.in.Peek(max(r.in.Buffered(), headSize))
	switch {
	case streams(ahead):
		return documentHead
	case broken:
		return valueHead
	}
	return lineHead
}

// headSize is how much of an object is looked at where no more is at hand.
const headSize = 512

// second returns the first byte behind a bracket that is not blank, 0 where
// there is none at hand, whether a line break stands before it, and where it is.
func (r *reader) second() (b byte, broken bool, at int) {
	for n := 2; n <= r.in.Size(); n++ {
		ahead, _ := r.in.Peek(n) // readLine meets an error at its place
		if len(ahead) < n {
			break
		}
		switch b := ahead[n-1]; b {
		case '\n':
			broken = true
		case ' ', '\t', '\r':
		default:
			return b, broken, n - 1
		}
	}
	return 0, broken, 0
}

// byteOrderMark may stand at the start of a text file.
const byteOrderMark = "\ufeff"

// skipBlank moves to the next byte that is not blank and returns it.
func (r *reader) skipBlank() (byte, error) {
	if mark, _ := r.in.Peek(len(byteOrderMark)); r.offset == 0 && bytes.Equal(mark, []byte(byteOrderMark)) {
		r.discard(len(mark))
	}
	for {
		b, err := r.in.Peek(1)
		if err != nil {
			return 0, err
		}
		switch b[0] {
		case ' ', '\t', '\r', '\n':
			r.discard(1)
		default:
			return b[0], nil
		}
	}
}

// discard takes n bytes that were peeked at.
func (r *reader) discard(n int) {
	p, _ := r.in.Peek(n)
	breaks := bytes.Count(p, []byte{'\n'})
	taken, _ := r.in.Discard(n)
	r.consume(taken, breaks)
}
