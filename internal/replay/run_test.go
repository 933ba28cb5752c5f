package replay

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRuns(t *testing.T) {
	row := func(id int, cells ...string) string {
		for i, cell := range cells {
			cells[i] = el(id+2*i+1, "td", "", text(id+2*i+2, cell))
		}
		return el(id, "tr", "", cells...)
	}
	table := el(5, "tbody", "", row(10, "a", "1"), text(19, "\n"), row(20, "b", "2"), text(29, "\n"), row(30, "c", "3"))
	list := el(5, "ul", "", el(6, "li", "", text(7, "a")), el(8, "li", "", text(9, "b")))
	tests := []struct {
		name   string
		events []string
		want   []string // of the last event
	}{
		{"a page", []string{page(list)}, []string{"blocks: a|b"}},
		{"one line", []string{page(text(5, "a") + "," + el(6, "b", "", text(7, "b")) + "," + el(8, "script", "", text(9, "no")) + "," + text(10, "c"))}, []string{"inline-text: a|b|c", "blocks: a|b|c"}},
		{"a line ends at a break", []string{page(text(5, "a") + "," + el(6, "br", "") + "," + text(7, "b"))}, []string{"blocks: a|b"}},
		{"a changed text", []string{page(list), change(`"texts":[{"id":9,"value":"c"}]`)}, []string{"blocks: a|c"}},
		{"an added text", []string{page(list), change(adds(add(5, "null", text(20, "c"))))}, []string{"blocks: a|b|c"}},
		{"what stood between goes", []string{page(text(5, "a") + "," + el(6, "p", "") + "," + text(7, "b")), change(`"removes":[{"parentId":4,"id":6}]`)}, []string{"inline-text: a|b", "blocks: a|b"}},
		{"nothing changed", []string{page(list), change(`"texts":[]`)}, nil},
		{"another event", []string{page(list), `{"type":4,"data":{"href":"x"}}`}, nil},
		{"cells", []string{page(el(5, "table", "", el(6, "tr", "", el(7, "td", "", text(8, "a")), el(9, "td", "", text(10, " b ")))))}, []string{"cells: a|b"}},
		{"columns", []string{page(table)}, []string{"blocks: a1|b2|c3", "cells: a|1", "column: a|b|c", "column: 1|2|3", "cells: b|2", "cells: c|3"}},
		{"a changed cell", []string{page(table), change(`"texts":[{"id":24,"value":"x"}]`)}, []string{"cells: b|x", "column: 1|x|3", "blocks: a1|bx|c3"}},
		{"a row between goes", []string{page(table), change(`"removes":[{"parentId":5,"id":20}]`)}, []string{"inline-text: \n|\n", "column: a|c", "column: 1|3", "blocks: a1|c3"}},
		{"a row comes", []string{page(table), change(adds(add(5, "null", row(40, "d", "4"))))}, []string{"cells: d|4", "column: a|b|c|d", "blocks: a1|b2|c3|d4", "column: 1|2|3|4"}},
		{"attributes of one element", []string{page(el(5, "i", `"data-a":"a","class":"x","data-b":"b"`))}, []string{"attributes: a|b"}},
		{"an attribute more", []string{page(el(5, "i", `"data-a":"a"`)), change(`"attributes":[{"id":5,"attributes":{"data-b":"b"}}]`)}, []string{"attributes: a|b"}},
		{"a long text parts a group", []string{page(el(5, "p", "", text(6, "a")) + "," + el(7, "p", "", text(8, "0123456789012345678901234567890123456789")) + "," + el(9, "p", "", text(10, "b")) + "," + el(11, "p", "", text(12, "c")))}, []string{"blocks: b|c"}},
		{"attributes", []string{page(el(5, "i", `"title":"a","class":"x"`) + "," + el(6, "i", `"title":"b","class":"y"`))}, []string{"attributes: a|b"}},
		{"inputs in both orders", []string{page(el(5, "input", "") + "," + el(6, "input", "")), typed(6, "b"), typed(5, "a")}, []string{"inputs: a|b", "inputs: b|a"}},
		{"buttons hold no input", []string{page(el(5, "input", `"type":"submit","value":"a"`) + "," + el(6, "input", `"value":"b"`))}, nil},
		{"states of one character", []string{page(el(5, "p", "", text(6, "*"))), change(`"texts":[{"id":6,"value":"4"}]`), change(`"texts":[{"id":6,"value":"•"}]`), change(`"texts":[{"id":6,"value":"•2"}]`)}, []string{"keystrokes: 4|2"}},
		{"longer states", []string{page(el(5, "p", "", text(6, "*"))), change(`"texts":[{"id":6,"value":"4"}]`), change(`"texts":[{"id":6,"value":"42"}]`), change(`"texts":[{"id":6,"value":"3"}]`)}, nil},
		{"inputs outside of the page", []string{page(""), typed(-1, "4"), typed(-1, "42"), typed(-1, "7")}, []string{"inputs: 42|7"}},
	}
	for _, tt := range tests {
		p := New()
		play(t, p, tt.events...)
		require.Equal(t, tt.want, texts(p, 32), tt.name)
	}
}

// TestRunsAreCutWhereNothingChanged holds that a change in a long line or list is
// read with its surroundings and says that there is more.
func TestRunsAreCutWhereNothingChanged(t *testing.T) {
	var children string
	for i := range 3000 {
		if i > 0 {
			children += ","
		}
		children += el(10+i, "b", "", text(10_000+i, "x"))
	}
	p := New()
	play(t, p, page(children))
	covered := map[int64]bool{}
	p.Runs("w", 32, func(r *Run) {
		require.LessOrEqual(t, len(r.Parts), maxParts)
		if r.Join == Inline {
			for _, part := range r.Parts {
				covered[part.Node] = true
			}
		}
	})
	require.Len(t, covered, 3000)
	play(t, p, change(`"texts":[{"id":11500,"value":"y"},{"id":11504,"value":"z"}]`))
	var joins []Join
	p.Runs("w", 32, func(r *Run) {
		joins = append(joins, r.Join)
		require.True(t, r.CutStart && r.CutEnd)
		require.Less(t, len(r.Parts), 60)
		require.True(t, slices.ContainsFunc(r.Parts, func(p Part) bool { return p.Text == "y" }))
		require.True(t, slices.ContainsFunc(r.Parts, func(p Part) bool { return p.Text == "z" }))
	})
	require.Equal(t, []Join{Inline, Blocks}, joins)
}

func TestAround(t *testing.T) {
	p := New()
	play(t, p, page(el(5, "div", "", text(6, "before"), el(7, "p", "", text(8, "  The "), el(9, "b", `"id":"x"`, text(10, "bold")), el(11, "script", "", text(12, "no")), text(13, "\n text ")),
		el(14, "label", `"for":"in","class":"field"`, text(15, "Card "), el(16, "input", `"name":"card"`)))))
	for id, want := range map[int64]string{8: "The bold text", 10: "The bold text", 9: "The bold text", 7: "The bold text", 16: "before The bold text Card", 99: ""} {
		require.Equal(t, want, p.Around("w", id, 100), "node %d", id)
	}
	require.Equal(t, "card field", p.Names("w", 16))
	require.Contains(t, slices.Collect(p.Within("w", 10)), int64(7))
	require.EqualValues(t, 7, slices.Collect(p.Within("w", 7))[0])
	require.NotContains(t, slices.Collect(p.Within("w", 10)), int64(16))
	require.Equal(t, []int64{4711}, slices.Collect(p.Within("w", 4711)))
}
