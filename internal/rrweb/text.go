package rrweb

import (
	"strconv"
	"strings"
)

// Text is one string of an event. It is valid during the visit only; Value and
// Name may be kept longer, as long as nobody writes into Event.JSON.
type Text struct {
	// Value is the string with JSON's escapes undone, or the literal of a number
	// that stands where a value can stand. It shares memory with Event.JSON where
	// it can, and may hold invalid UTF-8 where the recording does.
	Value   string
	Surface Surface
	Name    string // attribute, property or key that the value stands under; "" if none
	Bare    bool   // Value is the JSON of an ImageData, whose parts are visited as well: a picture, no text
	Key     bool   // Value is itself a name: of a tag, an attribute, a property, a key

	at *path
}

// Pointer returns the RFC 6901 path of the text into Event.JSON. The pointer
// of a key is the pointer of the value it names. It is valid during the visit.
func (t *Text) Pointer() string {
	if t.at == nil {
		return ""
	}
	return t.at.pointer()
}

// Strings visits every string of the decoded event in the order of the JSON:
// values, the names that are data (tags, attributes, style properties, keys of
// payloads) and the numbers that stand where a value can stand. Only the names
// that the format itself gives are left out. A place whose form is not known is
// visited as SurfaceOther. What turns out to be unreadable on the way is added
// to Unscanned.
func (e *Event) Strings(visit func(*Text)) {
	s := aliased(e.JSON)
	m := e.shared()
	w := &walk{cursor: cursor{s: s}, ev: e, visit: visit, path: m.path[:0], arena: &m.arena}
	m.path = nil // in use
	defer func() { m.path = w.path }()
	w.text.at = &w.path
	if e.broken {
		w.emit(w.unknownSurface(), "", s)
		return
	}
	if e.metadata {
		w.metadataValue("")
	} else {
		w.event()
	}
	if w.next(); w.i < len(s) {
		w.malformed = true
	}
	if w.malformed {
		w.path = w.path[:0]
		e.note("", "malformed JSON")
		w.emit(w.unknownSurface(), "", s)
	}
}

// unknownSurface is where a string stands of which no more is known.
func (w *walk) unknownSurface() Surface {
	if w.ev.metadata {
		return SurfaceMetadata
	}
	return SurfaceOther
}

// path is the way from the top of an event to the value being visited.
type path []step

// step is one step of a path: a member by its name, or an item by its index
// where the name is not quoted.
type step struct {
	quoted string
	index  int
}

// pointer spells the path as RFC 6901 wants it.
func (p path) pointer() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteByte('/')
		if s.quoted == "" {
			b.WriteString(strconv.Itoa(s.index))
			continue
		}
		b.WriteString(pointerEscape.Replace(unquote(s.quoted)))
	}
	return b.String()
}

// pointerEscape is the escaping of RFC 6901 section 3.
var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")
