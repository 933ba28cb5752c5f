package replay

import (
	"fmt"
	"os"
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
func shown(w *window, n *html.Node) string {
	var b strings.Builder
	switch n.Type {
	case html.TextNode:
		b.WriteString(n.Data)
	case html.CommentNode:
		b.WriteString("!" + n.Data)
	case html.ElementNode:
		b.WriteString(n.Data)
	}
	for _, r := range []*html.Node{w.shadows[n], w.frames[n]} {
		if r != nil {
			b.WriteString("[" + shown(w, r) + "]")
		}
	}
	var children []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.DoctypeNode {
			children = append(children, shown(w, c))
		}
	}
	if len(children) > 0 {
		b.WriteString("(" + strings.Join(children, " ") + ")")
	}
	return b.String()
}

// body writes the body of window w.
func body(p *Player) string {
	w := p.windows["w"]
	s := shown(w, w.nodes[4])
	return s
}

// consistent checks that the ways between ids and nodes agree, and that every
// known node hangs in a page.
func consistent(t require.TestingT, p *Player) {
	for _, w := range p.windows {
		require.Len(t, w.ids, len(w.nodes))
		for id, n := range w.nodes {
			require.Equal(t, id, w.ids[n])
			steps := 0
			for at := n; at != nil; at = w.outer(at) {
				steps++
				require.Less(t, steps, 100000, "a circle")
			}
		}
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
