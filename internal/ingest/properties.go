package ingest

import (
	"encoding/json"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// properties are the properties of one event.
type properties map[string]json.RawMessage

// text returns a property that is a string or a number, "" otherwise.
func (p properties) text(name string) string {
	raw, ok := p[name]
	if !ok {
		return ""
	}
	var v any
	if err := unmarshal(raw, &v); err != nil {
		return ""
	}
	return scalarText(v)
}

// scalarText writes a string or a number as text; apps use both as ids.
func scalarText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// snapshots returns the rrweb events: $snapshot_data is a list of them, or one.
func (p properties) snapshots() []json.RawMessage {
	raw, ok := p["$snapshot_data"]
	if !ok {
		return nil
	}
	switch jsontext.Value(raw).Kind() {
	case '{':
		return []json.RawMessage{raw}
	case '[':
		var list []json.RawMessage
		if err := unmarshal(raw, &list); err == nil {
			return list
		}
	}
	return nil
}
