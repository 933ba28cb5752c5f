package replay

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/rrweb"
)

func TestApply(t *testing.T) {
	list := el(5, "ul", "", el(6, "li", "", text(7, "a")), el(8, "li", "", text(9, "b")))
	tests := []struct {
		name   string
		events []string
		want   string
	}{
		{"snapshot", []string{page(list + "," + `{"type":5,"textContent":"note","id":10}`)}, "body(ul(li(a) li(b)) !note)"},
		{"add at the end and before", []string{page(list), change(adds(add(5, "null", el(20, "hr", "")), add(5, "6", el(21, "br", ""))))}, "body(ul(br li(a) li(b) hr))"},
		{"add with an unknown next sibling", []string{page(list), change(adds(add(5, "99", el(20, "hr", ""))))}, "body(ul(li(a) li(b) hr))"},
		{"add with a next sibling elsewhere", []string{page(list), change(adds(add(5, "7", el(20, "hr", ""))))}, "body(ul(li(a) li(b) hr))"},
		{"add after a previous sibling, old form", []string{page(list), change(`"adds":[{"parentId":5,"previousId":6,"node":` + el(20, "hr", "") + `}]`)}, "body(ul(li(a) hr li(b)))"},
		{"children before their parent", []string{page(list), change(adds(add(21, "null", text(22, "x")), add(20, "null", el(21, "b", "")), add(4, "5", el(20, "p", ""))))}, "body(p(b(x)) ul(li(a) li(b)))"},
		{"next siblings to come", []string{page(list), change(adds(add(4, "21", el(20, "i", "")), add(4, "22", el(21, "b", "")), add(4, "null", el(22, "u", ""))))}, "body(ul(li(a) li(b)) i b u)"},
		{"next siblings in a circle", []string{page(""), change(adds(add(4, "21", el(20, "i", "")), add(4, "20", el(21, "b", ""))))}, "body(i b)"},
		{"move", []string{page(list), change(`"removes":[{"parentId":5,"id":8}]`, adds(add(5, "6", el(8, "li", "")), add(8, "null", text(9, "b"))))}, "body(ul(li(b) li(a)))"},
		{"move into itself", []string{page(list), change(adds(add(7, "null", el(5, "ol", ""))))}, "body"},
		{"remove", []string{page(list), change(`"removes":[{"parentId":4,"id":5},{"parentId":4,"id":77}]`), change(adds(add(6, "null", text(30, "lost"))))}, "body"},
		{"orphans find their parent later", []string{page(""), change(adds(add(40, "null", text(41, "late")))), change(adds(add(4, "null", el(40, "p", ""))))}, "body(p(late))"},
		{"a removed orphan does not come", []string{page(""), change(adds(add(40, "null", text(41, "late")))), change(`"removes":[{"parentId":40,"id":41}]`), change(adds(add(4, "null", el(40, "p", ""))))}, "body(p)"},
		{"an orphan that came elsewhere stays there", []string{page(""), change(adds(add(40, "null", el(41, "i", "")))), change(adds(add(4, "null", el(41, "b", "")))), change(adds(add(4, "null", el(40, "p", ""))))}, "body(b p)"},
		{"texts", []string{page(list), change(`"texts":[{"id":7,"value":"x"},{"id":9,"value":null},{"id":5,"value":"no text"},{"id":99,"value":"y"}]`)}, "body(ul(li(x) li()))"},
		{"shadow root", []string{page(el(5, "my-el", "", `{"type":2,"tagName":"p","isShadow":true,"id":6,"childNodes":[`+text(7, "in")+`]}`, text(8, "light")))}, "body(my-el[(p(in))](light))"},
		{"shadow root later", []string{page(el(5, "my-el", "")), change(adds(add(5, "null", `{"type":3,"textContent":"in","isShadow":true,"id":6}`)), `"texts":[{"id":6,"value":"changed"}]`)}, "body(my-el[(changed)])"},
		{"two elements in a shadow root", []string{page(el(5, "my-el", "")), change(adds(add(5, "null", `{"type":2,"tagName":"p","isShadow":true,"id":6}`), add(5, "6", `{"type":2,"tagName":"i","isShadow":true,"id":7}`)))}, "body(my-el[(i p)])"},
		{"frame", []string{page(el(5, "iframe", "")), change(adds(add(5, "null", `{"type":0,"id":10,"childNodes":[`+el(11, "html", "", text(12, "in"))+`]}`)), `"isAttachIframe":true`)}, "body(iframe[(html(in))])"},
		{"frame loaded again", []string{page(el(5, "iframe", "")), change(adds(add(5, "null", `{"type":0,"id":10,"childNodes":[`+el(11, "html", "", text(12, "old"))+`]}`))), change(adds(add(5, "null", `{"type":0,"id":20,"childNodes":[`+el(21, "html", "")+`]}`))), change(`"texts":[{"id":12,"value":"ghost"}]`)}, "body(iframe[(html)])"},
		{"frame removed", []string{page(el(5, "iframe", "")), change(adds(add(5, "null", `{"type":0,"id":10,"childNodes":[`+el(11, "html", "")+`]}`))), change(`"removes":[{"parentId":5,"id":10}]`)}, "body(iframe)"},
		{"frame with its element", []string{page(el(5, "iframe", "")), change(adds(add(5, "null", `{"type":0,"id":10,"childNodes":[`+el(11, "html", "")+`]}`))), change(`"removes":[{"parentId":4,"id":5}]`), change(adds(add(11, "null", text(12, "lost"))))}, "body"},
		{"a new snapshot replaces all", []string{page(list), page(text(5, "new"))}, "body(new)"},
		{"nothing goes below a text", []string{page(text(5, "t")), change(adds(add(5, "null", el(6, "b", ""))))}, "body(t)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := New()
			play(t, p, tt.events...)
			require.Equal(t, tt.want, body(p))
			consistent(t, p)
		})
	}
}

func TestAddThatReplacesItsParentIsDropped(t *testing.T) {
	p := New()
	play(t, p, page(""), change(adds(add(4, "null", el(20, "p", "", el(4, "q", ""))))))
	require.Nil(t, p.windows["w"].nodes.get(20))
	consistent(t, p)
}

func TestNewRootReplacesTheOld(t *testing.T) {
	p := New()
	play(t, p, page(""), change(adds(add(1, "null", el(20, "html", "", text(21, "new"))))))
	require.Equal(t, "(html(new))", shown(of(p.Document("w"))))
	consistent(t, p)
}

func TestAttributes(t *testing.T) {
	p := New()
	play(t, p, page(el(5, "p", `"class":"a","checked":true,"title":"t","style":"color: red; top: 1px","rr_scrollLeft":7`)),
		change(`"attributes":[{"id":5,"attributes":{"class":null,"title":"u","style":{"color":["blue","important"],"top":false,"--x":"1"}}},{"id":1,"attributes":{"a":"b"}},{"id":99,"attributes":{}}]`))
	n := p.windows["w"].nodes.get(5)
	got := map[string]string{}
	for _, a := range n.Attr {
		got[a.Key] = a.Val
	}
	require.Equal(t, map[string]string{"checked": "", "title": "u", "style": "color: blue !important; --x: 1", "rr_scrollLeft": "7"}, got)
}

func TestWindowsAreApart(t *testing.T) {
	p := New()
	play(t, p, page(text(5, "one")))
	ev, err := rrweb.Decode([]byte(page(text(5, "two"))))
	require.NoError(t, err)
	require.NoError(t, p.Apply("v", ev))
	require.Equal(t, "body(one)", body(p))
	require.Equal(t, []string{"w", "v"}, p.Windows())
	require.Equal(t, 2, p.FullSnapshots())
	require.Nil(t, p.Document("x"))
}

func TestApplyNamesWhatIsMalformed(t *testing.T) {
	p := New()
	play(t, p, page(el(5, "p", "")))
	for raw, want := range map[string]string{
		`{"type":3,"data":{"source":0,"texts":"\u001f\u008b","adds":[` + add(5, "null", text(6, "kept")) + `]}}`: "mutation texts",
		`{"type":3,"data":{"source":5,"id":"x"}}`:                    "input",
		`{"type":3,"data":{"source":0,"adds":[{"node":{"id":[]}}]}}`: "mutation adds",
	} {
		ev, err := rrweb.Decode([]byte(raw))
		require.NoError(t, err)
		err = p.Apply("w", ev)
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, `replay window "w"`)
	}
	require.Equal(t, "body(p(kept))", body(p))
	for _, raw := range []string{`{"type":2,"data":"x"}`, `{"type":2,"data":{}}`, `{"type":2,"data":{"node":{"type":2,"id":1}}}`} {
		ev, err := rrweb.Decode([]byte(raw))
		require.NoError(t, err)
		require.Error(t, p.Apply("w", ev))
		require.Nil(t, p.Document("w"), "the old page is not shown as the new one")
	}
	require.Equal(t, 1, p.FullSnapshots())
}

// A mobile screen has no page, and that is no error.
func TestApplyMobile(t *testing.T) {
	p := New()
	play(t, p, page(el(5, "p", "")), `{"type":2,"data":{"wireframes":[{"id":1,"type":"text","text":"x"}]}}`)
	require.Nil(t, p.Document("w"))
	require.Equal(t, 1, p.FullSnapshots())
}
