package rrweb

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// MutationData is the data of a mutation (rrweb packages/types/src/index.ts,
// mutationData). The recorder means removes, adds, texts, attributes to be
// applied in this order.
type MutationData struct {
	Removes        []Remove
	Adds           []Add
	Texts          []TextChange
	Attributes     []AttributeChange
	IsAttachIframe bool // the add is the document of an iframe, with all below it
}

// Remove takes a node with all below it out of its parent.
type Remove struct {
	ParentID int64 `json:"parentId"`
	ID       int64 `json:"id"`
	IsShadow bool  `json:"isShadow"`
}

// Add puts a node into a parent: before the node NextID, at the end where that
// is nil. PreviousID is only in old recordings.
type Add struct {
	ParentID   int64  `json:"parentId"`
	NextID     *int64 `json:"nextId"`
	PreviousID *int64 `json:"previousId"`
	Node       *Node  `json:"node"`
}

// TextChange gives a text node its new text; nil empties it.
type TextChange struct {
	ID    int64   `json:"id"`
	Value *string `json:"value"`
}

// AttributeChange changes attributes of one node; those not named stay.
type AttributeChange struct {
	ID         int64      `json:"id"`
	Attributes Attributes `json:"attributes"`
}

// InputData is the data of an input event.
type InputData struct {
	ID          int64   `json:"id"` // -1 for elements outside of the recorded documents
	Text        string  `json:"text"`
	IsChecked   bool    `json:"isChecked"`
	SelectedIDs []int64 `json:"selectedOptionIds"`
}

// MetaData is the data of a meta event: the page's URL and its size in pixels.
type MetaData struct {
	Href   string  `json:"href"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Snapshot returns the document of a full snapshot. It is an error if the event
// is none, or could not be unpacked, or has no node, as mobile ones have.
func (e *Event) Snapshot() (*Node, error) {
	var data struct {
		Node *Node `json:"node"`
	}
	if err := e.decodeData(FullSnapshot, NoSource, &data); err != nil {
		return nil, fmt.Errorf("full snapshot: %w", err)
	}
	if data.Node == nil {
		return nil, errors.New("full snapshot: no node")
	}
	return data.Node, nil
}

// Mutations returns the data of a mutation. Lists that could not be unpacked
// or do not have the right form are left empty and named in the error; the
// other lists are there even then.
func (e *Event) Mutations() (*MutationData, error) {
	var data struct {
		Removes        jsontext.Value `json:"removes"`
		Adds           jsontext.Value `json:"adds"`
		Texts          jsontext.Value `json:"texts"`
		Attributes     jsontext.Value `json:"attributes"`
		IsAttachIframe jsontext.Value `json:"isAttachIframe"`
	}
	m := &MutationData{}
	if err := e.decodeData(IncrementalSnapshot, Mutation, &data); err != nil {
		return m, fmt.Errorf("mutation: %w", err)
	}
	m.IsAttachIframe = string(data.IsAttachIframe) == "true"
	return m, errors.Join(
		list(data.Removes, "removes", &m.Removes),
		list(data.Adds, "adds", &m.Adds),
		list(data.Texts, "texts", &m.Texts),
		list(data.Attributes, "attributes", &m.Attributes),
	)
}

// list reads one list of a mutation; where that fails the list stays empty.
func list[T any](raw jsontext.Value, name string, into *[]T) error {
	if len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, into, lenient()); err != nil {
		*into = nil
		return fmt.Errorf("mutation %s: %w", name, err)
	}
	return nil
}

// InputChange returns the data of an input event.
func (e *Event) InputChange() (*InputData, error) {
	data := &InputData{}
	if err := e.decodeData(IncrementalSnapshot, Input, data); err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	return data, nil
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
