package rrweb

import "errors"

// MutationData is the data of a mutation (rrweb packages/types/src/index.ts,
// mutationData). The recorder means removes, adds, texts, attributes to be
// applied in this order. Strings share memory with Event.JSON where they can.
type MutationData struct {
	Removes        []Remove
	Adds           []Add
	Texts          []TextChange
	Attributes     []AttributeChange
	IsAttachIframe bool // the add is the document of an iframe, with all below it
}

// Remove takes a node with all below it out of its parent.
type Remove struct {
	ParentID int64
	ID       int64
}

// Add puts a node into a parent: before the node NextID, at the end where that
// is nil. PreviousID is only in old recordings.
type Add struct {
	ParentID   int64
	NextID     *int64
	PreviousID *int64
	Node       *Node
}

// TextChange gives a text node its new text; nil empties it.
type TextChange struct {
	ID    int64
	Value *string
}

// AttributeChange changes attributes of one node; those not named stay.
type AttributeChange struct {
	ID         int64
	Attributes Attributes
}

// Mutations returns the data of a mutation. Lists that could not be unpacked are
// left empty, and what does not have the right form is left out; both are named
// in the error, and the rest is there even then.
func (e *Event) Mutations() (*MutationData, error) {
	m := &MutationData{}
	var wrong []error
	err := e.data("mutation", IncrementalSnapshot, Mutation, func(r *partReader, key string) {
		switch key {
		case "removes":
			m.removes(r)
		case "adds":
			m.adds(r)
		case "texts":
			m.texts(r)
		case "attributes":
			m.attributes(r)
		case "isAttachIframe":
			m.IsAttachIframe = r.yes()
		default:
			r.skip()
		}
		if r.wrong != "" {
			wrong = append(wrong, r.err("mutation "+key))
			r.wrong = ""
		}
	})
	if err == nil && wrong == nil {
		return m, nil
	}
	return m, errors.Join(append(wrong, err)...)
}

func (m *MutationData) removes(r *partReader) {
	r.array("list", func() {
		one, ok := Remove{}, false
		r.object("item", func(key string) {
			switch key {
			case "parentId":
				one.ParentID, _ = r.id("parentId")
			case "id":
				one.ID, ok = r.id("id")
			default:
				r.skip()
			}
		})
		if ok {
			m.Removes = append(m.Removes, one)
		}
	})
}

func (m *MutationData) adds(r *partReader) {
	nodes := folder[*Node]{partReader: r, make: tree}
	r.array("list", func() {
		one := Add{}
		r.object("item", func(key string) {
			switch key {
			case "parentId":
				one.ParentID, _ = r.id("parentId")
			case "nextId":
				one.NextID = r.optionalID("nextId")
			case "previousId":
				one.PreviousID = r.optionalID("previousId")
			case "node":
				nodes.made = nodes.made[:0]
				if nodes.child(); len(nodes.made) > 0 {
					one.Node = nodes.made[0]
				}
			default:
				r.skip()
			}
		})
		if one.Node != nil {
			m.Adds = append(m.Adds, one)
		}
	})
}

func (r *partReader) optionalID(what string) *int64 {
	if id, ok := r.id(what); ok {
		return &id
	}
	return nil
}

func (m *MutationData) texts(r *partReader) {
	r.array("list", func() {
		one, ok := TextChange{}, false
		r.object("item", func(key string) {
			switch {
			case key == "id":
				one.ID, ok = r.id("id")
			case key == "value" && r.next() != 'n':
				text := r.text("value")
				one.Value = &text
			default:
				r.skip()
			}
		})
		if ok {
			m.Texts = append(m.Texts, one)
		}
	})
}

func (m *MutationData) attributes(r *partReader) {
	r.array("list", func() {
		one, ok := AttributeChange{}, false
		r.object("item", func(key string) {
			switch key {
			case "id":
				one.ID, ok = r.id("id")
			case "attributes":
				one.Attributes = r.attributes(nil)
			default:
				r.skip()
			}
		})
		if ok {
			m.Attributes = append(m.Attributes, one)
		}
	})
}
