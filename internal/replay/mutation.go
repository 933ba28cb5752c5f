package replay

import (
	"fmt"
	"slices"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// mutate applies a mutation, in the order of rrweb's player.
func (w *window) mutate(ev *rrweb.Event) error {
	m, err := ev.Mutations()
	w.removeAll(m.Removes)
	w.addAll(m.Adds)
	for _, t := range m.Texts {
		w.setText(t)
	}
	for _, c := range m.Attributes {
		if n := w.nodes.get(c.ID); n != nil && n.Type == html.ElementNode {
			w.setAttributes(n, c.Attributes)
			w.touch(n)
		}
	}
	return err
}

// removeAll takes nodes out, and orphans that never came in.
func (w *window) removeAll(removes []rrweb.Remove) {
	var lost map[int64]map[int64]bool // orphans to be taken out, by what they wait for
	for _, r := range removes {
		if n := w.nodes.get(r.ID); n != nil {
			w.remove(n)
			continue
		}
		if len(w.orphans[r.ParentID]) == 0 {
			continue
		}
		if lost == nil {
			lost = map[int64]map[int64]bool{}
		}
		if lost[r.ParentID] == nil {
			lost[r.ParentID] = map[int64]bool{}
		}
		lost[r.ParentID][r.ID] = true
	}
	for parent, ids := range lost {
		w.orphans[parent] = slices.DeleteFunc(w.orphans[parent], func(a rrweb.Add) bool {
			if ids[a.Node.ID] {
				w.orphanSize -= treeSize(a.Node)
			}
			return ids[a.Node.ID]
		})
		if len(w.orphans[parent]) == 0 {
			delete(w.orphans, parent)
		}
	}
}

func (w *window) setText(t rrweb.TextChange) {
	n := w.nodes.get(t.ID)
	if n == nil || n.Type != html.TextNode && n.Type != html.CommentNode {
		return
	}
	w.size -= int64(len(n.Data))
	n.Data = ""
	if t.Value != nil {
		n.Data = w.keep(*t.Value)
	}
	w.size += int64(len(n.Data))
	w.touch(n)
	w.show(n)
}

// addAll applies the adds of one mutation. They may come in any order: one whose
// parent or next sibling is still to come waits for it.
func (w *window) addAll(adds []rrweb.Add) {
	if len(adds) == 0 {
		return
	}
	b := batch{window: w, coming: make(map[int64]bool, len(adds)), waiting: map[int64][]rrweb.Add{}}
	for _, a := range adds {
		b.coming[a.Node.ID] = true
	}
	for _, a := range adds {
		b.add(a)
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
	if len(orphans) == 0 {
		return nil
	}
	delete(b.orphans, parent)
	for _, a := range orphans {
		b.orphanSize -= treeSize(a.Node)
	}
	return slices.DeleteFunc(orphans, func(a rrweb.Add) bool {
		return b.nodes.get(a.Node.ID) != nil || b.coming[a.Node.ID]
	})
}

// waitsFor names the node that an add has to wait for.
func (b *batch) waitsFor(a rrweb.Add) (int64, bool) {
	switch {
	case b.coming[a.ParentID] || b.nodes.get(a.ParentID) == nil:
		return a.ParentID, true
	case a.NextID != nil && *a.NextID != a.Node.ID && b.coming[*a.NextID]:
		return *a.NextID, true
	}
	return 0, false
}

// insert puts a node into the page. Its parent is there.
func (b *batch) insert(a rrweb.Add) {
	delete(b.coming, a.Node.ID)
	parent := b.nodes.get(a.ParentID)
	out := b.build(a.Node)
	if out.gone || parent.gone { // it was part of what the new node replaces
		b.remove(out)
		return
	}
	b.place(parent, b.next(a), out)
}

// next returns the sibling to insert before, nil for the end.
func (b *batch) next(a rrweb.Add) *node {
	if a.NextID != nil {
		return b.nodes.get(*a.NextID)
	}
	if a.PreviousID != nil {
		if previous := b.nodes.get(*a.PreviousID); previous != nil && previous.NextSibling != nil {
			return of(previous.NextSibling)
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
	if b.nodes.get(a.ParentID) != nil {
		b.add(a)
		return
	}
	if b.orphanSize > maxOrphans {
		b.full = fmt.Sprintf("node %d: too many nodes wait for a parent that did not come", a.Node.ID)
		return
	}
	b.keepTree(a.Node)
	b.orphanSize += treeSize(a.Node)
	b.orphans[a.ParentID] = append(b.orphans[a.ParentID], a)
}
