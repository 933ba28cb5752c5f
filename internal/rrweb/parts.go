package rrweb

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// InputData is the data of an input event.
type InputData struct {
	ID          int64 // -1 for elements outside of the recorded documents
	Text        string
	IsChecked   bool
	SelectedIDs []int64
}

// InteractionData is the data of a mouse interaction event.
type InteractionData struct {
	ID   int64
	Kind Interaction
}

// Interaction is what a mouse or finger did, with rrweb's own numbers
// (packages/types/src/index.ts, MouseInteractions).
type Interaction int

// The interactions that say which element was meant.
const (
	Click      Interaction = 2
	TouchStart Interaction = 7
)

// MetaData is the data of a meta event: the page's URL and its size in pixels.
type MetaData struct {
	Href   string  `json:"href"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Fold reads the document of a full snapshot from its leaves to its root: make
// is called for each node after all below it, with what it returned for the
// children, and Fold returns what it returned for the document. Node and
// children are valid during the call only, the node's strings as long as nobody
// writes into Event.JSON. It is an error if the event is no full snapshot, or
// could not be unpacked, or has no node, [ErrMobile] if it has wireframes; and one
// that names it if a part has the wrong form and was left out.
func Fold[T any](e *Event, make func(n *Node, children []T) T) (root T, err error) {
	found, mobile := false, false
	f := folder[T]{make: make}
	err = e.data("full snapshot", FullSnapshot, NoSource, func(r *partReader, key string) {
		if key != "node" || r.next() != '{' {
			mobile = mobile || key == "wireframes"
			r.skip()
			return
		}
		f.partReader, f.made, found = r, f.made[:0], true
		f.node()
		root = f.made[0]
	})
	switch {
	case err != nil || found:
	case mobile:
		err = ErrMobile
	default:
		err = errors.New("full snapshot: no node")
	}
	return root, err
}

// ErrMobile says that a full snapshot shows the screen of a mobile app, which is no
// document.
var ErrMobile = errors.New("full snapshot: wireframes and no document")

// InputChange returns the data of an input event.
func (e *Event) InputChange() (*InputData, error) {
	in := &InputData{}
	err := e.data("input", IncrementalSnapshot, Input, func(r *partReader, key string) {
		switch key {
		case "id":
			in.ID, _ = r.id("id")
		case "text":
			in.Text = r.text("text")
		case "isChecked":
			in.IsChecked = r.yes()
		case "selectedOptionIds":
			r.array(key, func() {
				if id, ok := r.id(key); ok {
					in.SelectedIDs = append(in.SelectedIDs, id)
				}
			})
		default:
			r.skip()
		}
	})
	return in, err
}

// Interaction returns the data of a mouse interaction event.
func (e *Event) Interaction() (InteractionData, error) {
	var d InteractionData
	err := e.data("mouse interaction", IncrementalSnapshot, MouseInteraction, func(r *partReader, key string) {
		switch key {
		case "id":
			d.ID, _ = r.id("id")
		case "type":
			kind, _ := r.id("type")
			d.Kind = Interaction(kind)
		default:
			r.skip()
		}
	})
	return d, err
}

// CustomEvent returns tag and payload of a custom event; the payload is JSON,
// nil where there is none.
func (e *Event) CustomEvent() (tag string, payload []byte, err error) {
	var data struct {
		Tag     string         `json:"tag"`
		Payload jsontext.Value `json:"payload"`
	}
	if err := e.decodeData(Custom, NoSource, &data); err != nil {
		return "", nil, fmt.Errorf("custom event: %w", err)
	}
	return data.Tag, data.Payload, nil
}

// Meta returns the data of a meta event.
func (e *Event) Meta() (MetaData, error) {
	var data MetaData
	if err := e.decodeData(Meta, NoSource, &data); err != nil {
		return MetaData{}, fmt.Errorf("meta event: %w", err)
	}
	return data, nil
}

// data calls member for each member of the event's data, if the event is of that
// kind; member reads the value. what names the event in errors.
func (e *Event) data(what string, t EventType, s IncrementalSource, member func(r *partReader, key string)) error {
	if e.Type != t || e.Source != s {
		return fmt.Errorf("%s: event has type %d source %d", what, e.Type, e.Source)
	}
	if e.broken {
		return fmt.Errorf("%s: malformed JSON", what)
	}
	r := &partReader{cursor: cursor{s: aliased(e.JSON)}, arena: &e.shared().arena}
	r.object("event", func(key string) {
		if key != "data" {
			r.skip()
			return
		}
		if r.next() != '{' {
			r.refuse("data")
			return
		}
		r.object("data", func(key string) { member(r, key) })
	})
	return r.err(what)
}

// decodeData reads the event's data into a struct, if the event is of that kind.
func (e *Event) decodeData(t EventType, s IncrementalSource, into any) error {
	if e.Type != t || e.Source != s {
		return fmt.Errorf("event has type %d source %d", e.Type, e.Source)
	}
	event := struct {
		Data any `json:"data"`
	}{into}
	return json.Unmarshal(e.JSON, &event, lenient())
}

// lenient takes the JSON that JavaScript takes.
func lenient() json.Options {
	return json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
}
