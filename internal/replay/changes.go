package replay

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// changes is what the last event changed in a window, and the short memory that
// joins what one event after the other shows.
type changes struct {
	all   bool    // the whole page is new
	nodes []*node // that changed, or beside which something did
	typed []int64 // controls with a new value; -1 for one outside of the page
	epoch uint32  // counts the events, for node.marks

	swept  int // how many controls were left by the last sweep
	turn   int // input events so far
	trails map[int64]*trail
	shown  []int64 // of the trails, those that grew
	unseen trail   // values of controls outside of the page, one after the other
	clicks trail
	tapped trail
	click  *trail // that grew
}

// The bounds of that memory: how many nodes have a trail, and how many parts a
// trail has at most. Older ones are forgotten.
const (
	maxTrails = 1 << 10
	maxTrail  = 64
)

// trail is what one after the other was shown, typed or clicked.
type trail struct{ parts []Part }

func (t *trail) add(p Part) {
	if len(t.parts) == maxTrail {
		t.parts = append(t.parts[:0], t.parts[1:]...)
	}
	t.parts = append(t.parts, p)
}

// begin forgets what the event before changed.
func (c *changes) begin() {
	c.all, c.nodes, c.typed, c.shown, c.click = false, c.nodes[:0], c.typed[:0], c.shown[:0], nil
	c.epoch++
}

// touch notes that a node changed or came in.
func (w *window) touch(n *node) {
	if w.whole || n.gone {
		return
	}
	w.changes.nodes = append(w.changes.nodes, n)
}

// show notes the new state of a text.
func (w *window) show(n *node) {
	if !w.whole && n.Type == html.TextNode && n.Parent != nil {
		w.changes.state(of(n.Parent).id, n.Data)
	}
}

// touchBeside notes that what stood around a node that goes away now stands
// together.
func (w *window) touchBeside(n *node) {
	switch {
	case n.PrevSibling != nil:
		w.touch(of(n.PrevSibling))
	case n.NextSibling != nil:
		w.touch(of(n.NextSibling))
	default:
		w.touch(of(n.Parent))
	}
}

// state notes what a node shows now. While each of its states is one character,
// or mask characters and one, they make a trail.
func (c *changes) state(id int64, text string) {
	text = strings.TrimSpace(text)
	r, size := utf8.DecodeLastRuneInString(text)
	if strings.Trim(text[:len(text)-size], "*\u2022\u25cf\u00b7x") != "" {
		delete(c.trails, id)
		return
	}
	if size == 0 || strings.ContainsRune("*\u2022\u25cf\u00b7", r) {
		return // emptied or masked in between
	}
	t := c.trails[id]
	if t == nil {
		if c.trails == nil || len(c.trails) >= maxTrails {
			c.trails = map[int64]*trail{}
		}
		t = &trail{}
		c.trails[id] = t
	}
	t.add(Part{id, string(r)})
	c.shown = append(c.shown, id)
}

// input notes the new value of a control.
func (c *changes) input(id int64, control *control) {
	c.turn++
	control.turn = c.turn
	c.typed = append(c.typed, id)
	c.state(id, control.value)
}

// inputUnseen notes the value of a control outside of the page. A value that
// goes on where the last one ended is the same control's.
func (c *changes) inputUnseen(value string) {
	c.typed = append(c.typed, unseen)
	t := &c.unseen
	if n := len(t.parts); n > 0 && value != t.parts[n-1].Text && strings.HasPrefix(value, t.parts[n-1].Text) {
		t.parts[n-1].Text = value
		return
	}
	t.add(Part{unseen, value})
}

// unseen is the id of controls outside of the page.
const unseen = -1

// maxLabel is how long the label of a key may be, in bytes.
const maxLabel = 32

// interact notes what was clicked or tapped.
func (w *window) interact(ev *rrweb.Event) error {
	data, err := ev.Interaction()
	n := w.nodes.get(data.ID)
	t := &w.changes.clicks
	switch {
	case data.Kind == rrweb.TouchStart:
		t = &w.changes.tapped
	case data.Kind != rrweb.Click:
		return err
	}
	if n != nil {
		t.add(Part{n.id, label(n)})
		w.changes.click = t
	}
	return err
}

// label returns what a button says, "" where that is long.
func label(n *node) string {
	if text, ok := shortText(n, maxLabel); !ok || text != "" {
		return text
	}
	for _, key := range []string{"aria-label", "value", "title", "alt"} {
		if text := strings.TrimSpace(attribute(&n.Node, key)); text != "" && len(text) <= maxLabel {
			return text
		}
	}
	return ""
}
