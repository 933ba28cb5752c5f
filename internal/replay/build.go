package replay

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// build makes the nodes of a serialised tree and returns its top, which has no
// parent yet.
func (w *window) build(n *rrweb.Node) *html.Node {
	out := w.buildOne(n)
	for _, child := range n.ChildNodes {
		if child != nil {
			w.place(out, nil, child, w.build(child))
		}
	}
	return out
}

// buildOne makes one node without children.
func (w *window) buildOne(n *rrweb.Node) *html.Node {
	out := &html.Node{}
	switch n.Type {
	case rrweb.DocumentNode:
		out.Type = html.DocumentNode
	case rrweb.DoctypeNode:
		out.Type, out.Data = html.DoctypeNode, n.Name
	case rrweb.ElementNode:
		out.Type, out.Data, out.DataAtom = html.ElementNode, n.TagName, atom.Lookup([]byte(n.TagName))
		if n.IsSVG {
			out.Namespace = "svg"
		}
	case rrweb.CommentNode:
		out.Type, out.Data = html.CommentNode, n.TextContent
	default:
		out.Type, out.Data = html.TextNode, n.TextContent
	}
	w.register(n.ID, out)
	if n.Type == rrweb.ElementNode {
		w.setAttributes(n.ID, out, n.Attributes)
	}
	return out
}

// place puts a node under a parent, before the node next or at the end. What a
// document or a shadow child is placed under is not its parent in HTML's sense.
func (w *window) place(parent, next *html.Node, n *rrweb.Node, out *html.Node) {
	switch {
	case out.Type == html.DocumentNode:
		if parent.Type == html.ElementNode {
			w.attach(parent, out)
		}
		return
	case n.IsShadow && parent.Type == html.ElementNode:
		parent = w.shadow(parent)
	case parent.Type == html.DocumentNode:
		w.replaceRoot(parent, out)
	case parent.Type != html.ElementNode:
		return // nothing can stand below a text
	}
	if out.Parent != nil {
		return
	}
	if next != nil && next.Parent == parent {
		parent.InsertBefore(out, next)
		return
	}
	parent.AppendChild(out)
}

// replaceRoot takes out the document's element or doctype when another one of
// the same kind is added, as rrweb's player does.
func (w *window) replaceRoot(document, out *html.Node) {
	for c := document.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == out.Type && (c.Type == html.ElementNode || c.Type == html.DoctypeNode) {
			w.remove(c)
			return
		}
	}
}
