package rrweb

import (
	"fmt"
	"slices"
)

// partReader reads the typed parts of an event that Decode has validated. What
// does not have the form of its place is left out, and the first such place is
// named in wrong.
type partReader struct {
	cursor
	wrong string
	arena *arena // escaped strings are undone into it
}

// object calls member for each member of the object that begins here; member
// reads the value. Anything but an object or null is wrong.
func (r *partReader) object(what string, member func(key string)) {
	switch r.next() {
	case '{':
	case 'n':
		r.skip()
		return
	default:
		r.refuse(what)
		return
	}
	for r.i++; r.next() == '"'; {
		member(r.str())
	}
	r.i = min(r.i+1, len(r.s))
}

// str reads the string that begins here.
func (r *partReader) str() string {
	quoted := r.quoted()
	switch {
	case len(quoted) < 2:
		return ""
	case r.simple:
		return quoted[1 : len(quoted)-1]
	}
	return r.arena.unescape(quoted)
}

// array calls item for each item of the array that begins here.
func (r *partReader) array(what string, item func()) {
	switch r.next() {
	case '[':
	case 'n':
		r.skip()
		return
	default:
		r.refuse(what)
		return
	}
	for r.i++; ; {
		before := r.i
		if b := r.next(); b == ']' || b == '}' || b == 0 {
			break
		}
		if item(); r.i == before {
			break
		}
	}
	r.i = min(r.i+1, len(r.s))
}

// refuse passes over a value that has no place here.
func (r *partReader) refuse(what string) {
	before := r.i
	r.skip()
	if r.i == before && r.i < len(r.s) {
		r.i++ // no JSON at all: get on
	}
	if r.wrong == "" {
		r.wrong = what
	}
}

// text reads a string; null is the empty one.
func (r *partReader) text(what string) string {
	switch r.next() {
	case '"':
		return r.str()
	case 'n':
		r.skip()
	default:
		r.refuse(what)
	}
	return ""
}

// id reads a whole number, nil for null.
func (r *partReader) id(what string) (id int64, ok bool) {
	b := r.next()
	if b == 'n' {
		r.skip()
		return 0, false
	}
	if b != '-' && b-'0' > 9 {
		r.refuse(what)
		return 0, false
	}
	raw := r.literal()
	if id, ok = integer(raw); !ok {
		if id, ok = number([]byte(raw)); !ok && r.wrong == "" {
			r.wrong = what
		}
	}
	return id, ok
}

// integer reads the digits of a number that is not too large for them.
func integer(raw string) (int64, bool) {
	if len(raw) == 0 || len(raw) > 15 {
		return 0, false
	}
	var n int64
	for i := range len(raw) {
		if raw[i]-'0' > 9 {
			return 0, false
		}
		n = n*10 + int64(raw[i]-'0')
	}
	return n, true
}

func (r *partReader) yes() bool { return r.value() == "true" }

// err says what was wrong in a part.
func (r *partReader) err(part string) error {
	if r.wrong == "" {
		return nil
	}
	return fmt.Errorf("%s: %s has the wrong form", part, r.wrong)
}

// folder reads serialised trees from their leaves to their root.
type folder[T any] struct {
	*partReader
	make  func(n *Node, children []T) T
	made  []T     // of the nodes on the way, the children not yet taken by their parent
	nodes []*Node // on the way, and some to use again
	depth int
}

// node reads one node with all below it and appends what is made of it.
func (f *folder[T]) node() {
	n := f.borrow()
	first := len(f.made)
	f.depth++
	for f.i++; f.next() == '"'; {
		f.nodeMember(n, f.str())
	}
	f.i = min(f.i+1, len(f.s))
	f.depth--
	out := f.make(n, f.made[first:])
	f.made = append(f.made[:first], out)
}

// borrow returns an empty node; one on a level of depth is enough.
func (f *folder[T]) borrow() *Node {
	if f.depth == len(f.nodes) {
		f.nodes = append(f.nodes, &Node{})
	}
	n := f.nodes[f.depth]
	*n = Node{Attributes: n.Attributes[:0]}
	return n
}

func (f *folder[T]) nodeMember(n *Node, key string) {
	switch key {
	case "id":
		n.ID, _ = f.id("node id")
	case "type":
		typ, _ := f.id("node type")
		n.Type = NodeType(typ)
	case "tagName":
		n.TagName = f.text("tagName")
	case "attributes":
		n.Attributes = f.attributes(n.Attributes[:0])
	case "childNodes":
		f.array("childNodes", f.child)
	case "textContent":
		n.TextContent = f.text("textContent")
	case "name":
		n.Name = f.text("name")
	case "isShadow":
		n.IsShadow = f.yes()
	case "isStyle":
		n.IsStyle = f.yes()
	case "isSVG":
		n.IsSVG = f.yes()
	default:
		f.skip()
	}
}

// child reads one item of childNodes; null stands for none.
func (f *folder[T]) child() {
	if f.next() != '{' {
		if f.next() != 'n' && f.wrong == "" {
			f.wrong = "child node"
		}
		f.skip()
		return
	}
	f.node()
}

// tree makes a node with its children of a folded one.
func tree(n *Node, children []*Node) *Node {
	out := *n
	out.Attributes, out.ChildNodes = slices.Clone(n.Attributes), slices.Clone(children)
	return &out
}
