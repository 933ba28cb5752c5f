package replay

import (
	"maps"
	"slices"
	"unsafe"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// node is one node of a page with what the format says of it. All nodes of a
// page are made as such, so that an html.Node leads back to it; maps from one to
// the other would cost more than the page itself.
type node struct {
	html.Node
	id       int64
	beside   *beside // nil for most
	selector string  // once it was asked for
	inShadow bool    // a child of its parent's shadow root
	gone     bool    // no longer in the page
	marks    marks
}

// beside is what hangs at a node and is not among its children.
type beside struct {
	shadow *node // the shadow root of this host
	frame  *node // the document of this frame element
	host   *node // the way back, from such a root
}

// of returns the node that an html.Node of a page is the first part of.
func of(n *html.Node) *node { return (*node)(unsafe.Pointer(n)) }

// hang returns what hangs at a node, to be written to.
func (n *node) hang() *beside {
	if n.beside == nil {
		n.beside = &beside{}
	}
	return n.beside
}

func (n *node) shadow() *node {
	if n == nil || n.beside == nil {
		return nil
	}
	return n.beside.shadow
}

func (n *node) frame() *node {
	if n == nil || n.beside == nil {
		return nil
	}
	return n.beside.frame
}

func (n *node) host() *node {
	if n == nil || n.beside == nil {
		return nil
	}
	return n.beside.host
}

// outer returns what encloses a node, through shadow roots and frames; nil for
// the main document.
func (n *node) outer() *node {
	if n.Parent != nil {
		return of(n.Parent)
	}
	return n.host()
}

// nodeTable finds nodes by their id. Recorders count ids up from 1, so most
// stand in a list.
type nodeTable struct {
	list  []*node
	other map[int64]*node // those far above the number of nodes
	size  int
}

func (t *nodeTable) get(id int64) *node {
	if id >= 0 && id < int64(len(t.list)) {
		if n := t.list[id]; n != nil {
			return n
		}
	}
	return t.other[id]
}

// put adds a node; its id must be free.
func (t *nodeTable) put(n *node) {
	t.size++
	switch limit := int64(4*t.size + 1024); {
	case n.id >= 0 && n.id < int64(len(t.list)):
		t.list[n.id] = n
		return
	case n.id >= 0 && n.id < limit:
		for int64(len(t.list)) <= n.id {
			t.list = append(t.list, nil)
		}
		t.list[n.id] = n
		return
	case t.other == nil:
		t.other = map[int64]*node{}
	}
	t.other[n.id] = n
}

func (t *nodeTable) remove(n *node) {
	t.size--
	if n.id >= 0 && n.id < int64(len(t.list)) && t.list[n.id] == n {
		t.list[n.id] = nil
		return
	}
	delete(t.other, n.id)
}

// all calls visit for each node in the order of ids.
func (t *nodeTable) all(visit func(*node)) {
	for _, n := range t.list {
		if n != nil {
			visit(n)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.other)) {
		visit(t.other[id])
	}
}

// keeper copies what a page keeps of an event, so that no event stays in memory
// for a word of it. The strings of a snapshot go together, as the page does.
type keeper struct {
	whole bool // a full snapshot is being read
	text  []byte
	fresh []node
	attrs []html.Attribute
	names map[string]string
}

// How much memory is taken at once for the strings of a snapshot, in bytes, and
// for its nodes and attributes, in pieces.
const (
	keepChunk = 16 << 10
	keepNodes = 64
)

// maxNames bounds the names that are kept once for all nodes.
const maxNames = 1 << 12

func (k *keeper) keep(s string) string {
	if s == "" {
		return ""
	}
	if !k.whole || len(s) > keepChunk/4 {
		return string([]byte(s))
	}
	if cap(k.text)-len(k.text) < len(s) {
		k.text = make([]byte, 0, keepChunk)
	}
	start := len(k.text)
	k.text = append(k.text, s...)
	return unsafe.String(&k.text[start], len(s)) // written once
}

// newNode returns an empty node.
func (k *keeper) newNode() *node {
	if !k.whole {
		return &node{}
	}
	if len(k.fresh) == 0 {
		k.fresh = make([]node, keepNodes)
	}
	n := &k.fresh[0]
	k.fresh = k.fresh[1:]
	return n
}

// newAttributes returns an empty list with room for n attributes.
func (k *keeper) newAttributes(n int) []html.Attribute {
	if !k.whole || n > keepNodes/4 {
		return make([]html.Attribute, 0, n)
	}
	if len(k.attrs) < n {
		k.attrs = make([]html.Attribute, keepNodes)
	}
	list := k.attrs[:0:n]
	k.attrs = k.attrs[n:]
	return list
}

// done ends the reading of a snapshot.
func (k *keeper) done() { k.whole, k.text, k.fresh, k.attrs = false, nil, nil, nil }

// name keeps a tag or attribute name, of which there are few.
func (k *keeper) name(s string) string {
	if kept, ok := k.names[s]; ok {
		return kept
	}
	kept := string([]byte(s))
	if k.names == nil || len(k.names) >= maxNames {
		k.names = map[string]string{}
	}
	k.names[kept] = kept
	return kept
}

// keepTree copies the strings of an add that has to wait for its parent.
func (k *keeper) keepTree(n *rrweb.Node) {
	n.TagName, n.TextContent, n.Name = k.keep(n.TagName), k.keep(n.TextContent), k.keep(n.Name)
	for i := range n.Attributes {
		a := &n.Attributes[i]
		a.Name, a.Value.Text = k.keep(a.Name), k.keep(a.Value.Text)
		for j := range a.Value.Style {
			d := &a.Value.Style[j]
			d.Property, d.Value, d.Priority = k.keep(d.Property), k.keep(d.Value), k.keep(d.Priority)
		}
	}
	for _, child := range n.ChildNodes {
		k.keepTree(child)
	}
}

// treeSize is about how many bytes a waiting add takes.
func treeSize(n *rrweb.Node) int64 {
	size := int64(orphanSize + len(n.TagName) + len(n.TextContent))
	for _, a := range n.Attributes {
		size += int64(attributeSize + len(a.Name) + len(a.Value.Text))
		for _, d := range a.Value.Style {
			size += int64(attributeSize + len(d.Property) + len(d.Value))
		}
	}
	for _, child := range n.ChildNodes {
		size += treeSize(child)
	}
	return size
}
