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
	if r.items(place{}) {
		r.endValue("an array")
		return
	}
	r.resync(began)
}

// items reads the array that begins here. It returns false if the input cannot
// be followed any further.
func (r *reader) items(at place) bool {
	r.discard(1)
	for !r.stopped {
		first, err := r.skipBlank()
		if err != nil {
			r.cut("the array", err)
			return false
		}
		switch first {
		case ']':
			r.discard(1)
			return true
		case ',':
			r.discard(1)
		default:
			if !r.item(at) {
				return false
			}
		}
	}
	return false
}

// item reads one item and yields the events in it.
func (r *reader) item(at place) bool {
	offset, number := r.offset, r.line
	if !r.take("an item of an array") {
		return false
	}
	switch {
	case r.buf == nil:
	case r.buf[0] == '{' || r.buf[0] == '[':
		r.value(r.buf, offset, number, at)
	case isPacked(r.buf):
		r.event(at.window, r.buf)
	default:
		r.damage(offset, number, "an item of an array is no event", r.buf)
	}
	return true
}

// take takes one value into buf, nil if it is too long to be kept. It returns
// false, with what is wrong reported, if the value has no end or is no JSON.
func (r *reader) take(what string) bool {
	offset, number := r.offset, r.line
	m, size, err := r.takeValue()
	r.whole()
	switch {
	case err != nil:
		r.damage(offset, number, what+" is cut off", r.kept(size))
		r.cut("what it stands in", err)
		return false
	case m.broken:
		r.damage(offset, number, what+" breaks off inside of a string", r.kept(size))
		return false
	case size > r.limit:
		r.damage(offset, number, fmt.Sprintf("%s is longer than %d bytes", what, r.limit), nil)
		r.buf = nil
	case m.scalar && !isScalar(r.buf):
		r.damage(offset, number, fmt.Sprintf("%q where %s was expected", clip(r.buf), what), r.buf)
		return false
	}
	return true
}

// kept is what buf has of a value of that size.
func (r *reader) kept(size int) []byte {
	if size > r.limit {
		return nil
	}
	return r.buf
}

// takeValue gathers one value; one that is too long is taken but not kept.
func (r *reader) takeValue() (m matcher, size int, err error) {
	r.forget()
	for {
		if _, err := r.in.Peek(1); err != nil {
			if m.scalar && errors.Is(err, io.EOF) {
				err = nil
			}
			return m, size, err
		}
		piece, _ := r.in.Peek(r.in.Buffered())
		n, done := m.feed(piece)
		if size += n; size <= r.limit {
			r.gather(piece[:n])
		}
		r.discard(n)
		if done {
			return m, size, nil
		}
	}
}

// clip shortens what is shown of something unexpected.
func clip(b []byte) []byte { return b[:min(len(b), 20)] }

// isScalar says whether raw is a string, a number, true, false or null.
func isScalar(raw []byte) bool {
	dec := newDecoder(raw)
	_, err := dec.ReadValue()
	return err == nil && int(dec.InputOffset()) == len(raw)
}

// cut reports that the input ended inside of something.
func (r *reader) cut(what string, err error) {
	if errors.Is(err, io.EOF) {
		r.damage(r.offset, r.line, what+" has no end: the rest is lost", nil)
	} else {
		r.inputError(err)
	}
	r.finish()
}

// endValue looks at what follows a value on its line: nothing should.
func (r *reader) endValue(what string) {
	offset, number := r.offset, r.line
	rest, _, err := r.takeLine()
	if len(bytes.TrimSpace(rest)) > 0 {
		r.damage(offset, number, "data behind the end of "+what, rest)
	}
	if err != nil {
		r.inputError(err)
		r.finish()
	}
}

// resync goes to where reading can go on behind something broken: the next line.
// What began on an earlier line than this one is left for good.
func (r *reader) resync(began int) {
	if r.stopped {
		return
	}
	if r.line > began+1 {
		r.damage(r.offset, r.line, "the rest of what began on line "+fmt.Sprint(began)+" may be lost", nil)
		return
	}
	if r.line == began {
		offset, number := r.offset, r.line
		rest, _, err := r.takeLine()
		if len(bytes.TrimSpace(rest)) > 0 {
			r.damage(offset, number, "the rest of the line is lost", rest)
		}
		if err != nil {
			r.inputError(err)
			r.finish()
		}
	}
}
