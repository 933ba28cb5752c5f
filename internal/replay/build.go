package replay

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// build makes the nodes of a serialised tree and returns its top, which has no
// parent yet.
func (w *window) build(n *rrweb.Node) *node {
	children := make([]*node, 0, len(n.ChildNodes))
	for _, child := range n.ChildNodes {
		children = append(children, w.build(child))
	}
	return w.buildOne(n, children)
}

// buildOne makes one node of which the children were made before.
func (w *window) buildOne(n *rrweb.Node, children []*node) *node {
	out := w.newNode()
	out.id, out.inShadow = n.ID, n.IsShadow
	switch n.Type {
	case rrweb.DocumentNode:
		out.Type = html.DocumentNode
	case rrweb.DoctypeNode:
		out.Type, out.Data = html.DoctypeNode, w.keep(n.Name)
	case rrweb.ElementNode:
		out.Type, out.Data = html.ElementNode, w.name(n.TagName)
		out.DataAtom = atom.Lookup([]byte(out.Data))
		if n.IsSVG {
			out.Namespace = "svg"
		}
	case rrweb.CommentNode:
		out.Type, out.Data = html.CommentNode, w.keep(n.TextContent)
	default:
		out.Type, out.Data = html.TextNode, w.keep(n.TextContent)
	}
	w.register(out)
	if n.Type == rrweb.ElementNode {
		if len(n.Attributes) > 0 {
			out.Attr = w.newAttributes(len(n.Attributes))
			w.setAttributes(out, n.Attributes)
		}
	}
	for _, child := range children {
		if !child.gone { // a later node had its id
			w.place(out, nil, child)
		}
	}
	return out
}

// place puts a node under a parent, before the node next or at the end. What a
// document or a shadow child is placed under is not its parent in HTML's sense.
func (w *window) place(parent, next, out *node) {
	switch {
	case out.Type == html.DocumentNode:
		if parent.Type == html.ElementNode {
			w.attach(parent, out)
			w.touch(out)
		}
		return
	case out.inShadow && parent.Type == html.ElementNode:
		parent = w.shadowOf(parent)
	case parent.Type == html.DocumentNode:
		w.replaceRoot(parent, out)
	case parent.Type != html.ElementNode:
		return // nothing can stand below a text
	}
	if out.Parent != nil {
		return
	}
	if next != nil && next.Parent == &parent.Node {
		parent.InsertBefore(&out.Node, &next.Node)
	} else {
		parent.AppendChild(&out.Node)
	}
	w.touch(out)
	w.show(out)
}

// replaceRoot takes out the document's element or doctype when another one of
// the same kind is added, as rrweb's player does.
func (w *window) replaceRoot(document, out *node) {
	if out.Type != html.ElementNode && out.Type != html.DoctypeNode {
		return
	}
	for c := document.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == out.Type {
			w.remove(of(c))
			return
		}
	}
}
