package recording

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// pointerEscape is the escaping of RFC 6901 section 3.
var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

// object is what matters of a JSON object in a recording.
type object struct {
	isEvent   bool // has a numeric type
	isCapture bool // is an event of PostHog's own, as posthog-js posts it
	window    string
	members   []member
}

type member struct {
	key   string
	value jsontext.Value
	role  role
}

func readObject(raw []byte) (object, error) {
	var o object
	dec := newDecoder(raw)
	if _, err := dec.ReadToken(); err != nil {
		return o, fmt.Errorf("read object: %w", err)
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadValue()
		if err != nil {
			return o, fmt.Errorf("read name: %w", err)
		}
		key := unquote(name)
		value, err := dec.ReadValue()
		if err != nil {
			return o, fmt.Errorf("read %s: %w", strconv.Quote(key), err)
		}
		o.add(member{key, value, roleOf(key, value[0])})
	}
	if _, err := dec.ReadToken(); err != nil {
		return o, fmt.Errorf("read object: %w", err)
	}
	return o, nil
}

func (o *object) add(m member) {
	switch {
	case m.key == "type":
		o.isEvent = m.value.Kind() == '0'
	case m.key == "event" && m.value.Kind() == '"':
		o.isCapture = true
	case m.role == window:
		o.window = windowOf(m.value)
	}
	o.members = append(o.members, m)
}

// windowOf reads a window id; PostHog's player numbers windows in some exports.
func windowOf(value jsontext.Value) string {
	switch value.Kind() {
	case '"':
		return unquote(value)
	case '0':
		return string(value)
	}
	return ""
}

// maxWrapping is how deep objects and lists that hold events may be nested.
const maxWrapping = 8

// wraps says whether the object holds events in one of its members.
func (o *object) wraps(depth int) bool {
	if o.isEvent || depth > maxWrapping {
		return false
	}
	for _, m := range o.members {
		switch m.role {
		case list, single, byWindow:
			return true
		case inner:
			if o.isCapture && m.key == "properties" {
				return true
			}
			if in, err := readObject(m.value); err == nil && in.wraps(depth+1) {
				return true
			}
		}
	}
	return false
}

// object yields a bare event, or what an object that holds events holds. An
// object that is neither is handed on as an event: whoever decodes it reports
// that, and still reads its strings.
func (r *reader) object(raw []byte, at place) error {
	o, err := readObject(raw)
	switch {
	case err != nil:
		return err
	case !o.wraps(at.depth):
		if o.window != "" {
			at.window = o.window
		}
		r.event(at.window, raw)
		return nil
	}
	return r.wrapper(&o, at)
}

// wrapper yields the members of an object that holds events: these, and all
// others as metadata.
func (r *reader) wrapper(o *object, at place) error {
	if o.window != "" {
		at.window = o.window
	}
	var errs []error
	for _, m := range o.members {
		below := at.below(m.key)
		switch m.role {
		case list:
			errs = append(errs, r.list(m.value, below))
		case single:
			r.event(at.window, m.value)
		case inner, byWindow:
			errs = append(errs, r.innerObject(m, below))
		default:
			r.metadata(below.path, m.value)
		}
	}
	return errors.Join(errs...)
}

// innerObject yields an object in an object that holds events.
func (r *reader) innerObject(m member, at place) error {
	o, err := readObject(m.value)
	if err != nil || at.depth > maxWrapping {
		return fmt.Errorf("%s is not read", strconv.Quote(m.key))
	}
	if m.role == inner {
		return r.wrapper(&o, at)
	}
	var errs []error
	for _, m := range o.members {
		below := at.below(m.key)
		below.window = m.key
		if m.value.Kind() != '[' {
			r.metadata(below.path, m.value)
			continue
		}
		errs = append(errs, r.list(m.value, below))
	}
	return errors.Join(errs...)
}

// unquote returns what a validated JSON string holds.
func unquote(quoted []byte) string {
	// The only error left after validation is a lone surrogate, which becomes
	// U+FFFD.
	text, _ := jsontext.AppendUnquote(nil, quoted)
	return string(text)
}
