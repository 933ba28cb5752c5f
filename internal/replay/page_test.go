package replay_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// play applies events to a player, all of one window.
func play(t *testing.T, events ...string) *replay.Player {
	t.Helper()
	p := replay.New()
	for _, raw := range events {
		ev, err := rrweb.Decode([]byte(raw))
		require.NoError(t, err)
		require.NoError(t, p.Apply("w", ev))
	}
	return p
}

func TestPageShowsWhatThePageShowed(t *testing.T) {
	p := play(t, `{"type":2,"timestamp":1,"data":{"node":{"type":0,"id":1,"childNodes":[
		{"type":1,"id":2,"name":"html"},
		{"type":2,"id":3,"tagName":"html","attributes":{"lang":"en"},"childNodes":[
			{"type":2,"id":4,"tagName":"head","attributes":{},"childNodes":[
				{"type":2,"id":5,"tagName":"link","attributes":{"rel":"stylesheet","_cssText":"p{color:red}</style>"},"childNodes":[]}]},
			{"type":2,"id":6,"tagName":"body","attributes":{},"childNodes":[
				{"type":2,"id":7,"tagName":"p","attributes":{"class":"a&\"b"},"childNodes":[{"type":3,"id":8,"textContent":"5 < 6"}]},
				{"type":2,"id":9,"tagName":"input","attributes":{"type":"text","value":"old"},"childNodes":[]},
				{"type":2,"id":10,"tagName":"textarea","attributes":{},"childNodes":[]},
				{"type":2,"id":11,"tagName":"div","attributes":{"class":"ph-no-capture","rr_width":"120px","rr_height":"40px"},"childNodes":[]},
				{"type":2,"id":12,"tagName":"x-card","isShadowHost":true,"attributes":{},"childNodes":[
					{"type":2,"id":13,"tagName":"b","isShadow":true,"attributes":{},"childNodes":[{"type":3,"id":14,"textContent":"inside"}]}]},
				{"type":2,"id":15,"tagName":"canvas","attributes":{"rr_dataURL":"data:image/png;base64,AAAA"},"childNodes":[]},
				{"type":2,"id":16,"tagName":"iframe","attributes":{"title":"Card"},"childNodes":[]}]}]}]},
		"initialOffset":{"top":0,"left":0}}}`,
		`{"type":3,"timestamp":2,"data":{"source":0,"texts":[],"attributes":[],"removes":[],"adds":[{"parentId":16,"nextId":null,"node":
			{"type":0,"id":17,"childNodes":[{"type":2,"id":18,"tagName":"html","attributes":{},"childNodes":[{"type":3,"id":19,"textContent":"in the frame"}]}]}}]}}`,
		`{"type":3,"timestamp":3,"data":{"source":5,"id":9,"text":"typed \"now\""}}`,
		`{"type":3,"timestamp":4,"data":{"source":5,"id":10,"text":"two\nlines"}}`)
	got := p.Page("w", 14, 13)
	for _, want := range []string{
		"<!doctype html><html lang=\"en\">", `<style>p{color:red}\3c /style></style>`, `<p class="a&amp;&#34;b">5 &lt; 6</p>`,
		`<input type="text" value="typed &#34;now&#34;">`, "<textarea>\ntwo\nlines</textarea>", "width:120px;height:40px",
		`<x-card><template shadowrootmode="open"><b data-maskproof-focus="14 13">inside</b></template></x-card>`,
		`<img src="data:image/png;base64,AAAA">`, `srcdoc="&lt;html&gt;in the frame&lt;/html&gt;"`,
	} {
		require.Contains(t, got, want)
	}
	require.Empty(t, p.Page("other", 1))
	require.Contains(t, p.Page("w", 999), "5 &lt; 6", "a node that nobody has seen")
}

// Nothing that a recorded page holds runs, loads, or breaks out of its place.
func TestPageIsDead(t *testing.T) {
	p := play(t, `{"type":2,"timestamp":1,"data":{"node":{"type":0,"id":1,"childNodes":[
		{"type":2,"id":3,"tagName":"html","attributes":{},"childNodes":[
			{"type":2,"id":20,"tagName":"meta","attributes":{"http-equiv":"refresh","content":"0;url=https://evil.test"},"childNodes":[]},
			{"type":2,"id":21,"tagName":"base","attributes":{"href":"https://evil.test"},"childNodes":[]},
			{"type":2,"id":22,"tagName":"script","attributes":{"src":"https://evil.test/a.js"},"childNodes":[{"type":3,"id":23,"textContent":"alert(1)"}]},
			{"type":2,"id":24,"tagName":"img","attributes":{"src":"https://evil.test/a.png","srcset":"https://evil.test/b.png 2x","onerror":"alert(1)","alt":"x\"><script>alert(1)</script>"},"childNodes":[]},
			{"type":2,"id":25,"tagName":"a","attributes":{"href":"javascript:alert(1)","ping":"https://evil.test","x onclick=alert(1) y":"1"},"childNodes":[]},
			{"type":2,"id":26,"tagName":"form","attributes":{"action":"https://evil.test"},"childNodes":[]},
			{"type":2,"id":27,"tagName":"img onerror=alert(1) src=x","attributes":{},"childNodes":[]},
			{"type":2,"id":28,"tagName":"iframe","attributes":{"src":"https://evil.test","srcdoc":"<script>alert(1)</script>"},"childNodes":[]},
			{"type":2,"id":29,"tagName":"object","attributes":{"data":"https://evil.test"},"childNodes":[]},
			{"type":2,"id":30,"tagName":"style","attributes":{},"childNodes":[{"type":3,"id":31,"textContent":"</style><script>alert(1)</script>"}]},
			{"type":2,"id":32,"tagName":"div","attributes":{"rr_width":"1px;background:url(https://evil.test)","rr_height":"2"},"childNodes":[]},
			{"type":3,"id":33,"textContent":"<script>alert(1)</script>"}]}]},
		"initialOffset":{"top":0,"left":0}}}`)
	got := p.Page("w", 0)
	require.NotContains(t, got, "evil.test")
	require.NotContains(t, got, "<script")
	require.NotRegexp(t, `<[^>]*\son[a-z]+=`, got)
	require.NotContains(t, got, "javascript:")
}
