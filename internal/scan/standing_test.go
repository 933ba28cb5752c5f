package scan

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// TestStandingTextIsPreexisting: a help text that names the test card stands in
// each full snapshot, also in those after the plant. A change, another element and
// another page are leaks.
func TestStandingTextIsPreexisting(t *testing.T) {
	const card = "4242 4242 4242 4242"
	meta := func(at int64, href string) *rrweb.Event {
		return event(t, map[string]any{"type": 4, "timestamp": at, "data": map[string]any{"href": href}})
	}
	page := func(at int64, node int) *rrweb.Event {
		text := map[string]any{"type": 3, "id": node, "textContent": "Try " + card}
		p := map[string]any{"type": 2, "tagName": "p", "id": node - 1, "attributes": map[string]any{}, "childNodes": []any{text}}
		return event(t, map[string]any{"type": 2, "timestamp": at, "data": map[string]any{
			"node": map[string]any{"type": 0, "id": 1, "childNodes": []any{p}}}})
	}
	for name, tt := range map[string]struct {
		after []*rrweb.Event
		leaks int // how often one is seen
	}{
		"the same page again":  {[]*rrweb.Event{meta(300, "/a"), page(300, 7), meta(400, "/a"), page(400, 7)}, 0},
		"another element":      {[]*rrweb.Event{meta(300, "/a"), page(300, 9)}, 1},
		"another page":         {[]*rrweb.Event{meta(300, "/b"), page(300, 7)}, 1},
		"written once more":    {[]*rrweb.Event{textEvent(t, 300, 7, "Try "+card)}, 1},
		"and then a snapshot":  {[]*rrweb.Event{textEvent(t, 300, 7, "Try "+card), meta(400, "/a"), page(400, 7)}, 2},
		"typed into the input": {[]*rrweb.Event{inputEvent(t, 300, 7, card)}, 1},
	} {
		c := canary.Canary{ID: "card", Kind: canary.Card, Value: "4242424242424242", PlantedAt: time.UnixMilli(200)}
		s := newScanner(t, c)
		for i, ev := range append([]*rrweb.Event{meta(100, "/a"), page(100, 7)}, tt.after...) {
			s.Event(i, "w", ev)
		}
		leaks, standing := 0, 0
		for _, f := range s.Report().Findings {
			if f.Leak {
				leaks += f.Count
			}
			if f.Preexisting {
				standing++
			}
		}
		require.Equal(t, tt.leaks, leaks, name)
		require.Equal(t, 1, standing, name)
	}
}
