package recording

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
)

// readLine reads one line and yields the events in it.
func (r *reader) readLine() {
	offset, number := r.offset, r.line
	line, tooLong, err := r.takeLine()
	line = bytes.TrimSpace(line)
	switch {
	case tooLong:
		r.damage(offset, number, fmt.Sprintf("a line longer than %d bytes", r.limit), nil)
	case len(line) == 0 || r.pair(line):
	case isPacked(line) && isScalar(line):
		r.event("", line)
	case !complete(line):
		r.damage(offset, number, "a line that is cut off, or no JSON object or array", line)
	default:
		r.value(line, offset, number, place{})
	}
	if err != nil {
		r.inputError(err)
		r.finish()
	}
}

// takeLine takes the bytes up to the next line break. A line that is too long is
// taken, but not kept.
func (r *reader) takeLine() (line []byte, tooLong bool, err error) {
	r.forget()
	for size := 0; ; {
		piece, err := r.in.ReadSlice('\n')
		size += len(piece)
		tooLong = size > r.limit
		full := errors.Is(err, bufio.ErrBufferFull)
		if !full && size == len(piece) && !tooLong {
			r.consume(len(piece), lineBreak(err))
			return piece, false, err
		}
		if tooLong {
			r.forget()
		} else {
			r.gather(piece)
		}
		if !full {
			r.consume(size, lineBreak(err))
			return r.whole(), tooLong, err
		}
	}
}

// lineBreak counts the line break at the end of what ReadSlice returned.
func lineBreak(err error) int {
	if err != nil {
		return 0
	}
	return 1
}

// readValueOverLines reads an object that goes over many lines and yields the
// events in it.
func (r *reader) readValueOverLines() {
	offset, number := r.offset, r.line
	if !r.take("an object over many lines") {
		return // what it broke off with has a line of its own
	}
	if r.buf != nil {
		r.value(r.buf, offset, number, place{})
	}
	r.endValue("an object")
}

// value yields the events of one object or array, which is complete.
func (r *reader) value(raw []byte, offset int64, line int, at place) {
	var err error
	before := r.events
	if raw[0] == '{' {
		err = r.object(raw, at)
	} else {
		err = r.list(raw, at)
	}
	switch {
	case err == nil:
	case r.events > before: // what there is was yielded
		r.damage(offset, line, err.Error(), nil)
	default:
		r.damage(offset, line, err.Error(), raw)
	}
}

// complete says whether raw is one object or array with nothing behind it.
func complete(raw []byte) bool {
	if len(raw) == 0 || raw[0] != '{' && raw[0] != '[' {
		return false
	}
	m := matcher{}
	n, done := m.feed(raw)
	return done && !m.broken && n == len(raw)
}
