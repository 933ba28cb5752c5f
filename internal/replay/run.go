package replay

import (
	"golang.org/x/net/html"
)

// Join says how the parts of a run stand to each other.
type Join string

// The joins.
const (
	Inline     Join = "inline-text" // texts of one line of text, without anything between them
	Blocks     Join = "blocks"      // children of one element, or its lines
	Cells      Join = "cells"       // cells of one table row
	Inputs     Join = "inputs"      // values of form controls that stand together
	Columns    Join = "column"      // cells of one table column
	Attributes Join = "attributes"  // the same attribute of siblings, or those of one element
	Keystrokes Join = "keystrokes"  // single characters that one node showed one after the other
	Clicks     Join = "clicks"      // labels of what was clicked or tapped
)

// Run is a row of texts that a person reads together. It is valid during the
// visit only.
type Run struct {
	Join  Join
	Name  string // of the attribute
	Parts []Part

	// The run is a piece of a longer one that goes on before or behind it.
	CutStart, CutEnd bool
}

// Part is one text of a run and the node that shows it; -1 stands for controls
// outside of the page.
type Part struct {
	Node int64
	Text string
}

// maxParts is how many parts a run has about, so that a page of any size takes
// no more memory than its nodes do.
const maxParts = 1 << 10

// Runs visits the runs that the last event of a window may have changed: after a
// full snapshot all, else those around the changes. Parts that are longer than
// reach bytes only count in Inline, and no further than reach bytes from a
// change is looked; so reach is the length of the longest text that is looked
// for.
func (p *Player) Runs(windowID string, reach int, visit func(*Run)) {
	w := p.windows[windowID]
	if w == nil {
		return
	}
	r := runner{window: w, reach: reach, visit: visit}
	if w.changes.all {
		r.page()
	} else {
		r.changed()
	}
	r.inputs()
	r.trails()
}

// runner finds the runs of one event.
type runner struct {
	*window
	reach  int
	visit  func(*Run)
	run    Run
	near   []*node        // siblings, reused
	groups map[*node]bool // the elements whose controls were visited
}

// mark is what one event did with a node; of the next one it says nothing.
type mark uint8

const (
	changed    mark = 1 << iota // or something in it
	inlined                     // read as part of a line,
	grouped                     // of a group of siblings,
	attributed                  // for the attributes that it shares with its siblings,
	described                   // for its own,
	columned                    // of a column
)

func (r *runner) mark(n *node, m mark) {
	if n.epoch != r.changes.epoch {
		n.epoch, n.marks = r.changes.epoch, 0
	}
	n.marks |= m
}

func (r *runner) isMarked(n *node, m mark) bool { return n.epoch == r.changes.epoch && n.marks&m != 0 }

func (r *runner) isChanged(n *node) bool { return r.changes.all || r.isMarked(n, changed) }

// isNew says that a node changed and was not read for m yet.
func (r *runner) isNew(n *node, m mark) bool { return r.isChanged(n) && !r.isMarked(n, m) }

// page visits all runs of a page, in its order.
func (r *runner) page() {
	r.each(func(n *node) {
		if n.Type == html.TextNode {
			r.inline(n)
		}
	})
	r.each(func(n *node) {
		if n.Type == html.TextNode || n.Type == html.ElementNode {
			r.siblings(n)
			r.cell(n)
			r.description(n)
		}
	})
}

// each calls visit for each node of the page, that of frames and shadow roots
// after the document around them.
func (r *runner) each(visit func(*node)) {
	roots := []*node{r.document}
	for len(roots) > 0 {
		top := roots[len(roots)-1]
		roots = roots[:len(roots)-1]
		for at := &top.Node; at != nil; at = after(at, &top.Node) {
			n := of(at)
			visit(n)
			for _, root := range []*node{n.shadow(), n.frame()} {
				if root != nil {
					roots = append(roots, root)
				}
			}
		}
	}
}

// maxClimb is how many levels up from a change its surroundings are read: the
// parts of one value seldom stand deeper.
const maxClimb = 4

// changed visits the runs around all changed nodes.
func (r *runner) changed() {
	for _, n := range r.changes.nodes {
		for at, level := n, 0; at != nil && level <= maxClimb; at, level = parentOf(at), level+1 {
			r.mark(at, changed)
		}
	}
	for _, n := range r.changes.nodes {
		if !n.gone {
			r.inline(r.textBeside(n))
		}
	}
	for _, n := range r.changes.nodes {
		r.description(n)
		r.rowBeside(n)
		for at, level := n, 0; at != nil && level <= maxClimb; at, level = parentOf(at), level+1 {
			r.siblings(at)
			r.cell(at)
		}
	}
}

func parentOf(n *node) *node {
	if n.Parent == nil {
		return nil
	}
	return of(n.Parent)
}

// start begins a run.
func (r *runner) start(join Join, name string) {
	r.run = Run{Join: join, Name: name, Parts: r.run.Parts[:0]}
}

// add appends a part. A run that gets too long is visited as far as it is, and
// goes on with its end.
func (r *runner) add(n *node, text string) {
	r.run.Parts = append(r.run.Parts, Part{n.id, text})
	if len(r.run.Parts) < maxParts {
		return
	}
	r.run.CutEnd = true
	r.visit(&r.run)
	parts, from, bytes := r.run.Parts, len(r.run.Parts), 0
	for from > maxParts/2 && bytes < 2*r.reach {
		from--
		bytes += len(parts[from].Text)
	}
	r.run.Parts = append(parts[:0], parts[from:]...)
	r.run.CutStart, r.run.CutEnd = true, false
}

// end visits the run if there is anything to join.
func (r *runner) end() {
	if len(r.run.Parts) > 1 {
		r.visit(&r.run)
	}
	r.run.Parts = r.run.Parts[:0]
}
