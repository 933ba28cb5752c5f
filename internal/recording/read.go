package recording

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
)

// ErrEmpty says that an input held no events at all. It is never a recording in
// which nothing leaked.
var ErrEmpty = errors.New("recording holds no events")

// maxEvent is how many bytes one line, or one item of an array, may have.
const maxEvent = 512 << 20

// Read yields the stored events of a recording in their order, each valid until
// the next is read, and what stands beside them, see [Event.Metadata]. An error
// of type [*Damage] means that one part is lost and reading goes on; any other
// error is the last that is yielded: [ErrEmpty] when there was not one event, or
// what reading r failed with.
func Read(r io.Reader) iter.Seq2[Event, error] {
	return read(r, maxEvent)
}

func read(r io.Reader, limit int) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		rd := &reader{src: &source{r: r}, yield: yield, limit: limit, line: 1}
		plain, err := decompress(rd.src, func(reason string) { rd.damage(rd.offset, rd.line, reason, nil) })
		if err != nil {
			rd.inputError(err)
			rd.finish()
			return
		}
		defer plain.Close()
		rd.in = bufio.NewReaderSize(plain, 256<<10)
		rd.run()
	}
}

// reader reads one input.
type reader struct {
	src   *source
	in    *bufio.Reader
	yield func(Event, error) bool
	limit int

	offset  int64 // of the next byte
	line    int   // of the next byte
	buf     []byte
	pieces  [][]byte // of a value that buf has no room for; see gather
	window  string   // the last one, kept so that equal ones share memory
	events  int
	stopped bool // nobody wants more, or nothing more can come
}

// run reads value by value, in lines or in one array.
func (r *reader) run() {
	for !r.stopped {
		head, err := r.head()
		switch {
		case err != nil:
			r.inputError(err)
			r.finish()
			return
		case head == arrayHead:
			r.readArray()
		case head == documentHead:
			r.readDocument()
		case head == valueHead:
			r.readValueOverLines()
		default:
			r.readLine()
		}
	}
}

// finish ends the reading.
func (r *reader) finish() {
	if !r.stopped && r.events == 0 {
		r.yield(Event{}, ErrEmpty)
	}
	r.stopped = true
}

// inputError reports that no more can be read. The end of the input is no error.
func (r *reader) inputError(err error) {
	switch {
	case r.stopped:
	case r.src.err != nil:
		r.yield(Event{}, fmt.Errorf("read recording: %w", r.src.err))
		r.stopped = true
	case !errors.Is(err, io.EOF):
		r.damage(r.offset, r.line, "the rest is lost: "+err.Error(), nil)
	}
}

// event yields one event.
func (r *reader) event(window string, json []byte) {
	if r.stopped {
		return
	}
	ev := Event{Index: r.events, WindowID: window, JSON: json}
	r.events++
	r.stopped = !r.yield(ev, nil)
}

// metadata yields a value that stands beside the events, by its path.
func (r *reader) metadata(path string, json []byte) {
	if !r.stopped {
		r.stopped = !r.yield(Event{Index: -1, JSON: json, Metadata: path}, nil)
	}
}

// damage yields one lost part, with what there is of it.
func (r *reader) damage(offset int64, line int, reason string, text []byte) {
	if !r.stopped {
		r.stopped = !r.yield(Event{}, &Damage{Offset: offset, Line: line, Reason: reason, Text: text})
	}
}

// shareWindow returns the window id, sharing the memory of the last one.
func (r *reader) shareWindow(window []byte) string {
	if string(window) != r.window {
		r.window = string(window)
	}
	return r.window
}

// consume counts bytes that were taken from the input.
func (r *reader) consume(n, breaks int) {
	r.offset += int64(n)
	r.line += breaks
}
