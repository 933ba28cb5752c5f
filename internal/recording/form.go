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
func (r *reader) list(raw []byte, at place) error {
	if r.pair(raw) {
		return nil
	}
	return r.slowList(raw, at)
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

// slowList yields what an array holds: objects are events or hold some, arrays
// are lists of them, and a string in front is their window id.
func (r *reader) slowList(raw []byte, at place) error {
	dec := newDecoder(raw)
	if _, err := dec.ReadToken(); err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	var errs []error
	lost := 0
	for n := 0; dec.PeekKind() != ']'; n++ {
		item, err := dec.ReadValue()
		if err != nil {
			return errors.Join(append(errs, fmt.Errorf("read item %d: %w", n, err))...)
		}
		switch {
		case isPacked(item):
			r.event(at.window, item)
		case n == 0 && item.Kind() == '"':
			at.window = unquote(item)
		case n == 0 && item.Kind() == 'n':
		case item.Kind() == '{':
			errs = append(errs, r.object(item, at))
		case item.Kind() == '[' && at.depth < maxWrapping:
			errs = append(errs, r.list(item, place{window: at.window, path: at.path, depth: at.depth + 1}))
		default:
			r.metadata(at.below(strconv.Itoa(n)).path, item)
			lost++
		}
	}
	if lost > 0 {
		errs = append(errs, fmt.Errorf("%d items of a list are no events", lost))
	}
	return errors.Join(errs...)
}
