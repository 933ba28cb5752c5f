package rrweb

// NodeType is the kind of a serialised node, with rrweb's own numbers
// (packages/types/src/index.ts, NodeType).
type NodeType int

// The node types of rrweb.
const (
	DocumentNode NodeType = iota
	DoctypeNode
	ElementNode
	TextNode
	CDATANode
	CommentNode
)

// Node is one serialised node. Its strings share memory with Event.JSON where
// they can.
type Node struct {
	ID          int64 // unique in one page load of one window
	Type        NodeType
	TagName     string
	Attributes  Attributes
	ChildNodes  []*Node // empty in a node that Fold hands out
	TextContent string
	Name        string // of a doctype
	IsShadow    bool   // direct child of its parent's shadow root
	IsStyle     bool   // text of a style element
	IsSVG       bool
}

// Blocked says that the node is the placeholder box which the recorder puts in
// the place of a blocked element: an element with a size and without content.
func (n *Node) Blocked() bool {
	if n.Type != ElementNode || len(n.ChildNodes) > 0 {
		return false
	}
	_, width := n.Attributes.Get("rr_width")
	_, height := n.Attributes.Get("rr_height")
	return width && height
}
