package minihog

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// spoil applies the faults of ingestion to a batch before it is stored.
func (s *Server) spoil(b *batch) {
	if text := s.weather.now().DropFrom; text != "" {
		b.events = s.store.cutFrom(b.session, b.events, text)
	}
	for i, ev := range b.events {
		if !bytes.Contains(ev, []byte(`"cv"`)) {
			continue
		}
		if damaged, ok := corrupt(ev); ok && s.weather.hit(func(f *Faults) *int { return &f.CorruptParts }) {
			b.events[i] = damaged
		}
	}
}

// loses says that a whole request gets lost.
func (s *Server) loses(b *batch) bool {
	text := s.weather.now().DropRequest
	return text != "" && slices.ContainsFunc(b.events, func(ev json.RawMessage) bool { return bytes.Contains(ev, []byte(text)) })
}

// corrupt turns the first compressed part of an event into bytes that gunzip
// refuses: the gzip header stays, what follows is cut short. It reports false
// for an event without one.
func corrupt(event json.RawMessage) (json.RawMessage, bool) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(event, &fields) != nil {
		return nil, false
	}
	data, ok := corruptPart(fields["data"])
	if !ok {
		data, ok = corruptMutation(fields["data"])
	}
	if !ok {
		return nil, false
	}
	fields["data"] = data
	out, err := json.Marshal(fields)
	return out, err == nil
}

// corruptMutation damages one of the parts of a mutation's data.
func corruptMutation(data json.RawMessage) (json.RawMessage, bool) {
	var parts map[string]json.RawMessage
	if json.Unmarshal(data, &parts) != nil {
		return nil, false
	}
	for _, name := range []string{"adds", "texts", "attributes", "removes"} {
		if damaged, ok := corruptPart(parts[name]); ok {
			parts[name] = damaged
			out, err := json.Marshal(parts)
			return out, err == nil
		}
	}
	return nil, false
}

// corruptPart returns the part unchanged and false if it is not compressed.
func corruptPart(part json.RawMessage) (json.RawMessage, bool) {
	var packed string
	if json.Unmarshal(part, &packed) != nil || !strings.HasPrefix(packed, "\x1f\u008b") {
		return part, false
	}
	runes := []rune(packed)
	out, err := json.Marshal(string(runes[:len(runes)/2]))
	return out, err == nil
}
