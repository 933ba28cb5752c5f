package replay

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// maxSiblingsRead is how many siblings on each side are read for attributes.
const maxSiblingsRead = 64

// attributes visits the attributes that a node shares with its siblings.
func (r *runner) attributes(n *node) {
	r.mark(n, attributed)
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

// description visits the attributes of one element.
func (r *runner) description(n *node) {
	if n.gone || len(n.Attr) < 2 || r.isMarked(n, described) {
		return
	}
	r.mark(n, described)
	r.start(Attributes, "")
	for _, a := range n.Attr {
		if value := strings.TrimSpace(a.Val); value != "" && r.mayJoin(a) {
			if r.run.Name == "" {
				r.run.Name = a.Key
			}
			r.add(n, value)
		}
	}
	r.end()
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
		if r.isNew(at, attributed) && r.hasOnly(at, n) {
			r.mark(at, attributed)
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
