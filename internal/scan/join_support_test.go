package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// stage makes events of a page for tests. In its texts and values what stands in
// braces is planted; the masked twin of a stage shows stars there.
type stage struct {
	tb     testing.TB
	masked bool
	ids    int
	byName map[string]int // element ids by their id attribute, and of their first text by "#id"
	events []*rrweb.Event
}

func newStage(tb testing.TB, masked bool) *stage {
	return &stage{tb: tb, masked: masked, byName: map[string]int{}}
}

// say writes a text: with braces dropped, or with stars between them. Braces that
// stay are written as angles.
func (s *stage) say(text string) string {
	var b strings.Builder
	inside := false
	for _, r := range text {
		switch {
		case r == '{' || r == '}':
			inside = r == '{'
		case inside && s.masked:
			b.WriteByte('*')
		default:
			b.WriteRune(r)
		}
	}
	return strings.NewReplacer("⟨", "{", "⟩", "}").Replace(b.String())
}

func (s *stage) send(data any) {
	s.events = append(s.events, event(s.tb, data))
}

// page is a full snapshot of a body.
func (s *stage) page(body string) *stage {
	root, err := html.Parse(strings.NewReader("<!doctype html><html><head></head><body>" + body + "</body></html>"))
	require.NoError(s.tb, err)
	s.send(map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"node": s.node(root)}})
	return s
}

// staged is a serialised node with its members in the recorder's order.
type staged struct {
	Type        int            `json:"type"`
	Name        string         `json:"name,omitempty"`
	TagName     string         `json:"tagName,omitempty"`
	Attributes  map[string]any `json:"attributes,omitempty"`
	ChildNodes  []staged       `json:"childNodes,omitempty"`
	TextContent string         `json:"textContent,omitempty"`
	ID          int            `json:"id"`
}

// node serialises a tree as the recorder does.
func (s *stage) node(n *html.Node) staged {
	s.ids++
	out := staged{ID: s.ids, Attributes: map[string]any{}}
	for _, a := range n.Attr {
		out.Attributes[a.Key] = s.say(a.Val)
		if a.Key == "id" {
			s.byName[a.Val] = out.ID
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c == n.FirstChild && c.Type == html.TextNode && out.Attributes["id"] != nil {
			s.byName["#"+out.Attributes["id"].(string)] = s.ids + 1
		}
		out.ChildNodes = append(out.ChildNodes, s.node(c))
	}
	switch n.Type {
	case html.DocumentNode:
		out.Type = 0
	case html.DoctypeNode:
		out.Type, out.Name = 1, "html"
	case html.ElementNode:
		out.Type, out.TagName = 2, n.Data
	case html.CommentNode:
		out.Type, out.TextContent = 5, n.Data
	default:
		out.Type, out.TextContent = 3, s.say(n.Data)
	}
	return out
}

func (s *stage) mutate(lists map[string]any) *stage {
	data := map[string]any{"source": 0, "adds": []any{}, "removes": []any{}, "texts": []any{}, "attributes": []any{}}
	for k, v := range lists {
		data[k] = v
	}
	s.send(map[string]any{"type": 3, "timestamp": len(s.events) + 1, "data": data})
	return s
}

// text gives the first text of an element a new value.
func (s *stage) text(name, value string) *stage {
	return s.mutate(map[string]any{"texts": []any{map[string]any{"id": s.byName["#"+name], "value": s.say(value)}}})
}

// add puts HTML into an element, at its end or as its first child.
func (s *stage) add(name, fragment string, first bool) *stage {
	parent := s.byName[name]
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	require.NoError(s.tb, err)
	adds := []any{}
	for _, n := range nodes {
		var next any
		if first {
			next = s.byName["first of "+name]
		}
		s.byName["first of "+name] = s.ids + 1
		adds = append(adds, map[string]any{"parentId": parent, "nextId": next, "node": s.node(n)})
	}
	return s.mutate(map[string]any{"adds": adds})
}

func (s *stage) remove(name string) *stage {
	return s.mutate(map[string]any{"removes": []any{map[string]any{"parentId": 1, "id": s.byName[name]}}})
}

func (s *stage) attribute(name, key, value string) *stage {
	return s.mutate(map[string]any{"attributes": []any{map[string]any{"id": s.byName[name], "attributes": map[string]any{key: s.say(value)}}}})
}

func (s *stage) incremental(data map[string]any) *stage {
	s.send(map[string]any{"type": 3, "timestamp": len(s.events) + 1, "data": data})
	return s
}

func (s *stage) input(name, value string) *stage {
	id, ok := s.byName[name]
	if !ok {
		id = -1
	}
	return s.incremental(map[string]any{"source": 5, "id": id, "text": s.say(value), "isChecked": false})
}

func (s *stage) click(name string, kind int) *stage {
	return s.incremental(map[string]any{"source": 2, "type": kind, "id": s.byName[name], "x": 1, "y": 1})
}

func (s *stage) plugin(name string, payload any) *stage {
	s.send(map[string]any{"type": 6, "timestamp": len(s.events) + 1, "data": map[string]any{"plugin": name, "payload": payload}})
	return s
}

// scan reads the stage as one recording.
func (s *stage) scan() Report {
	scanner := newScanner(s.tb, planted()...)
	for i, ev := range s.events {
		scanner.Event(i, "w", ev)
	}
	require.Empty(s.tb, scanner.Report().Unscanned)
	return scanner.Report()
}
