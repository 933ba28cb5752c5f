package replay

import (
	"strings"

	"golang.org/x/net/html"
)

// siblings visits the short texts and the attributes of a node and its siblings,
// as far as reach from it and from all other changed ones that it meets.
func (r *runner) siblings(n *node) {
	if n.Parent == nil || n.gone || n.Parent.FirstChild == n.Parent.LastChild || n.Parent.Data == "head" {
		return
	}
	if !r.isMarked(n, grouped) {
		r.group(n)
	}
	if n.Type == html.ElementNode && !r.isMarked(n, attributed) {
		r.attributes(n)
	}
}

// group visits the texts.
func (r *runner) group(n *node) {
	join := Blocks
	if isRow(parentOf(n)) {
		join = Cells
	}
	r.lane(n, lane{join, grouped, siblingBefore, siblingBehind})
}

func siblingBefore(n *node) *node { return orNil(n.PrevSibling) }
func siblingBehind(n *node) *node { return orNil(n.NextSibling) }

func orNil(n *html.Node) *node {
	if n == nil {
		return nil
	}
	return of(n)
}

// lane is a way from node to node whose texts may be one value.
type lane struct {
	join           Join
	mark           mark // of the nodes that were read on it
	before, behind func(*node) *node
}

// lane visits the short texts around a node on its lane, as far as reach from it
// and from all other changed ones that it meets.
func (r *runner) lane(n *node, l lane) {
	first, cut := r.laneStart(n, l)
	r.start(l.join, "")
	r.run.CutStart = cut
	since := 0
	for at := first; at != nil; at = l.behind(at) {
		if at == n || r.isNew(at, l.mark) {
			r.mark(at, l.mark)
			since = 0
		}
		text, ok := shortText(at, r.reach)
		if !ok {
			r.end() // a long text is no part of a value
			r.start(l.join, "")
		} else if text != "" {
			r.add(at, text)
		}
		if since += len(text) + 1; since > r.reach {
			r.run.CutEnd = l.behind(at) != nil
			break
		}
	}
	r.end()
}

// laneStart goes back from a node to where its texts begin, no further than
// reach.
func (r *runner) laneStart(n *node, l lane) (first *node, cut bool) {
	bytes := 0
	first = n
	for at := l.before(n); at != nil; at = l.before(at) {
		text, ok := shortText(at, r.reach)
		if !ok {
			return first, false
		}
		if bytes += len(text) + 1; bytes > r.reach {
			return first, true
		}
		first = at
	}
	return first, false
}

// maxShort is how many nodes are read to find a short text.
const maxShort = 32

// shortText returns the text in a node without spaces around it; false if it is
// longer than limit or too much to look at.
func shortText(n *node, limit int) (string, bool) {
	if n.Type == html.TextNode {
		text := strings.TrimSpace(n.Data)
		return text, len(text) <= limit
	}
	if n.Type != html.ElementNode || isHidden(&n.Node) {
		return "", true
	}
	text, steps := "", 0
	for at := n.FirstChild; at != nil; at = after(at, &n.Node) {
		if steps++; steps > maxShort {
			return "", false
		}
		if at.Type != html.TextNode || at.Parent != nil && isHidden(at.Parent) {
			continue
		}
		switch {
		case len(strings.TrimSpace(text))+len(strings.TrimSpace(at.Data)) > limit:
			return "", false
		case text == "":
			text = at.Data
		default:
			text += at.Data
		}
	}
	text = strings.TrimSpace(text)
	return text, len(text) <= limit
}

// after returns what follows a node in document order below top.
func after(n, top *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != top {
		if n.NextSibling != nil {
			return n.NextSibling
		}
		n = n.Parent
	}
	return nil
}
