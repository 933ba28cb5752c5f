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

// Node is one serialised node with all below it.
type Node struct {
	ID           int64      `json:"id"`     // unique in one page load of one window
	RootID       int64      `json:"rootId"` // id of the owning document, 0 where not given
	Type         NodeType   `json:"type"`
	TagName      string     `json:"tagName"`
	Attributes   Attributes `json:"attributes"`
	ChildNodes   []*Node    `json:"childNodes"`
	TextContent  string     `json:"textContent"`
	IsShadow     bool       `json:"isShadow"`     // direct child of its parent's shadow root
	IsShadowHost bool       `json:"isShadowHost"` // has a shadow root
	IsStyle      bool       `json:"isStyle"`      // text of a style element
	IsSVG        bool       `json:"isSVG"`
	Name         string     `json:"name"` // of a doctype
	PublicID     string     `json:"publicId"`
	SystemID     string     `json:"systemId"`
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
