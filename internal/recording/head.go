package recording

import (
	"bytes"
	"errors"
	"io"
)

// head says what the input goes on with.
type head int

const (
	lineHead  head = iota // a line that holds one value
	arrayHead             // an array of events, which is read item by item
)

// head skips blank space and looks at the first bytes of what comes.
func (r *reader) head() (head, error) {
	first, err := r.skipBlank()
	if err != nil || first != '[' {
		return lineHead, err
	}
	for n := 2; n <= r.in.Size(); n++ {
		ahead, err := r.in.Peek(n)
		if err != nil && !errors.Is(err, io.EOF) {
			return lineHead, nil // readLine meets the error at its place
		}
		if len(ahead) < n {
			break
		}
		switch ahead[n-1] {
		case ' ', '\t', '\r', '\n':
		case '{', '[', ']':
			return arrayHead, nil
		default:
			return lineHead, nil
		}
	}
	return lineHead, nil
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
