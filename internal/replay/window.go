package replay

import (
	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// window is one browser tab: the documents of its current page.
type window struct {
	keeper
	stamps   map[string]bool // of the player
	document *node
	nodes    nodeTable
	named    map[naming]int32 // how many elements have a naming attribute's value
	controls map[int64]*control
	stamped  map[string]map[int64]bool // ids by the name of the stamp they carry
	size     int64                     // bytes that the page takes, about
	used     int                       // the player's clock when it had an event last

	orphans    map[int64][]rrweb.Add // by the id they wait for
	orphanSize int64
	full       string // what could not be kept; "" if all was

	changes changes
}

// About how many bytes things take beside their strings.
const (
	nodeSize      = 144
	attributeSize = 48
	orphanSize    = 224
)

// maxOrphans is how many bytes of nodes without a parent a window keeps.
const maxOrphans = 4 << 20

// reset forgets everything.
func (w *window) reset() {
	list := w.nodes.list
	clear(list)
	*w = window{
		nodes:  nodeTable{list: list[:0]}, // the next page is about as large
		stamps: w.stamps, used: w.used, named: map[naming]int32{}, controls: map[int64]*control{},
		stamped: map[string]map[int64]bool{}, orphans: map[int64][]rrweb.Add{},
		keeper: keeper{names: w.names},
		changes: changes{
			epoch: w.changes.epoch, turn: w.changes.turn,
			clicks: w.changes.clicks, tapped: w.changes.tapped, unseen: w.changes.unseen,
		},
	}
}

// register makes a new node known by its id. A node that had the id before is
// taken out: ids are unique in a page.
func (w *window) register(n *node) {
	if old := w.nodes.get(n.id); old != nil {
		w.remove(old)
	}
	w.nodes.put(n)
	w.size += nodeSize + int64(len(n.Data))
}

// remove takes a node with everything below it out of the page.
func (w *window) remove(n *node) {
	if n.Parent != nil {
		w.touchBeside(n)
		n.Parent.RemoveChild(&n.Node)
	}
	if host := n.host(); host.frame() == n {
		host.beside.frame = nil
	}
	if n == w.document {
		w.document = nil
	}
	w.forget(n)
}

// forget drops what is known of a node and of everything below it.
func (w *window) forget(top *node) {
	stack := []*node{top}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			stack = append(stack, of(c))
		}
		for _, root := range []*node{n.shadow(), n.frame()} {
			if root != nil {
				stack = append(stack, root)
			}
		}
		n.beside = nil
		w.drop(n)
	}
}

// drop forgets one node's id and what hangs on it.
func (w *window) drop(n *node) {
	if n.gone {
		return
	}
	n.gone = true
	if n.id == noID { // a shadow root, which has no id
		return
	}
	w.nodes.remove(n)
	w.size -= nodeSize + int64(len(n.Data))
	for _, a := range n.Attr {
		w.size -= attributeSize + int64(len(a.Val))
		w.unstamp(n.id, a.Key)
		w.rename(a.Key, a.Val, -1)
	}
}

// noID is the id of shadow roots.
const noID = -1 << 62

// shadowOf returns the shadow root of a host, made if there is none yet.
func (w *window) shadowOf(host *node) *node {
	root := host.shadow()
	if root == nil {
		root = &node{Node: html.Node{Type: html.DocumentNode}, id: noID}
		host.hang().shadow = root
		root.hang().host = host
	}
	return root
}

// attach makes a document the content of a frame, in place of another.
func (w *window) attach(frame, document *node) {
	if old := frame.frame(); old != nil {
		w.remove(old)
	}
	frame.hang().frame = document
	document.hang().host = frame
}
