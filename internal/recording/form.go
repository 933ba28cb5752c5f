package recording

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// newDecoder takes the JSON that JavaScript takes.
func newDecoder(raw []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(raw),
		jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
}

// list yields the events of ["windowId", event] or of an array of events.
func (r *reader) list(raw []byte, depth int) error {
	if r.pair(raw) {
		return nil
	}
	return r.slowList(raw, depth)
}

// pair yields the event of ["windowId", event], if that is what raw is.
func (r *reader) pair(raw []byte) bool {
	window, event, ok := splitPair(raw)
	if ok {
		r.event(r.shareWindow(window), event)
	}
	return ok
}

// splitPair splits the usual ["windowId", {…}] without reading the event.
func splitPair(raw []byte) (window, event []byte, ok bool) {
	rest, ok := bytes.CutPrefix(raw, []byte(`["`))
	if !ok || raw[len(raw)-1] != ']' {
		return nil, nil, false
	}
	end := bytes.IndexByte(rest, '"')
	if end < 0 || bytes.IndexByte(rest[:end], '\\') >= 0 {
		return nil, nil, false
	}
	window, rest = rest[:end], bytes.TrimSpace(rest[end+1:])
	if rest, ok = bytes.CutPrefix(rest, []byte(",")); !ok {
		return nil, nil, false
	}
	event = bytes.TrimSpace(bytes.TrimSuffix(rest, []byte("]")))
	if len(event) == 0 || event[0] != '{' {
		return nil, nil, false
	}
	return window, event, complete(event)
}

// shareWindow returns the window id, sharing the memory of the last one.
func (r *reader) shareWindow(window []byte) string {
	if string(window) != r.window {
		r.window = string(window)
	}
	return r.window
}

// slowList yields what an array holds: objects are events, arrays are lists of
// them, and a string in front is their window id.
func (r *reader) slowList(raw []byte, depth int) error {
	dec := newDecoder(raw)
	if _, err := dec.ReadToken(); err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	window, lost := "", 0
	for n := 0; dec.PeekKind() != ']'; n++ {
		item, err := dec.ReadValue()
		if err != nil {
			return fmt.Errorf("read item %d: %w", n, err)
		}
		switch {
		case n == 0 && item.Kind() == '"':
			window = unquote(item)
		case n == 0 && item.Kind() == 'n':
		default:
			lost += r.item(window, item, depth)
		}
	}
	if lost > 0 {
		return fmt.Errorf("%d items of a list are no events", lost)
	}
	return nil
}

// maxLists is how deep lists of events may be nested.
const maxLists = 3

// item yields one item of a list and returns how many parts of it were lost. An
// object is handed on even if it does not look like an event: whoever decodes it
// reports that, and still reads its strings.
func (r *reader) item(window string, item jsontext.Value, depth int) int {
	var err error
	switch {
	case item.Kind() == '{' && window != "":
		r.event(window, item)
	case item.Kind() == '{':
		err = r.object(item)
	case item.Kind() == '[' && depth < maxLists:
		err = r.list(item, depth+1)
	default:
		return 1
	}
	if err != nil {
		return 1
	}
	return 0
}

// object yields a bare event, or the events of a version 1 line.
func (r *reader) object(raw []byte) error {
	o, err := readObject(raw)
	switch {
	case err != nil:
		return err
	case o.isEvent || o.data == nil:
		r.event(r.shareWindow([]byte(o.window)), raw)
		return nil
	case o.data.Kind() != '[':
		return errors.New("data of a version 1 line is no list")
	}
	return r.version1(o)
}

// version1 yields the events of a version 1 line.
func (r *reader) version1(o object) error {
	dec := newDecoder(o.data)
	if _, err := dec.ReadToken(); err != nil {
		return fmt.Errorf("read data: %w", err)
	}
	lost := 0
	for dec.PeekKind() != ']' {
		item, err := dec.ReadValue()
		if err != nil {
			return fmt.Errorf("read data: %w", err)
		}
		if item.Kind() != '{' {
			lost++
			continue
		}
		r.event(o.window, item)
	}
	switch {
	case lost > 0:
		return fmt.Errorf("%d items of data are no events", lost)
	case o.unread != "":
		return fmt.Errorf("member %s of a version 1 line is not read", strconv.Quote(o.unread))
	}
	return nil
}
