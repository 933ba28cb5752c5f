package recording

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// readDocument reads an object that holds lists of events, such as an export,
// item by item, however long they are.
func (r *reader) readDocument() {
	began := r.line
	if r.readMembers(place{}, inner) {
		r.endValue("an object")
		return
	}
	r.resync(began)
}

// readMembers reads the object that begins here: one with events in its members,
// or lists by window. It returns false if the input cannot be followed any
// further.
func (r *reader) readMembers(at place, as role) bool {
	r.discard(1)
	for !r.stopped {
		first, err := r.skipBlank()
		if err != nil {
			r.cut("an object with events", err)
			return false
		}
		switch first {
		case '}':
			r.discard(1)
			return true
		case ',':
			r.discard(1)
		case '"':
			if !r.readMember(&at, as) {
				return false
			}
		default:
			r.damage(r.offset, r.line, fmt.Sprintf("%q where a name was expected", first), nil)
			return false
		}
	}
	return false
}

// readMember reads one member; a window id counts for those behind it.
func (r *reader) readMember(at *place, as role) bool {
	if !r.take("a name") {
		return false
	}
	key := unquote(r.buf)
	first, ok := r.colon()
	if !ok {
		return false
	}
	below := at.below(key)
	what := roleOf(key, first)
	if as == byWindow {
		below.window, what = key, beside
		if first == '[' {
			what = list
		}
	}
	switch {
	case what == list:
		return r.items(below)
	case (what == inner || what == byWindow) && below.depth < maxWrapping:
		return r.readMembers(below, what)
	}
	return r.readValue(at, what, below)
}

// colon moves from a name to its value and returns the first byte of that.
func (r *reader) colon() (byte, bool) {
	first, err := r.skipBlank()
	if err == nil && first == ':' {
		r.discard(1)
		first, err = r.skipBlank()
		if err == nil && !strings.ContainsRune(",:]}", rune(first)) {
			return first, true
		}
	}
	if err != nil {
		r.cut("an object with events", err)
		return 0, false
	}
	r.damage(r.offset, r.line, fmt.Sprintf("%q behind a name", first), nil)
	return 0, false
}

// readValue reads the value of a member that is taken whole.
func (r *reader) readValue(at *place, what role, below place) bool {
	offset, number := r.offset, r.line
	if !r.take("a value") {
		return false
	}
	switch {
	case r.buf == nil:
	case !complete(r.buf) && !isScalar(r.buf):
		r.damage(offset, number, "a value that is no JSON", r.buf)
	case what == single:
		r.event(at.window, r.buf)
	default:
		if what == window {
			at.window = windowOf(r.buf)
		}
		r.metadata(below.path, r.buf)
	}
	return true
}

// streams says whether an object that begins so is to be read item by item. What
// holds a window id behind its events, as v1 lines and captured requests do, is
// not: it is read whole.
func streams(prefix []byte) bool {
	dec := newDecoder(prefix)
	if _, err := dec.ReadToken(); err != nil {
		return false
	}
	found, _ := hasList(dec, 0)
	return found
}

// hasList reads an object up to a list that can be streamed. It is at the end of
// the object if there is none, unless what there is of it ended before.
func hasList(dec *jsontext.Decoder, depth int) (found, ended bool) {
	for dec.PeekKind() == '"' {
		name, err := dec.ReadValue()
		if err != nil || depth > maxWrapping {
			return false, true
		}
		key := unquote(name)
		switch kind := dec.PeekKind(); roleOf(key, byte(kind)) {
		case list:
			found = key == "snapshots" || key == "events" || key == "batch"
		case byWindow:
			found = true
		case inner:
			if _, err := dec.ReadToken(); err != nil {
				return false, true
			}
			if found, ended = hasList(dec, depth+1); found || ended {
				return found, ended
			}
			continue
		default:
			ended = depth == 0 && key == "type" && kind == '0' // an event
		}
		if found || ended || dec.SkipValue() != nil {
			return found, true
		}
	}
	_, err := dec.ReadToken()
	return false, err != nil
}
