package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// update is an event that changes one box of a mobile screen.
func (s *stage) update(parent int, box map[string]any) {
	s.incremental(map[string]any{"source": 0, "updates": []any{map[string]any{"parentId": parent, "wireframe": box}}})
}

// TestScreenFollowsItsEvents compares the texts of a screen, and those around the last
// change, after each event.
func TestScreenFollowsItsEvents(t *testing.T) {
	full := func(boxes ...any) map[string]any {
		return map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": boxes}}
	}
	change := func(data map[string]any) map[string]any {
		data["source"] = 0
		return map[string]any{"type": 3, "timestamp": 2, "data": data}
	}
	put := func(parent int, box map[string]any) []any {
		return []any{map[string]any{"parentId": parent, "wireframe": box}}
	}
	s := &screen{}
	for _, step := range []struct {
		name  string
		event map[string]any
		want  string
		fresh string
	}{
		{"full", full(wireframeOf(1, "div", "a", wireframeOf(2, "text", "b", wireframeOf(3, "text", "c"))), wireframeOf(4, "text", "d")), "a b c d", "a b c d"},
		{"add behind the last of the parent", change(map[string]any{"adds": put(2, wireframeOf(5, "text", "e"))}), "a b c e d", "e"},
		{"add to what is not there", change(map[string]any{"adds": put(77, wireframeOf(6, "text", "f"))}), "a b c e d f", "f"},
		{"update without children", change(map[string]any{"updates": put(1, map[string]any{"id": 2, "text": "B", "value": "v", "label": "l"})}), "a l B v c e d f", "l B v"},
		{"update with children", change(map[string]any{"updates": put(1, wireframeOf(2, "text", "b", wireframeOf(7, "text", "g")))}), "a b g d f", "b g"},
		{"remove a tree", change(map[string]any{"removes": []any{map[string]any{"parentId": 1, "id": 2}}}), "a d f", ""},
		{"remove what is not there", change(map[string]any{"removes": []any{map[string]any{"id": 2}}}), "a d f", "none"},
		{"odd types", change(map[string]any{"updates": put(1, map[string]any{"id": 4, "text": 12, "value": true, "label": nil})}), "a 12 f", "12"},
		{"no id", change(map[string]any{"adds": append(put(0, map[string]any{"text": "h"}), put(0, map[string]any{"text": "i"})...)}), "a 12 f h i", "h i"},
		{"no id to remove", change(map[string]any{"removes": []any{map[string]any{}}}), "a 12 f h i", "none"},
		{"another screen", full(wireframeOf(1, "text", "new")), "new", "new"},
		{"an empty one", full(), "", ""},
	} {
		require.Empty(t, s.apply(event(t, step.event)), step.name)
		texts := func(list []box) string {
			var all []string
			for _, b := range list {
				all = append(all, b.texts...)
			}
			return strings.Join(all, " ")
		}
		require.Equal(t, step.want, texts(s.boxes), step.name)
		if step.fresh == "none" {
			require.Greater(t, s.from, s.to, step.name)
			continue
		}
		require.Equal(t, step.fresh, texts(s.boxes[s.from:s.to]), step.name)
	}
}

// What stood on one screen and what stands on the next are not read together, and of a list
// of numbers nobody reads a value.
func TestScreensAreReadApart(t *testing.T) {
	screens := map[string]func(s *stage){
		"two screens": func(s *stage) {
			for _, text := range []string{"42424242", "42424242"} {
				s.send(map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": []any{wireframeOf(2, "text", text)}}})
			}
		},
		"replaced": func(s *stage) {
			s.send(map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": []any{wireframeOf(1, "div", "", wireframeOf(2, "text", "Bofadoruv"))}}})
			s.update(1, wireframeOf(2, "text", "Kitenamos"))
		},
		"a code in a list": func(s *stage) {
			s.send(map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": []any{
				wireframeOf(1, "text", "7"), wireframeOf(2, "text", "4"), wireframeOf(3, "text", "8"), wireframeOf(4, "text", "3"),
				wireframeOf(5, "text", "9"), wireframeOf(6, "text", "2"), wireframeOf(7, "text", "0")}}})
		},
	}
	for name, play := range screens {
		s := newStage(t, false)
		play(s)
		for _, f := range s.scan().Findings {
			require.Equal(t, Fragment, f.Match, "%s: %+v", name, f)
		}
	}
}

// What of a screen is not joined is told, without a word of what stands there.
func TestScreenTellsWhatItLeavesOut(t *testing.T) {
	many := make([]any, maxBoxes+1)
	for i := range many {
		many[i] = wireframeOf(i+1, "text", "x")
	}
	odd := []any{wireframeOf(1, "text", "a"), map[string]any{"id": 2, "childWireframes": "Qzxcvbnmlkj!4821K"}, wireframeOf(3, "text", "b")}
	for reason, boxes := range map[string][]any{"more than 8192 wireframes": many, "unknown shape": odd} {
		s := newScanner(t, planted()[0])
		s.Event(5, "w", event(t, map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": boxes}}))
		r := s.Report()
		require.Len(t, r.Unscanned, 1, reason)
		require.Equal(t, 5, r.Unscanned[0].Event)
		require.Contains(t, r.Unscanned[0].Reason, reason)
		require.NotContains(t, r.Unscanned[0].Reason, "Qzxcv")
		s.Event(6, "w", event(t, map[string]any{"type": 2, "timestamp": 2, "data": map[string]any{"wireframes": []any{}}}))
		require.Len(t, s.Report().Unscanned, 1, "the next screen is whole")
	}
}
