package replay

import (
	"slices"

	"golang.org/x/net/html"
)

// maxWalk is how many nodes without text may stand between two texts of a line.
const maxWalk = 256

// inline visits the line of text that a text stands in, as far as reach from it
// and from all other changed texts that it meets.
func (r *runner) inline(n *node) {
	if n == nil || n.gone || r.isMarked(n, inlined) {
		return
	}
	before := r.before(n)
	r.start(Inline, "")
	r.run.CutStart = len(before) > 0 && r.textFrom(before[len(before)-1], false) != nil
	for _, b := range slices.Backward(before) {
		r.line(b)
	}
	since := 0 // bytes since the last change
	for at := n; at != nil; at = r.textFrom(at, true) {
		if at == n || r.isNew(at, inlined) {
			r.mark(at, inlined)
			since = -len(at.Data)
		}
		r.line(at)
		if since += len(at.Data) + 1; since > r.reach {
			r.run.CutEnd = r.textFrom(at, true) != nil
			break
		}
	}
	r.end()
}

// before lists the texts before one, nearest first, no further than reach.
func (r *runner) before(n *node) []*node {
	var list []*node
	bytes := 0
	for at := r.textFrom(n, false); at != nil && bytes <= r.reach; at = r.textFrom(at, false) {
		list = append(list, at)
		bytes += len(at.Data) + 1
	}
	return list
}

func (r *runner) line(n *node) {
	if n.Data != "" {
		r.add(n, n.Data)
	}
}

// textBeside returns a text in the line that a changed node stands in.
func (r *runner) textBeside(n *node) *node {
	if n.Type == html.TextNode || n.Type == html.DocumentNode {
		return n
	}
	if at := r.textFrom(n, true); at != nil {
		return at
	}
	return r.textFrom(n, false)
}

// textFrom returns the next text of the line, or the one before; nil where the
// line ends: at the edge of a block, at a line break, a control, a picture.
func (r *runner) textFrom(n *node, forward bool) *node {
	at := &n.Node
	for range maxWalk {
		next := at.NextSibling
		if !forward {
			next = at.PrevSibling
		}
		if next == nil {
			if at = at.Parent; at == nil || !isInline(at) {
				return nil
			}
			continue
		}
		for at = next; ; { // down to the first text of it
			if at.Type == html.TextNode {
				return of(at)
			}
			if at.Type == html.ElementNode && !isInline(at) && !isHidden(at) {
				return nil
			}
			down := at.FirstChild
			if !forward {
				down = at.LastChild
			}
			if down == nil || isHidden(at) {
				break
			}
			at = down
		}
	}
	return nil
}

// isInline says that an element's text goes on in the line around it, by the
// style that browsers give its tag.
func isInline(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
		"ins", "kbd", "label", "mark", "nobr", "q", "rb", "rbc", "ruby", "s", "samp", "slot", "small", "span", "strike",
		"strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "tspan", "textpath", "textPath", "altglyph":
		return true
	}
	for i := range len(n.Data) { // a custom element
		if n.Data[i] == '-' {
			return true
		}
	}
	return false
}

// isHidden says that an element stands in a line but its text does not.
func isHidden(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "template", "rt", "rp", "rtc", "head", "title":
		return true
	}
	return false
}
