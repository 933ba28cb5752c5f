package replay

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// The bounds of a group of controls, and of the part of the page that is
// searched for them.
const (
	maxControls     = 64
	maxControlsWalk = 512
	maxControlClimb = 6
)

// inputs visits the values of controls that stand together, on each level of
// the page that holds more of them, in the order of the page and in that of
// typing.
func (r *runner) inputs() {
	if r.changes.all {
		for _, id := range slices.Sorted(maps.Keys(r.controls)) {
			r.inputsAround(r.nodes.get(id))
		}
		return
	}
	for _, id := range r.changes.typed {
		if id == unseen {
			r.visitTrail(Inputs, &r.changes.unseen)
			continue
		}
		r.inputsAround(r.nodes.get(id))
	}
	for _, n := range r.changes.nodes {
		if !n.gone && r.controls[n.id] != nil {
			r.inputsAround(n)
		}
	}
}

func (r *runner) inputsAround(n *node) {
	if n == nil || !isControl(n) {
		return
	}
	count := 1
	for top, level := parentOf(n), 0; top != nil && level < maxControlClimb; top, level = parentOf(top), level+1 {
		if r.groups[top] {
			return
		}
		list, ok := controlsIn(top)
		if !ok {
			return
		}
		if r.groups == nil {
			r.groups = map[*node]bool{}
		}
		r.groups[top] = true
		if len(list) > count {
			count = len(list)
			r.visitInputs(list)
		}
	}
}

func (r *runner) visitInputs(list []*node) {
	r.visitValues(list)
	byTurn := func(a, b *node) int { return cmp.Compare(r.turn(a), r.turn(b)) }
	if !slices.IsSortedFunc(list, byTurn) {
		slices.SortStableFunc(list, byTurn)
		r.visitValues(list)
	}
}

func (r *runner) turn(n *node) int {
	if c := r.controls[n.id]; c != nil {
		return c.turn
	}
	return 0
}

func (r *runner) visitValues(list []*node) {
	r.start(Inputs, "")
	for _, n := range list {
		if c := r.controls[n.id]; c != nil && c.known && c.value != "" {
			r.add(n, strings.TrimSpace(c.value))
		}
	}
	r.end()
}

// controlsIn lists the controls in an element; false if there is too much in it.
func controlsIn(top *node) ([]*node, bool) {
	var list []*node
	steps := 0
	for at := top.FirstChild; at != nil; at = after(at, &top.Node) {
		if steps++; steps > maxControlsWalk || len(list) > maxControls {
			return nil, false
		}
		if isControl(of(at)) {
			list = append(list, of(at))
		}
	}
	return list, true
}

// isControl says that a person types or chooses a value in an element.
func isControl(n *node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "textarea", "select":
		return true
	case "input":
		switch attribute(&n.Node, "type") {
		case "checkbox", "radio", "button", "submit", "reset", "image", "file":
			return false
		}
		return true
	}
	return false
}

// trails visits what was shown or clicked one after the other.
func (r *runner) trails() {
	for _, id := range r.changes.shown {
		if t := r.changes.trails[id]; t != nil {
			r.visitTrail(Keystrokes, t)
		}
	}
	if r.changes.click != nil {
		r.visitTrail(Clicks, r.changes.click)
	}
}

func (r *runner) visitTrail(join Join, t *trail) {
	r.start(join, "")
	r.run.CutStart = len(t.parts) == maxTrail
	r.run.Parts = append(r.run.Parts, t.parts...)
	r.end()
}
