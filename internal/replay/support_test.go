package replay

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// page is a full snapshot with the given children of the body (id 4).
func page(body string) string {
	return `{"type":2,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":1,"name":"html","id":2},` +
		`{"type":2,"tagName":"html","attributes":{},"id":3,"childNodes":[{"type":2,"tagName":"body","attributes":{},"id":4,"childNodes":[` +
		body + `]}]}]}},"timestamp":1}`
}

// el is an element without children; attributes are the inside of an object.
func el(id int, tag, attributes string, children ...string) string {
	return fmt.Sprintf(`{"type":2,"tagName":%q,"attributes":{%s},"childNodes":[%s],"id":%d}`, tag, attributes, strings.Join(children, ","), id)
}

func text(id int, s string) string {
	return fmt.Sprintf(`{"type":3,"textContent":%q,"id":%d}`, s, id)
}

func add(parent int, next, node string) string {
	return fmt.Sprintf(`{"parentId":%d,"nextId":%s,"node":%s}`, parent, next, node)
}

// change is a mutation; parts are members such as `"adds":[…]`.
func change(parts ...string) string {
	return `{"type":3,"data":{"source":0,` + strings.Join(parts, ",") + `},"timestamp":2}`
}

func adds(list ...string) string { return `"adds":[` + strings.Join(list, ",") + `]` }

func typed(id int, value string) string {
	return fmt.Sprintf(`{"type":3,"data":{"source":5,"id":%d,"text":%q,"isChecked":false},"timestamp":2}`, id, value)
}

// play applies events to window w.
func play(t *testing.T, p *Player, events ...string) {
	t.Helper()
	for _, raw := range events {
		ev, err := rrweb.Decode([]byte(raw))
		require.NoError(t, err)
		require.NoError(t, p.Apply("w", ev))
	}
}

// shown writes a tree with shadow roots and frame documents in brackets.
func shown(n *node) string {
	var b strings.Builder
	switch n.Type {
	case html.TextNode:
		b.WriteString(n.Data)
	case html.CommentNode:
		b.WriteString("!" + n.Data)
	case html.ElementNode:
		b.WriteString(n.Data)
	}
	for _, r := range []*node{n.shadow(), n.frame()} {
		if r != nil {
			b.WriteString("[" + shown(r) + "]")
		}
	}
	var children []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.DoctypeNode {
			children = append(children, shown(of(c)))
		}
	}
	if len(children) > 0 {
		b.WriteString("(" + strings.Join(children, " ") + ")")
	}
	return b.String()
}

// body writes the body of window w.
func body(p *Player) string { return shown(p.windows["w"].nodes.get(4)) }

// consistent checks that the ways between ids and nodes agree, that every known
// node hangs in a page without a circle, and that what is counted is there.
func consistent(t require.TestingT, p *Player) {
	for _, w := range p.windows {
		known := 0
		named := map[naming]int32{}
		w.nodes.all(func(n *node) {
			known++
			require.False(t, n.gone)
			require.Same(t, n, w.nodes.get(n.id))
			steps := 0
			for at := n; at != nil; at = at.outer() {
				steps++
				require.Less(t, steps, 100000, "a circle")
			}
			for _, a := range n.Attr {
				if slices.Contains(namings[:], a.Key) && a.Val != "" && len(a.Val) <= maxNaming {
					named[naming{a.Key, a.Val}]++
				}
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				require.False(t, of(c).gone, "a child that is not known")
			}
		})
		require.Equal(t, w.nodes.size, known)
		require.Equal(t, named, w.named)
		require.GreaterOrEqual(t, w.size, int64(0))
		waiting := int64(0)
		for _, list := range w.orphans {
			for _, a := range list {
				waiting += treeSize(a.Node)
			}
		}
		require.Equal(t, waiting, w.orphanSize)
	}
}

// playFile applies a whole recording.
func playFile(t *testing.T, p *Player, path string, after func(recording.Event)) {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	for ev, err := range recording.Read(f) {
		require.NoError(t, err)
		decoded, err := rrweb.Decode(ev.JSON)
		require.NoError(t, err)
		require.NoError(t, p.Apply(ev.WindowID, decoded))
		after(ev)
	}
}
