package replay

import (
	"slices"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// mutate applies a mutation, in the order of rrweb's player.
func (w *window) mutate(ev *rrweb.Event) error {
	m, err := ev.Mutations()
	for _, r := range m.Removes {
		w.removeID(r)
	}
	w.addAll(m.Adds)
	for _, t := range m.Texts {
		w.setText(t)
	}
	for _, c := range m.Attributes {
		if n := w.nodes[c.ID]; n != nil && n.Type == html.ElementNode {
			w.setAttributes(c.ID, n, c.Attributes)
		}
	}
	return err
}

// removeID takes a node out, or an orphan that never came in.
func (w *window) removeID(r rrweb.Remove) {
	if n := w.nodes[r.ID]; n != nil {
		w.remove(n)
		return
	}
	if orphans := w.orphans[r.ParentID]; len(orphans) > 0 {
		w.orphans[r.ParentID] = slices.DeleteFunc(orphans, func(a rrweb.Add) bool { return a.Node.ID == r.ID })
	}
}

func (w *window) setText(t rrweb.TextChange) {
	n := w.nodes[t.ID]
	if n == nil || n.Type != html.TextNode && n.Type != html.CommentNode {
		return
	}
	n.Data = ""
	if t.Value != nil {
		n.Data = *t.Value
	}
}

// addAll applies the adds of one mutation. They may come in any order: one whose
// parent or next sibling is still to come waits for it.
func (w *window) addAll(adds []rrweb.Add) {
	b := batch{window: w, coming: map[int64]bool{}, waiting: map[int64][]rrweb.Add{}}
	for _, a := range adds {
		if a.Node != nil {
			b.coming[a.Node.ID] = true
		}
	}
	for _, a := range adds {
		if a.Node != nil {
			b.add(a)
		}
	}
	b.settle()
}

// batch is the adds of one mutation on their way into the page.
type batch struct {
	*window
	coming  map[int64]bool // ids that are not in the page yet
	waiting map[int64][]rrweb.Add
}

// add applies one add, and then those that waited for it.
func (b *batch) add(first rrweb.Add) {
	todo := []rrweb.Add{first}
	for len(todo) > 0 {
		a := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if on, ok := b.waitsFor(a); ok {
			b.waiting[on] = append(b.waiting[on], a)
			continue
		}
		b.insert(a)
		id := a.Node.ID
		todo = append(todo, b.waiting[id]...)
		todo = append(todo, b.adopt(id)...)
		delete(b.waiting, id)
	}
}

// adopt returns the orphans that waited for a parent, without those that came
// into the page in another way since.
func (b *batch) adopt(parent int64) []rrweb.Add {
	orphans := b.orphans[parent]
	delete(b.orphans, parent)
	return slices.DeleteFunc(orphans, func(a rrweb.Add) bool {
		return b.nodes[a.Node.ID] != nil || b.coming[a.Node.ID]
	})
}

// waitsFor names the node that an add has to wait for.
func (b *batch) waitsFor(a rrweb.Add) (int64, bool) {
	switch {
	case b.coming[a.ParentID] || b.nodes[a.ParentID] == nil:
		return a.ParentID, true
	case a.NextID != nil && *a.NextID != a.Node.ID && b.coming[*a.NextID]:
		return *a.NextID, true
	}
	return 0, false
}

// insert puts a node into the page. Its parent is there.
func (b *batch) insert(a rrweb.Add) {
	delete(b.coming, a.Node.ID)
	parent := b.nodes[a.ParentID]
	out := b.build(a.Node)
	if b.nodes[a.ParentID] != parent { // it was part of what the new node replaces
		b.remove(out)
		return
	}
	b.place(parent, b.next(a), a.Node, out)
}

// next returns the sibling to insert before, nil for the end.
func (b *batch) next(a rrweb.Add) *html.Node {
	if a.NextID != nil {
		return b.nodes[*a.NextID]
	}
	if a.PreviousID != nil {
		if previous := b.nodes[*a.PreviousID]; previous != nil {
			return previous.NextSibling
		}
	}
	return nil
}

// settle ends the batch: nobody waits for a sibling any longer, and what still
// has no parent is kept as orphan.
func (b *batch) settle() {
	for len(b.waiting) > 0 {
		clear(b.coming)
		ids := make([]int64, 0, len(b.waiting))
		for id := range b.waiting {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range ids {
			left := b.waiting[id]
			delete(b.waiting, id)
			for _, a := range left {
				b.settleOne(a)
			}
		}
	}
}

func (b *batch) settleOne(a rrweb.Add) {
	if b.nodes[a.ParentID] == nil {
		b.orphans[a.ParentID] = append(b.orphans[a.ParentID], a)
		return
	}
	b.add(a)
}
