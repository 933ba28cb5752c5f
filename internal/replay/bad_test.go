package replay

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// apply plays one event and returns its error.
func apply(t *testing.T, p *Player, window, raw string) error {
	t.Helper()
	ev, err := rrweb.Decode([]byte(raw))
	require.NoError(t, err)
	return p.Apply(window, ev)
}

// texts joins each run of the last event.
func texts(p *Player, reach int) []string {
	var list []string
	p.Runs("w", reach, func(r *Run) {
		var parts []string
		for _, part := range r.Parts {
			parts = append(parts, part.Text)
		}
		list = append(list, string(r.Join)+": "+strings.Join(parts, "|"))
	})
	return list
}

func TestEventsOutOfOrderAndTwice(t *testing.T) {
	p := New()
	later, earlier := change(adds(add(4, "null", text(9, "b")))), strings.Replace(change(adds(add(4, "9", text(8, "a")))), `"timestamp":2`, `"timestamp":-5`, 1)
	play(t, p, page(""), later, earlier, later, earlier, later)
	require.Equal(t, "body(a b)", body(p), "the order of the recording counts, and an id stands once")
	consistent(t, p)
}

func TestWithoutFullSnapshot(t *testing.T) {
	p := New()
	play(t, p, change(adds(add(4, "null", text(9, "b")), add(9, "9", text(9, "self"))), `"texts":[{"id":7,"value":"x"}]`, `"attributes":[{"id":7,"attributes":{"a":"b"}}]`, `"removes":[{"parentId":4,"id":7}]`), typed(3, "v"))
	require.Nil(t, p.Document("w"))
	require.Empty(t, texts(p, 64))
	consistent(t, p)
	play(t, p, page(""))
	require.Equal(t, "body", body(p), "what came before belongs to another page")
}

func TestStrangeParents(t *testing.T) {
	for name, events := range map[string][]string{
		"itself":          {change(adds(add(20, "null", el(20, "p", ""))))},
		"itself, known":   {change(adds(add(4, "null", el(20, "p", "")))), change(adds(add(20, "null", el(20, "p", ""))))},
		"each other":      {change(adds(add(20, "null", el(21, "p", "")), add(21, "null", el(20, "p", ""))))},
		"three in a ring": {change(adds(add(20, "null", el(21, "p", "")), add(21, "null", el(22, "p", "")), add(22, "null", el(20, "p", ""))))},
		"its own child":   {change(adds(add(4, "null", el(20, "p", "", el(21, "b", ""))))), change(adds(add(21, "null", el(20, "p", ""))))},
		"a text":          {change(adds(add(4, "null", text(20, "t")))), change(adds(add(20, "null", text(21, "under"))))},
		"a comment":       {change(adds(add(4, "null", `{"type":5,"textContent":"c","id":20}`), add(20, "null", el(21, "b", ""))))},
		"the same twice":  {change(adds(add(4, "null", el(20, "p", "", el(20, "b", "")))))},
		"no id":           {change(adds(add(4, "null", `{"type":2,"tagName":"p","childNodes":[{"type":3,"textContent":"x"}]}`)))},
		"negative ids":    {change(adds(add(4, "null", el(-7, "p", "")), add(-7, "null", text(-1, "x"))))},
		"huge ids":        {change(adds(add(4, "null", el(1<<50, "p", "")), add(1<<50, "null", text(1<<51, "x"))))},
	} {
		p := New()
		play(t, p, append([]string{page("")}, events...)...)
		consistent(t, p)
		p.Runs("w", 64, func(*Run) {})
		for id := range int64(25) {
			p.Selector("w", id)
			p.Around("w", id, 100)
		}
		require.Contains(t, body(p), "body", name)
	}
}

func TestWrongFormsAreNamedAndTheRestKept(t *testing.T) {
	p := New()
	require.ErrorContains(t, apply(t, p, "w", page(`{"type":2,"tagName":["x"],"id":5},{"type":"2","id":6},7,{"type":3,"textContent":"kept","id":8}`)), "full snapshot: tagName")
	require.Contains(t, body(p), "kept")
	err := apply(t, p, "w", change(`"texts":[{"id":8,"value":{}},{"id":8},5,{"id":8,"value":"new"}]`, `"attributes":7`))
	require.ErrorContains(t, err, "mutation texts: value")
	require.ErrorContains(t, err, "mutation attributes")
	require.Contains(t, body(p), "new")
	require.ErrorContains(t, apply(t, p, "w", `{"type":3,"data":{"source":2,"type":"2","id":8}}`), "mouse interaction: type")
	consistent(t, p)
}

// TestDeepPage holds that a page of any depth takes no time or memory that grows
// faster than it does.
func TestDeepPage(t *testing.T) {
	const depth = 100_000
	list := make([]string, 0, depth+1)
	for i := range depth {
		list = append(list, add(i+4, "null", el(i+5, "b", "")))
	}
	list[0] = add(4, "null", el(5, "b", ""))
	list = append(list, add(depth+4, "null", text(depth+5, "deep")))
	p := New()
	play(t, p, page(""), change(adds(list...)))
	p.Runs("w", 64, func(*Run) {})
	for id := int64(5); id <= depth+5; id++ {
		require.NotEmpty(t, p.Selector("w", id))
	}
	require.Equal(t, "deep", p.Around("w", depth+5, 100))
	play(t, p, change(`"removes":[{"parentId":4,"id":5}]`))
	require.Equal(t, "body", body(p))
	require.Equal(t, 3, p.windows["w"].nodes.size-1, "document, doctype, html and body are left")
}

// TestWidePage holds the same for one element with very many children, in one
// event and one event each.
func TestWidePage(t *testing.T) {
	const width = 100_000
	children := make([]string, 0, width)
	for i := range width {
		if i%2 == 0 {
			children = append(children, fmt.Sprintf(`{"type":2,"tagName":"i","attributes":{"data-n":"%d","id":"same"},"childNodes":[],"id":%d}`, i%10, width-i+9))
		} else {
			children = append(children, text(width-i+9, "x"))
		}
	}
	p := New()
	play(t, p, page(strings.Join(children, ",")))
	runs, parts := 0, 0
	p.Runs("w", 64, func(r *Run) { runs, parts = runs+1, parts+len(r.Parts) })
	require.Greater(t, parts, width/2)
	require.Less(t, parts, 8*width)
	for id := int64(10); id < width+10; id++ {
		require.NotEmpty(t, p.Selector("w", id))
	}
	for i := range 2000 {
		play(t, p, change(adds(add(4, "null", text(300_000+i, "y"))), fmt.Sprintf(`"removes":[{"parentId":4,"id":%d}]`, 10+i)))
		p.Runs("w", 64, func(r *Run) { require.Less(t, len(r.Parts), 300) })
	}
	require.Positive(t, runs)
	consistent(t, p)
}

// TestMemoryIsBounded holds that no kind of event makes a player grow for ever.
func TestMemoryIsBounded(t *testing.T) {
	p := New()
	play(t, p, page(el(5, "input", "")+","+el(6, "p", "", text(7, "x"))))
	var err error
	for i := range 20_000 {
		id := 1_000 + i
		e := apply(t, p, "w", change(adds(add(id, "null", el(id+1_000_000, "b", `"title":"`+strings.Repeat("o", 100)+`"`)))))
		if e != nil {
			err = e
		}
		play(t, p, typed(id, "v"), typed(-1, fmt.Sprint(i)), fmt.Sprintf(`{"type":3,"data":{"source":2,"type":2,"id":%d}}`, 5+i%3),
			change(fmt.Sprintf(`"texts":[{"id":7,"value":"%d"}]`, i%10)))
	}
	require.ErrorContains(t, err, "too many nodes wait for a parent")
	w := p.windows["w"]
	require.LessOrEqual(t, w.orphanSize, int64(maxOrphans+1000))
	require.LessOrEqual(t, len(w.controls), 1<<15)
	require.LessOrEqual(t, len(w.changes.trails), maxTrails)
	for _, trail := range []*trail{&w.changes.clicks, &w.changes.unseen, w.changes.trails[6]} {
		require.LessOrEqual(t, len(trail.parts), maxTrail)
	}
}

func TestPagesOfOldWindowsAreGivenUp(t *testing.T) {
	p := New()
	big := page(el(5, "p", "", text(6, strings.Repeat("long ", 1<<18))))
	var err error
	for i := range 40 {
		if e := apply(t, p, fmt.Sprint("w", i), big); e != nil && err == nil {
			err = e
		}
	}
	require.ErrorContains(t, err, `the page of window "w0" was given up`)
	require.Nil(t, p.Document("w0"))
	require.NotNil(t, p.Document("w39"))
	total := int64(0)
	for _, w := range p.windows {
		total += w.size
	}
	require.Equal(t, total, p.size)
	require.LessOrEqual(t, total, int64(spare+4*len(big)))
}

// TestNothingKeepsAnEvent holds that a page does not share memory with events,
// whose bytes are used again.
func TestNothingKeepsAnEvent(t *testing.T) {
	p := New("data-mp-1")
	for _, raw := range []string{
		page(el(5, "my-tag", `"id":"name","data-mp-1":"","value":"held"`, text(6, "snapshot"))),
		change(adds(add(5, "null", el(7, "b", `"title":"added"`, text(8, "mutation")))), `"attributes":[{"id":5,"attributes":{"class":"changed"}}]`),
		change(adds(add(99, "null", text(98, "orphan")))),
		typed(5, "typed"),
	} {
		buffer := []byte(raw)
		ev, err := rrweb.Decode(buffer)
		require.NoError(t, err)
		require.NoError(t, p.Apply("w", ev))
		for i := range buffer {
			buffer[i] = '#'
		}
	}
	play(t, p, change(adds(add(4, "null", el(99, "q", "")))))
	require.Equal(t, "body(my-tag(snapshot b(mutation)) q(orphan))", body(p))
	require.Equal(t, Sighting{Present, 5, "#name", "typed", true, 1}, p.Field("w", "data-mp-1"))
	n := p.windows["w"].nodes.get(5)
	require.Equal(t, "changed", attribute(&n.Node, "class"))
	require.Equal(t, "added", attribute(n.LastChild, "title"))
}
