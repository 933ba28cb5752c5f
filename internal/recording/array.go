package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// readArray reads an array of events item by item, however long it is.
func (r *reader) readArray() {
	began := r.line
	r.discard(1)
	for !r.stopped {
		first, err := r.skipBlank()
		if err != nil {
			r.cutArray(err)
			return
		}
		switch first {
		case ']':
			r.discard(1)
			r.endArray()
			return
		case ',':
			r.discard(1)
		case '{', '[':
			if !r.readItem() {
				r.resync(began)
				return
			}
		default:
			r.damage(r.offset, r.line, fmt.Sprintf("%q where an event of an array was expected", first))
			r.resync(began)
			return
		}
	}
}

// readItem reads one item and yields the events in it. It returns false if the
// array cannot be followed any further.
func (r *reader) readItem() bool {
	offset, number := r.offset, r.line
	m, size, err := r.takeItem()
	switch {
	case err != nil:
		r.damage(offset, number, "an item of an array is cut off")
		r.cutArray(err)
		return true
	case m.broken:
		r.damage(offset, number, "an item of an array breaks off inside of a string")
		return false
	case size > r.limit:
		r.damage(offset, number, fmt.Sprintf("an item longer than %d bytes", r.limit))
	default:
		r.value(r.buf, offset, number)
	}
	return true
}

// takeItem takes one item into buf; one that is too long is taken but not kept.
func (r *reader) takeItem() (m matcher, size int, err error) {
	r.buf = r.buf[:0]
	for {
		if _, err := r.in.Peek(1); err != nil {
			return m, size, err
		}
		piece, _ := r.in.Peek(r.in.Buffered())
		n, done := m.feed(piece)
		if size += n; size <= r.limit {
			r.buf = append(r.buf, piece[:n]...)
		}
		r.discard(n)
		if done {
			return m, size, nil
		}
	}
}

// cutArray reports that the input ended inside of the array.
func (r *reader) cutArray(err error) {
	if errors.Is(err, io.EOF) {
		r.damage(r.offset, r.line, "the array has no end: the rest is lost")
	} else {
		r.inputError(err)
	}
	r.finish()
}

// endArray looks at what follows the array on its line: nothing should.
func (r *reader) endArray() {
	offset, number := r.offset, r.line
	rest, _, err := r.takeLine()
	if len(bytes.TrimSpace(rest)) > 0 {
		r.damage(offset, number, "data behind the end of an array")
	}
	if err != nil {
		r.inputError(err)
		r.finish()
	}
}

// resync goes to where reading can go on behind a broken array: the next line,
// if the array began on this one; in an array over many lines nothing is to be
// trusted any more.
func (r *reader) resync(began int) {
	if r.stopped {
		return
	}
	if r.line > began+1 {
		r.damage(r.offset, r.line, "the rest of the array is lost")
		r.finish()
		return
	}
	if r.line == began {
		_, _, err := r.takeLine()
		if err != nil {
			r.inputError(err)
			r.finish()
		}
	}
}
