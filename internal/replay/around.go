package replay

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Around returns the text of the block that a node stands in as the page shows
// it: in the order of the page, with white space as one space. Of a long text it
// is the part around the node, about limit bytes on each side.
func (p *Player) Around(windowID string, id int64, limit int) string {
	n := p.node(windowID, id)
	if n == nil || limit <= 0 {
		return ""
	}
	var before, behind []string
	top := block(n)
	at, bytes := n, 0
	for steps := 0; at != nil && bytes < limit && steps < maxWalk; steps++ {
		if at = precedes(at, top); at != nil && showsLetters(at) {
			before, bytes = append(before, at.Data), bytes+len(at.Data)
		}
	}
	slices.Reverse(before)
	bytes = 0
	for at, steps := &n.Node, 0; at != nil && bytes < limit && steps < maxWalk; at, steps = after(at, &top.Node), steps+1 {
		if showsLetters(of(at)) {
			behind, bytes = append(behind, at.Data), bytes+len(at.Data)
		}
	}
	return strings.Join(strings.Fields(strings.Join(before, "")+strings.Join(behind, "")), " ")
}

// block returns the nearest element around a node that is no part of a line, or
// the top of the tree it stands in. A control shows no text itself: its block is
// the one around it.
func block(n *node) *node {
	at := n
	if at.Type == html.TextNode || isControl(at) {
		if parent := parentOf(at); parent != nil {
			at = parent
		}
	}
	for isInline(&at.Node) {
		parent := parentOf(at)
		if parent == nil {
			break
		}
		at = parent
	}
	return at
}

// precedes returns what stands before a node in document order, below top.
func precedes(n, top *node) *node {
	if n == top {
		return nil
	}
	if at := n.PrevSibling; at != nil {
		for at.LastChild != nil {
			at = at.LastChild
		}
		return of(at)
	}
	if n.Parent == nil || of(n.Parent) == top {
		return nil
	}
	return of(n.Parent)
}

func showsLetters(n *node) bool {
	return n.Type == html.TextNode && (n.Parent == nil || !isHidden(n.Parent))
}

// maxNamedBy is how many elements are asked for a node's names.
const maxNamedBy = 4

// Names returns what a page calls a node: the values of the attributes that name
// it and the elements around it, nearest first.
func (p *Player) Names(windowID string, id int64) string {
	var list []string
	at := p.node(windowID, id)
	for n := 0; at != nil && n < maxNamedBy; at = parentOf(at) {
		if at.Type != html.ElementNode {
			continue
		}
		n++
		for _, key := range []string{"id", "name", "class", "aria-label", "data-testid", "autocomplete", "placeholder", "title"} {
			if value := attribute(&at.Node, key); value != "" && len(value) < 4*maxNaming {
				list = append(list, value)
			}
		}
	}
	return strings.Join(list, " ")
}

// Within yields the ids of a node and of what it stands in, innermost first and not too
// far out. A node that is not known is by itself.
func (p *Player) Within(windowID string, id int64) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		n := p.node(windowID, id)
		if n == nil {
			yield(id)
			return
		}
		for range maxSteps {
			if n == nil || !yield(n.id) {
				return
			}
			n = parentOf(n)
		}
	}
}

func (p *Player) node(windowID string, id int64) *node {
	if w := p.windows[windowID]; w != nil {
		return w.nodes.get(id)
	}
	return nil
}
