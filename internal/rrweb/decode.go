package rrweb

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// ErrNotEvent says that what was given is not an rrweb event: no JSON object, or
// one without a numeric type.
var ErrNotEvent = errors.New("not an rrweb event")

// Decode decodes one stored event; see [Decoder.Decode].
func Decode(raw []byte) (*Event, error) {
	return new(Decoder).Decode(raw)
}

// Decoder decodes events one after the other and reuses its decompressors and
// its memory. The zero value is ready to use; it is not for concurrent use.
type Decoder struct {
	unpacker unpacker
	whole    []byte // the event that rrweb's packer packed
	spliced  []byte // the event with its parts unpacked
	memory   memory
	outline  outline
}

// Decode decodes one stored event: a JSON object, or the JSON string that
// rrweb's packer makes of one. Parts that cannot be unpacked are listed in
// Event.Unscanned. The error wraps [ErrNotEvent] where it is no rrweb event at
// all; the event is usable even then: it has NoType, Strings visits what is
// there, and its Unscanned says what was wrong.
//
// The event shares memory with raw and with the decoder: it is valid until the
// next event is decoded or raw is written to.
func (d *Decoder) Decode(raw []byte) (*Event, error) {
	ev := &Event{Type: NoType, Source: NoSource, JSON: bytes.TrimSpace(raw), memory: &d.memory}
	if err := d.unwrap(ev); err != nil {
		return ev, ev.refuse(err.Error())
	}
	out := &d.outline
	err := out.read(ev.JSON)
	if err != nil {
		ev.broken = true
		if out.hasType && depth(aliased(ev.JSON)) >= maxDepth {
			ev.apply(out)
			ev.note("", "nested too deep")
			return ev, nil
		}
		return ev, ev.refuse(err.Error())
	}
	if !out.hasType {
		return ev, ev.refuse("no numeric type")
	}
	ev.apply(out)
	d.unpackParts(ev, out)
	return ev, nil
}

// maxDepth is how deep JSON may be nested in one event or compressed part; it
// is the limit of jsontext.
const maxDepth = 10000

// refuse lists the whole event as unscanned and returns the error for it.
func (e *Event) refuse(reason string) error {
	e.note("", reason)
	return fmt.Errorf("decode event: %w: %s", ErrNotEvent, reason)
}

// maxNotes is how many unscanned parts of one event are listed.
const maxNotes = 100

// note lists one part as unscanned, once.
func (e *Event) note(pointer, reason string) {
	if len(e.Unscanned) >= maxNotes {
		pointer, reason = "", "more parts that could not be read"
	}
	for _, u := range e.Unscanned {
		if u.Pointer == pointer && u.Reason == reason {
			return
		}
	}
	e.Unscanned = append(e.Unscanned, Unscanned{Pointer: pointer, Reason: reason})
}

// apply takes over what the outline says of the event.
func (e *Event) apply(out *outline) {
	if !out.hasType {
		return
	}
	e.Type, e.Timestamp = out.typ, out.timestamp
	if e.Type == IncrementalSnapshot {
		e.Source = out.source
	}
	if out.cv != "" && out.cv != knownCompression {
		e.note("/cv", "compression "+strconv.Quote(out.cv)+" is not known")
	}
}

// knownCompression is the only in-event compression there is so far.
const knownCompression = "2024-10"

// unwrap undoes rrweb's packer.
func (d *Decoder) unwrap(ev *Event) error {
	if len(ev.JSON) == 0 || ev.JSON[0] != '"' {
		return nil
	}
	raw, err := d.unpacker.append(d.whole[:0], ev.JSON, '{')
	d.whole = raw
	switch {
	case errors.Is(err, errTrailing):
		ev.note("", err.Error())
	case err != nil:
		if len(raw) > 0 {
			ev.JSON = raw
		}
		return fmt.Errorf("packed event: %w", err)
	}
	ev.JSON = raw
	return nil
}

// unpackParts puts what the compressed parts hold in their places.
func (d *Decoder) unpackParts(ev *Event, out *outline) {
	spliced, from := d.spliced[:0], 0
	for _, p := range out.parts {
		if !p.compressed(ev.Type, ev.Source) {
			continue
		}
		spliced = append(spliced, ev.JSON[from:p.start]...)
		spliced = d.unpackPart(ev, spliced, p)
		from = p.end
	}
	if from == 0 {
		return
	}
	d.spliced = append(spliced, ev.JSON[from:]...)
	ev.JSON = d.spliced
	if ev.Type == IncrementalSnapshot && ev.Source == NoSource {
		ev.Source = sourceOf(ev.JSON)
	}
}

// unpackPart appends what one part holds. A part that is damaged stays a string:
// of what could be unpacked, or else the one that is stored.
func (d *Decoder) unpackPart(ev *Event, dst []byte, p part) []byte {
	quoted := ev.JSON[p.start:p.end]
	unpacked, err := d.unpacker.append(dst, quoted, p.opens())
	if err == nil {
		return unpacked
	}
	ev.note(p.pointer, err.Error())
	switch rest := unpacked[len(dst):]; {
	case errors.Is(err, errTrailing):
		return unpacked
	case len(rest) > 0:
		// The only error is invalid UTF-8, which becomes U+FFFD.
		dst, _ = jsontext.AppendQuote(dst, bytes.Clone(rest))
		return dst
	}
	return append(dst, quoted...)
}
