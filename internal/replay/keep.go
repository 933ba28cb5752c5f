package replay

import (
	"unsafe"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// keeper copies what a page keeps of an event, so that no event stays in memory
// for a word of it. The strings of a snapshot go together, as the page does.
type keeper struct {
	whole bool // a full snapshot is being read
	taken int  // chunks of its memory so far
	text  []byte
	fresh []node
	attrs []html.Attribute
	names map[string]string

	recent [64]string // of the names, by nameSlot: most are asked for again at once
}

// How much memory is taken at once for the strings of a snapshot, in bytes, and
// for its nodes and attributes, in pieces: at first less, as most pages are small.
const (
	keepChunk = 16 << 10
	keepNodes = 63 // with Go's header for memory that holds pointers no more than 8 KiB
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
		k.text = make([]byte, 0, max(len(s), k.chunk(keepChunk)))
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
		k.fresh = make([]node, k.chunk(keepNodes))
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
		k.attrs = make([]html.Attribute, max(n, k.chunk(keepNodes)))
	}
	list := k.attrs[:0:n]
	k.attrs = k.attrs[n:]
	return list
}

// chunk is how much the next chunk holds: more with each, up to most.
func (k *keeper) chunk(most int) int {
	k.taken++
	return max(1, most>>max(0, 4-k.taken/2))
}

// done ends the reading of a snapshot.
func (k *keeper) done() { k.whole, k.taken, k.text, k.fresh, k.attrs = false, 0, nil, nil, nil }

// name keeps a tag or attribute name, of which there are few.
func (k *keeper) name(s string) string {
	slot := &k.recent[nameSlot(s)]
	if *slot != s || s == "" {
		*slot = k.named(s)
	}
	return *slot
}

func nameSlot(s string) int {
	if s == "" {
		return 0
	}
	return (len(s)*5 + int(s[0]) + 3*int(s[len(s)-1])) % 64
}

func (k *keeper) named(s string) string {
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
