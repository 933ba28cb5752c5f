package replay

import (
	"maps"
	"slices"
	"unsafe"

	"golang.org/x/net/html"
)

// node is one node of a page with what the format says of it. All nodes of a
// page are made as such, so that an html.Node leads back to it; maps from one to
// the other would cost more than the page itself.
type node struct {
	html.Node
	id       int64
	beside   *beside // nil for most
	epoch    uint32  // the event, by changes.epoch, that marks are of
	marks    mark
	inShadow bool // a child of its parent's shadow root
	gone     bool // no longer in the page
}

// beside is what few nodes have: what hangs at one and is not among its children,
// and its name.
type beside struct {
	shadow   *node  // the shadow root of this host
	frame    *node  // the document of this frame element
	host     *node  // the way back, from such a root
	selector string // once it was asked for
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
