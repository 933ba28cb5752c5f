package replay

import (
	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// window is one browser tab: the documents of its current page.
type window struct {
	stamps   map[string]bool // of the player
	document *html.Node
	nodes    map[int64]*html.Node
	ids      map[*html.Node]int64
	controls map[int64]*control
	stamped  map[string]map[int64]bool // ids by the name of the stamp they carry

	// Shadow roots and frame documents hang beside their host element.
	shadows map[*html.Node]*html.Node // by host
	frames  map[*html.Node]*html.Node // by iframe element
	hosts   map[*html.Node]*html.Node // the way back, from root to host or iframe

	orphans   map[int64][]rrweb.Add // by the id they wait for
	selectors map[int64]string
}

// reset forgets everything.
func (w *window) reset() {
	w.document = nil
	w.nodes = map[int64]*html.Node{}
	w.ids = map[*html.Node]int64{}
	w.controls = map[int64]*control{}
	w.stamped = map[string]map[int64]bool{}
	w.shadows = map[*html.Node]*html.Node{}
	w.frames = map[*html.Node]*html.Node{}
	w.hosts = map[*html.Node]*html.Node{}
	w.orphans = map[int64][]rrweb.Add{}
	w.selectors = map[int64]string{}
}

// register makes a new node known by its id. A node that had the id before is
// taken out: ids are unique in a page.
func (w *window) register(id int64, n *html.Node) {
	if old := w.nodes[id]; old != nil {
		w.remove(old)
	}
	w.nodes[id] = n
	w.ids[n] = id
}

// remove takes a node with everything below it out of the page.
func (w *window) remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
	if host := w.hosts[n]; host != nil && w.frames[host] == n {
		delete(w.frames, host)
	}
	if n == w.document {
		w.document = nil
	}
	w.forget(n)
}

// forget drops what is known of a node and of everything below it.
func (w *window) forget(top *html.Node) {
	stack := []*html.Node{top}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			stack = append(stack, c)
		}
		for _, beside := range []map[*html.Node]*html.Node{w.shadows, w.frames} {
			if root := beside[n]; root != nil {
				stack = append(stack, root)
				delete(beside, n)
			}
		}
		delete(w.hosts, n)
		w.drop(n)
	}
}

// drop forgets one node's id and what hangs on it.
func (w *window) drop(n *html.Node) {
	id, ok := w.ids[n]
	delete(w.ids, n)
	if !ok || w.nodes[id] != n {
		return
	}
	delete(w.nodes, id)
	delete(w.selectors, id)
	for _, a := range n.Attr {
		w.unstamp(id, a.Key)
	}
}

// shadow returns the shadow root of a host, made if there is none yet.
func (w *window) shadow(host *html.Node) *html.Node {
	root := w.shadows[host]
	if root == nil {
		root = &html.Node{Type: html.DocumentNode}
		w.shadows[host] = root
		w.hosts[root] = host
	}
	return root
}

// attach makes a document the content of a frame, in place of another.
func (w *window) attach(frame, document *html.Node) {
	if old := w.frames[frame]; old != nil {
		w.remove(old)
	}
	w.frames[frame] = document
	w.hosts[document] = frame
}

// outer returns what encloses a node, through shadow roots and frames; nil for
// the main document.
func (w *window) outer(n *html.Node) *html.Node {
	if n.Parent != nil {
		return n.Parent
	}
	return w.hosts[n]
}
