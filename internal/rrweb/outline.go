package rrweb

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// outline is what one validating pass over an event finds out.
type outline struct {
	typ       EventType
	hasType   bool
	source    IncrementalSource
	timestamp int64
	cv        string
	parts     []part // strings where compressed parts can stand, in order
}

// part is a string that may hold a compressed part.
type part struct {
	pointer    string
	start, end int // of the quoted string, in the event's JSON
	packed     bool
}

// compressed says whether the string must hold a compressed part.
func (p part) compressed(t EventType, s IncrementalSource) bool {
	switch {
	case p.packed:
		return true
	case p.pointer == "/data":
		return t == FullSnapshot || t == IncrementalSnapshot
	case t != IncrementalSnapshot:
		return false
	case s == StyleSheetRule:
		return p.pointer == "/data/adds" || p.pointer == "/data/removes"
	}
	return s == Mutation
}

// opens returns the byte that the unpacked part must begin with.
func (p part) opens() byte {
	if p.pointer == "/data" {
		return '{'
	}
	return '['
}

// outlineOf validates an event and finds its outline. With an error it returns
// what it found so far.
func outlineOf(raw []byte) (*outline, error) {
	out := &outline{source: NoSource}
	dec := newJSONDecoder(raw)
	if dec.PeekKind() != '{' {
		return out, errors.New("no JSON object")
	}
	if err := out.members(dec, raw, out.event); err != nil {
		return out, err
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return out, errors.New("data behind the event")
	}
	return out, nil
}

// newJSONDecoder accepts what PostHog accepts: JSON.parse takes lone
// surrogates and duplicate names.
func newJSONDecoder(raw []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(raw),
		jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
}

// members reads one object and hands each member's name to visit, which reads
// the value.
func (o *outline) members(dec *jsontext.Decoder, raw []byte, visit func(*jsontext.Decoder, []byte, string) error) error {
	if _, err := dec.ReadToken(); err != nil {
		return fmt.Errorf("read object: %w", err)
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadValue()
		if err != nil {
			return fmt.Errorf("read name: %w", err)
		}
		if err := visit(dec, raw, unquote(string(name))); err != nil {
			return err
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return fmt.Errorf("read object: %w", err)
	}
	return nil
}

// event reads one member of the event.
func (o *outline) event(dec *jsontext.Decoder, raw []byte, name string) error {
	if name == "data" && dec.PeekKind() == '{' {
		return o.members(dec, raw, o.data)
	}
	value, err := dec.ReadValue()
	if err != nil {
		return fmt.Errorf("read %s: %w", strconv.Quote(name), err)
	}
	switch name {
	case "type":
		n, ok := number(value)
		o.typ, o.hasType = EventType(n), ok
	case "timestamp":
		o.timestamp, _ = number(value)
	case "cv":
		o.cv = unquote(string(value))
		if value.Kind() != '"' {
			o.cv = string(value)
		}
	case "data":
		o.candidate("/data", value, dec)
	}
	return nil
}

// data reads one member of the event's data.
func (o *outline) data(dec *jsontext.Decoder, _ []byte, name string) error {
	value, err := dec.ReadValue()
	if err != nil {
		return fmt.Errorf("read data %s: %w", strconv.Quote(name), err)
	}
	switch name {
	case "source":
		if n, ok := number(value); ok {
			o.source = IncrementalSource(n)
		}
	case "texts", "attributes", "removes", "adds":
		o.candidate("/data/"+name, value, dec)
	}
	return nil
}

// candidate remembers a value that was just read if it is a string.
func (o *outline) candidate(pointer string, value jsontext.Value, dec *jsontext.Decoder) {
	if value.Kind() == '"' {
		end := int(dec.InputOffset())
		o.parts = append(o.parts, part{pointer, end - len(value), end, looksPacked(value)})
	}
}

// number reads a JSON number as an integer; fractions are cut off.
func number(value []byte) (int64, bool) {
	f, err := strconv.ParseFloat(string(value), 64)
	if err != nil || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

// sourceOf returns the incremental source of an event whose data was packed.
func sourceOf(raw []byte) IncrementalSource {
	n, ok := number([]byte(member(member(aliased(raw), "data"), "source")))
	if !ok {
		return NoSource
	}
	return IncrementalSource(n)
}
