package rrweb

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func decode(t *testing.T, raw string) *Event {
	t.Helper()
	ev, err := Decode([]byte(raw))
	require.NoError(t, err)
	return ev
}

func TestSnapshot(t *testing.T) {
	root, err := Fold(decode(t, corpus()["snapshot packed"]), tree)
	require.NoError(t, err)
	require.Equal(t, DocumentNode, root.Type)
	page := root.ChildNodes[1]
	require.Equal(t, Attributes{{"lang", AttributeValue{Text: "en"}}, {"xlink:href", AttributeValue{Text: "u"}}}, page.Attributes)
	control := page.ChildNodes[0]
	require.Equal(t, Attribute{"checked", AttributeValue{Kind: True, Text: "true"}}, control.Attributes[2])
	require.Equal(t, "text \ufffd é", page.ChildNodes[1].TextContent)
}

func TestMutations(t *testing.T) {
	m, err := decode(t, corpus()["mutation packed"]).Mutations()
	require.NoError(t, err)
	v := "v"
	require.Equal(t, []TextChange{{5, &v}}, m.Texts)
	require.Equal(t, []AttributeChange{{4, Attributes{
		{"style", AttributeValue{Kind: Style, Style: []Declaration{{"a", "b", "", false}, {"c", "d", "important", false}, {"e", "", "", true}}}},
		{"title", AttributeValue{Kind: Null}},
	}}}, m.Attributes)
	require.Len(t, m.Adds, 1)
	require.Nil(t, m.Adds[0].NextID)
	require.Equal(t, "p", m.Adds[0].Node.TagName)
}

func TestMutationsKeepsTheGoodLists(t *testing.T) {
	m, err := decode(t, `{"type":3,"data":{"source":0,"texts":"broken","adds":`+gz(`[{"parentId":1,"node":{"id":2}}]`)+`,"removes":[{"id":"x"}]}}`).Mutations()
	require.ErrorContains(t, err, "mutation texts")
	require.ErrorContains(t, err, "mutation removes")
	require.Len(t, m.Adds, 1)
	require.Empty(t, m.Removes)
}

func TestOtherParts(t *testing.T) {
	in, err := decode(t, corpus()["input"]).InputChange()
	require.NoError(t, err)
	require.Equal(t, &InputData{ID: 4, Text: `C:\fakepath\me.pdf`}, in)

	tag, payload, err := decode(t, corpus()["custom"]).CustomEvent()
	require.NoError(t, err)
	require.Equal(t, "$session_options", tag)
	require.JSONEq(t, `{"sessionRecordingOptions":{"maskAllInputs":true},"activePlugins":["p"]}`, string(payload))

	meta, err := decode(t, corpus()["meta"]).Meta()
	require.NoError(t, err)
	require.Equal(t, MetaData{"http://x/", 1, 1}, meta)
}

func TestPartsOfOtherEvents(t *testing.T) {
	ev := decode(t, corpus()["font"])
	_, err := Fold(ev, tree)
	require.ErrorContains(t, err, "event has type 3 source 10")
	_, err = ev.Mutations()
	require.Error(t, err)
	_, err = ev.InputChange()
	require.Error(t, err)
	_, _, err = ev.CustomEvent()
	require.Error(t, err)
	_, err = ev.Meta()
	require.Error(t, err)
	_, err = Fold(decode(t, `{"type":2,"data":{"wireframes":[]}}`), tree)
	require.ErrorIs(t, err, ErrMobile)
	_, err = Fold(decode(t, `{"type":2,"data":{}}`), tree)
	require.ErrorContains(t, err, "no node")
}

func TestBlocked(t *testing.T) {
	size := Attributes{{"rr_width", AttributeValue{Text: "1px"}}, {"rr_height", AttributeValue{Text: "1px"}}}
	tests := []struct {
		name string
		node Node
		want bool
	}{
		{"placeholder", Node{Type: ElementNode, Attributes: size}, true},
		{"half a size", Node{Type: ElementNode, Attributes: size[:1]}, false},
		{"with content", Node{Type: ElementNode, Attributes: size, ChildNodes: []*Node{{}}}, false},
		{"no element", Node{Type: TextNode, Attributes: size}, false},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, tt.node.Blocked(), tt.name)
	}
}

func TestNodeAt(t *testing.T) {
	mutation := `{"type":3,"data":{"source":0,"texts":[{"id":5,"value":"v"}],"attributes":[{"attributes":{"id":77,"title":"t"},"id":4}],
		"adds":[{"parentId":3,"node":{"type":2,"childNodes":[{"type":3,"textContent":"x","id":10}],"id":9}}]}}`
	tests := []struct {
		raw, pointer string
		want         int64
	}{
		{corpus()["snapshot"], "/data/node/childNodes/1/childNodes/1/textContent", 5},
		{corpus()["snapshot"], "/data/node/childNodes/1/childNodes/0/attributes/value", 4},
		{corpus()["snapshot packed"], "/data/node/childNodes/1/attributes/xlink:href", 3},
		{mutation, "/data/texts/0/value", 5},
		{mutation, "/data/attributes/0/attributes/title", 4},
		{mutation, "/data/attributes/0/attributes/id", 4},
		{mutation, "/data/adds/0/node/childNodes/0/textContent", 10},
		{mutation, "/data/adds/0/node/childNodes/9/textContent", 9},
		{mutation, "/data/adds/0/parentId", 0},
		{corpus()["input"], "/data/text", 4},
		{`{"type":3,"data":{"source":5,"id":-1,"text":"x"}}`, "/data/text", -1},
		{corpus()["custom"], "/data/payload", 0},
		{corpus()["meta"], "/data/href", 0},
		{corpus()["input"], "", 0},
		{corpus()["input"], "/windowId", 0},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, decode(t, tt.raw).NodeAt(tt.pointer), tt.pointer)
	}
}

func TestScreen(t *testing.T) {
	const boxes = `[{"id":1,"label":" l ","text":"","value":7,"childWireframes":[{"id":9007199254740993,"text":"t"},{"text":true}]}]`
	want := []Wireframe{{ID: 1, Texts: []string{"l", "7"}, Held: true, Children: []Wireframe{{ID: 9007199254740993, Texts: []string{"t"}}, {}}}}
	for _, raw := range []string{
		`{"type":2,"data":{"wireframes":` + boxes + `}}`,
		`{"type":2,"data":` + gz(`{"wireframes":`+boxes+`}`) + `}`,
	} {
		d, err := decode(t, raw).Screen()
		require.NoError(t, err)
		require.Equal(t, &ScreenData{Wireframes: want}, d, raw)
	}
	d, err := decode(t, `{"type":3,"data":{"source":0,"removes":[{"id":5}],"adds":[{"parentId":4}],"updates":[{"parentId":3,"wireframe":{"id":"x"}}]}}`).Screen()
	require.NoError(t, err)
	require.Equal(t, &ScreenData{Removes: []int64{5}, Updates: []ScreenChange{{3, &Wireframe{}}}}, d)

	d, err = decode(t, `{"type":2,"data":{"wireframes":[{"id":1,"text":"a"},{"childWireframes":"secret"},{"id":3}]}}`).Screen()
	require.EqualError(t, err, "wireframes of an unknown shape")
	require.Equal(t, []string{"a"}, d.Wireframes[0].Texts)

	d, err = decode(t, `{"type":2,"data":{"wireframes":[{"id":1,"id":2,"text":"a`+"\xff"+`b"}]}}`).Screen()
	require.NoError(t, err)
	require.Equal(t, []Wireframe{{ID: 2, Texts: []string{"a\ufffdb"}}}, d.Wireframes)

	d, err = decode(t, corpus()["mutation packed"]).Screen()
	require.NoError(t, err)
	require.Empty(t, d.Updates)
}
