package recording

import (
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// object is what matters of a JSON object in a recording.
type object struct {
	isEvent bool // has a numeric type
	window  string
	data    jsontext.Value // nil where there is none, or it belongs to an event
	unread  string         // a member that is none of these and holds strings
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
		o.member(key, value)
	}
	if _, err := dec.ReadToken(); err != nil {
		return o, fmt.Errorf("read object: %w", err)
	}
	return o, nil
}

func (o *object) member(key string, value jsontext.Value) {
	switch key {
	case "type":
		o.isEvent = value.Kind() == '0'
	case "windowId", "window_id":
		if value.Kind() == '"' {
			o.window = unquote(value)
		}
	case "data":
		o.data = value
	default:
		if kind := value.Kind(); kind == '"' || kind == '{' || kind == '[' {
			o.unread = key
		}
	}
}

// unquote returns what a validated JSON string holds.
func unquote(quoted []byte) string {
	// The only error left after validation is a lone surrogate, which becomes
	// U+FFFD.
	text, _ := jsontext.AppendUnquote(nil, quoted)
	return string(text)
}
