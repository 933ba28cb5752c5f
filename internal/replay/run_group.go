package replay

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// siblings visits the short texts and the attributes of a node and its siblings,
// as far as reach from it and from all other changed ones that it meets.
func (r *runner) siblings(n *node) {
	if n.Parent == nil || n.gone || n.Parent.FirstChild == n.Parent.LastChild || n.Parent.Data == "head" {
		return
	}
	if n.marks.grouped != r.changes.epoch {
		r.group(n)
	}
	if n.Type == html.ElementNode && n.marks.attributed != r.changes.epoch {
		r.attributes(n)
	}
}

// group visits the texts.
func (r *runner) group(n *node) {
	first, cut := r.groupStart(n)
	join := Blocks
	if n.Parent.Data == "tr" || attribute(n.Parent, "role") == "row" {
		join = Cells
	}
	r.start(join, "")
	r.run.CutStart = cut
	since := 0
	for c := &first.Node; c != nil; c = c.NextSibling {
		at := of(c)
		if at == n || r.isChanged(at) && at.marks.grouped != r.changes.epoch {
			at.marks.grouped = r.changes.epoch
			since = 0
		}
		text, ok := shortText(at, r.reach)
		if !ok {
			r.end() // a long text is no part of a value
			r.start(join, "")
		} else if text != "" {
			r.add(at, text)
		}
		if since += len(text) + 1; since > r.reach {
			r.run.CutEnd = c.NextSibling != nil
			break
		}
	}
	r.end()
}

// groupStart goes back from a node to where its group begins, no further than
// reach.
func (r *runner) groupStart(n *node) (first *node, cut bool) {
	bytes := 0
	first = n
	for c := n.PrevSibling; c != nil; c = c.PrevSibling {
		text, ok := shortText(of(c), r.reach)
		if !ok {
			return first, false
		}
		if bytes += len(text) + 1; bytes > r.reach {
			return first, true
		}
		first = of(c)
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

// maxSiblingsRead is how many siblings on each side are read for attributes.
const maxSiblingsRead = 64

// attributes visits the attributes that a node shares with its siblings.
func (r *runner) attributes(n *node) {
	n.marks.attributed = r.changes.epoch
	if !slices.ContainsFunc(n.Attr, r.mayJoin) {
		return
	}
	list, cutStart, cutEnd := r.neighbours(n)
	for _, a := range n.Attr {
		if !r.mayJoin(a) {
			continue
		}
		r.start(Attributes, a.Key)
		r.run.CutStart, r.run.CutEnd = cutStart, cutEnd
		for _, at := range list {
			if value, ok := lookup(&at.Node, a.Key); ok && len(value) <= r.reach && strings.TrimSpace(value) != "" {
				r.add(at, strings.TrimSpace(value))
			}
		}
		r.end()
	}
}

// neighbours lists the siblings whose attributes are read with those of n. What
// has no others than n need not be read again. The list is valid until the next
// call.
func (r *runner) neighbours(n *node) (list []*node, cutStart, cutEnd bool) {
	list = r.near[:0]
	defer func() { r.near = list }()
	first := &n.Node
	for range maxSiblingsRead {
		if first.PrevSibling != nil {
			first = first.PrevSibling
		}
	}
	since := 0
	for c := first; c != nil; c = c.NextSibling {
		at := of(c)
		if c.Type == html.ElementNode {
			list = append(list, at)
		}
		if at == n {
			since = 0
		}
		if r.isChanged(at) && at.marks.attributed != r.changes.epoch && r.hasOnly(at, n) {
			at.marks.attributed = r.changes.epoch
			since = 0
		}
		if since++; since > maxSiblingsRead {
			return list, first.PrevSibling != nil, c.NextSibling != nil
		}
	}
	return list, first.PrevSibling != nil, false
}

// hasOnly says that each attribute of a node that may join is one of n, too.
func (r *runner) hasOnly(at, n *node) bool {
	for _, a := range at.Attr {
		if _, ok := lookup(&n.Node, a.Key); r.mayJoin(a) && !ok {
			return false
		}
	}
	return true
}

// mayJoin says that an attribute holds words and may be a part of a value.
func (r *runner) mayJoin(a html.Attribute) bool {
	if a.Val == "" || len(a.Val) > r.reach {
		return false
	}
	switch a.Key {
	case "title", "alt", "label", "content", "placeholder":
		return true
	}
	return strings.HasPrefix(a.Key, "data-") || strings.HasPrefix(a.Key, "aria-")
}
