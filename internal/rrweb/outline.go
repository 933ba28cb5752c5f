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

	dec  jsontext.Decoder // these two are reused from event to event
	text bytes.Buffer
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

// read validates an event and finds its outline. With an error it holds what was
// found so far.
func (o *outline) read(raw []byte) error {
	o.reset(raw)
	if o.dec.PeekKind() != '{' {
		return errors.New("no JSON object")
	}
	if err := o.members(o.event); err != nil {
		return err
	}
	if _, err := o.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.New("data behind the event")
	}
	return nil
}

// reset forgets all but the memory.
func (o *outline) reset(raw []byte) {
	o.typ, o.hasType, o.source, o.timestamp, o.cv, o.parts = 0, false, NoSource, 0, "", o.parts[:0]
	o.text = *bytes.NewBuffer(raw)
	o.dec.Reset(&o.text, asBrowsers()...)
}

// members reads one object and hands each member's name to visit, which reads
// the value.
func (o *outline) members(visit func(name string) error) error {
	if _, err := o.dec.ReadToken(); err != nil {
		return fmt.Errorf("read object: %w", err)
	}
	for o.dec.PeekKind() == '"' {
		name, err := o.dec.ReadValue()
		if err != nil {
			return fmt.Errorf("read name: %w", err)
		}
		if err := visit(unquote(aliased(name))); err != nil {
			return err
		}
	}
	if _, err := o.dec.ReadToken(); err != nil {
		return fmt.Errorf("read object: %w", err)
	}
	return nil
}

// event reads one member of the event.
func (o *outline) event(name string) error {
	if name == "data" && o.dec.PeekKind() == '{' {
		return o.members(o.data)
	}
	value, err := o.dec.ReadValue()
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
		o.candidate("", name, value)
	}
	return nil
}

// data reads one member of the event's data.
func (o *outline) data(name string) error {
	value, err := o.dec.ReadValue()
	if err != nil {
		return fmt.Errorf("read data %s: %w", strconv.Quote(name), err)
	}
	switch name {
	case "source":
		if n, ok := number(value); ok {
			o.source = IncrementalSource(n)
		}
	case "texts", "attributes", "removes", "adds":
		o.candidate("/data", name, value)
	}
	return nil
}

// candidate remembers a member that was just read if it is a string.
func (o *outline) candidate(parent, name string, value jsontext.Value) {
	if value.Kind() == '"' {
		end := int(o.dec.InputOffset())
		o.parts = append(o.parts, part{parent + "/" + name, end - len(value), end, looksPacked(value)})
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
