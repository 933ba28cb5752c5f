package replay

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Sighting is what the recording shows of a stamped field at this moment.
type Sighting struct {
	Kind     SightingKind
	Node     int64  // of the field, the box or the frame element
	Selector string // of that node

	// Value is what the recording has as the field's value: the text of its last
	// input event or its value attribute, whichever is newer, and for other
	// elements than form controls the text in it. Only of Present.
	Value      string
	ValueKnown bool // the recording says what the value is, even if empty

	// InputEvents counts the field's input events in this page. Only of Present.
	InputEvents int
}

// SightingKind says how a field appears in a recording.
type SightingKind int

// The ways a field appears.
const (
	Absent  SightingKind = iota // neither the field nor what stands for it
	Present                     // the element itself
	Box                         // the placeholder of a blocked element
	Frame                       // its frame element, without a document
	Sealed                      // the host of the closed shadow root that holds it, without a shadow root
)

// Field says what a window shows of the field with a stamp at this moment. The
// stamp must be one that New was told.
func (p *Player) Field(windowID, stamp string) Sighting {
	w := p.windows[windowID]
	stamp = strings.ToLower(stamp)
	if w == nil || !p.stamps[stamp] {
		return Sighting{}
	}
	if id, ok := w.stampedNode(stamp); ok {
		return w.present(id)
	}
	return w.instead(stamp)
}

// present describes a field that stands in the page.
func (w *window) present(id int64) Sighting {
	s := Sighting{Kind: Present, Node: id, Selector: w.selector(id)}
	n := &w.nodes.get(id).Node
	if c := w.controls[id]; c != nil {
		s.Value, s.ValueKnown, s.InputEvents = c.value, c.known, c.inputs
	}
	if blocked(n) {
		s.Kind = Box
		return s
	}
	if !s.ValueKnown && showsText(n) {
		s.Value, s.ValueKnown = textOf(n), true
	}
	return s
}

// instead describes what stands in the page for a field that does not.
func (w *window) instead(stamp string) Sighting {
	level, id, ok := w.nearest(stamp)
	if !ok {
		return Sighting{}
	}
	n := w.nodes.get(id)
	if blocked(&n.Node) {
		return Sighting{Kind: Box, Node: id, Selector: w.selector(id)}
	}
	if isFrame(&n.Node) {
		if level == 1 && n.frame() == nil {
			return Sighting{Kind: Frame, Node: id, Selector: w.selector(id)}
		}
		return Sighting{}
	}
	if _, sealed := lookup(&n.Node, stamp+sealedSuffix); sealed && n.shadow() == nil {
		return Sighting{Kind: Sealed, Node: id, Selector: w.selector(id)}
	}
	if box := boxIn(n); box != nil {
		return Sighting{Kind: Box, Node: box.id, Selector: w.selector(box.id)}
	}
	return Sighting{}
}

// nearest finds the element closest to the field that carries its stamp.
func (w *window) nearest(stamp string) (level int, id int64, ok bool) {
	for name, nodes := range w.stamped {
		base, suffix, isUp := cutLast(name, upInfix)
		n, err := strconv.Atoi(suffix)
		if !isUp || base != stamp || err != nil || len(nodes) == 0 || ok && n >= level {
			continue
		}
		level, ok = n, true
		id, _ = w.stampedNode(name)
	}
	return level, id, ok
}

// boxIn returns a placeholder directly below an element or its shadow root.
func boxIn(n *node) *node {
	for _, parent := range []*node{n, n.shadow()} {
		if parent == nil {
			continue
		}
		for c := parent.FirstChild; c != nil; c = c.NextSibling {
			if blocked(c) {
				return of(c)
			}
		}
	}
	return nil
}

// blocked says that an element is the placeholder of a blocked one.
func blocked(n *html.Node) bool {
	_, width := lookup(n, "rr_width")
	_, height := lookup(n, "rr_height")
	return n.Type == html.ElementNode && width && height && n.FirstChild == nil
}

func isFrame(n *html.Node) bool {
	return n.Data == "iframe" || n.Data == "frame"
}

// showsText says that what a person types into an element becomes its text. An
// empty input has no text; what an empty textarea holds is its default.
func showsText(n *html.Node) bool {
	return n.Data != "input" && n.Data != "select"
}

// textOf joins the texts below an element.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
