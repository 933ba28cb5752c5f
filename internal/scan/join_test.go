package scan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// spread wraps each character of a value with a format.
func spread(value, format string) string {
	var b strings.Builder
	for _, r := range value {
		fmt.Fprintf(&b, format, "{"+string(r)+"}")
	}
	return b.String()
}

const (
	cardNumber = "4242424242424242"
	boxes      = `<input id="b0"><input id="b1"><input id="b2"><input id="b3">`
	pad        = `<div class="pin-pad"><button id="k0">0</button><button id="k2">{2}</button><button id="k3"><span id="s3">{3}</span></button>` +
		`<button id="k4" aria-label="{4}"><svg></svg></button><button id="k8">{8}</button><button id="k9">{9}</button><button id="ok">OK</button></div>`
)

// splits are values that no single string of a recording shows.
var splits = []struct {
	name, canary, via string
	play              func(s *stage)
}{
	{"inline elements", "email", "inline-text", func(s *stage) {
		s.page(`<p>Mail <b>{qwzrtvbnmk.hjklpoiu}</b>@<i>{xcvbnmqw.example.com}</i>, thanks</p>`)
	}},
	{"comment between texts", "password", "inline-text", func(s *stage) { s.page(`<p>pw {Qzxcvbnml}<!-- -->{kj!4821K}</p>`) }},
	{"one span a character", "card", "inline-text", func(s *stage) { s.page(`<p>` + spread(cardNumber, "<span>%s</span>") + `</p>`) }},
	{"one span a letter", "email", "inline-text", func(s *stage) {
		s.page(`<p>` + spread("qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com", "<span>%s</span>") + `</p>`)
	}},
	{"wbr", "email", "inline-text", func(s *stage) { s.page(`<p>{qwzrtvbnmk}<wbr>{.hjklpoiu@xcvbnmqw}<wbr>{.example.com}</p>`) }},
	{"soft hyphen", "address", "inline-text", func(s *stage) { s.page("<p>{1234 Zupe}\u00ad<b>{lagon}</b> {Street}</p>") }},
	{"ruby", "name", "inline-text", func(s *stage) { s.page(`<ruby>{Bofa}<rt>bo</rt>{doruv Kite}<rt>ki</rt>{namos}</ruby>`) }},
	{"svg tspans", "iban", "inline-text", func(s *stage) {
		s.page(`<svg><text><tspan>{DE893704}</tspan><tspan>{00440532013000}</tspan></text></svg>`)
	}},
	{"white space between", "name", "inline-text", func(s *stage) { s.page("<p><b>{Bofadoruv}</b>\n      <i>{Kitenamos}</i></p>") }},
	{"accents", "text", "inline-text", func(s *stage) { s.page(`<p><b>{GRÜSSE an}</b> {José}</p>`) }},
	{"number behind its label", "ssn", "inline-text", func(s *stage) { s.page(`<p>SSN: <b>{912}</b>-{34}-<i>{5678}</i></p>`) }},
	{"phone in pieces", "phone", "inline-text", func(s *stage) { s.page(`<p>call <b>{+1}</b> (<i>{212}</i>) {555}<u>{-0142}</u>.</p>`) }},
	{"date in pieces", "dob", "inline-text", func(s *stage) { s.page(`<p>born <b>{27}</b> <i>{December}</i> {1984}</p>`) }},
	{"code behind its name", "cvc", "inline-text", func(s *stage) { s.page(`<p>CVC: ` + spread("412", "<b>%s</b>") + `</p>`) }},
	{"code in boxes", "otp", "inline-text", func(s *stage) { s.page(`<div>` + spread("483920", "<span>%s</span>") + `</div>`) }},
	{"reversed", "card", "inline-text", func(s *stage) {
		s.page(`<div style="direction:rtl">` + spread("0192837465012345", "<span>%s</span>") + `</div><div>` + spread("2424242424242424", "<span>%s</span>") + `</div>`)
	}},
	{"custom element", "password", "inline-text", func(s *stage) { s.page(`<p><my-mark>{Qzxcvbn}</my-mark>{mlkj!4821K}</p>`) }},

	{"table cells", "card", "cells", func(s *stage) {
		s.page(`<table><tr><td>Visa</td><td>{4242}</td><td>{4242}</td><td>{4242}</td><td>{4242}</td><td>12/29</td></tr></table>`)
	}},
	{"name in cells", "name", "cells", func(s *stage) {
		s.page(`<table><tr><td>1</td><td><b>{Bofadoruv}</b></td><td>{Kitenamos}</td><td>yes</td></tr></table>`)
	}},
	{"date in cells", "dob", "cells", func(s *stage) {
		s.page(`<table><tr><td>born</td><td>{1984}</td><td>{12}</td><td>{27}</td></tr></table>`)
	}},
	{"phone in cells", "phone", "cells", func(s *stage) {
		s.page(`<table><tr><td>tel</td><td>{(212)}</td><td>{555}</td><td>{0142}</td><td>home</td></tr></table>`)
	}},
	{"reversed cells", "card", "cells", func(s *stage) {
		s.page(`<table><tr style="direction:rtl">` + spread("2424242424242424", "<td>%s</td>") + `</tr></table>`)
	}},
	{"column of groups", "card", "column", func(s *stage) {
		s.page(`<table><thead><tr><th>no.</th><th>Card</th></tr></thead><tbody>
			<tr><td>1</td><td>{4242}</td></tr> <tr><td>2</td><td>{4242}</td></tr>
			<tr><td>3</td><td><b>{4242}</b></td></tr> <tr><td>4</td><td>{4242}</td></tr></tbody></table>`)
	}},
	{"column of digits", "iban", "column", func(s *stage) {
		s.page(`<table>` + spread("DE89370400440532013000", `<tr><td>n</td><td>%s</td><td>7</td></tr>`) + `</table>`)
	}},
	{"column of words", "address", "column", func(s *stage) {
		s.page(`<div><div role="row"><i>a</i><i>{1234}</i></div><div role="row"><i>b</i><i>{Zupelagon}</i></div><div role="row"><i>c</i><i>{Street}</i></div></div>`)
	}},
	{"column out of which a row goes", "ssn", "column", func(s *stage) {
		s.page(`<table><tr><td>a</td><td>{912}</td></tr><tr id="e"><td>b</td><td>77</td></tr><tr><td>c</td><td>{34}</td></tr><tr><td>d</td><td>{5678}</td></tr></table>`).remove("e")
	}},
	{"column that grows", "name", "column", func(s *stage) {
		s.page(`<table><tr><td>a</td><td>{Bofadoruv}</td></tr> <tr><td>b</td><td><b id="e">…</b></td></tr></table>`).text("e", "{Kitenamos}")
	}},
	{"line break", "name", "blocks", func(s *stage) { s.page(`<address>{Bofadoruv}<br>{Kitenamos}<br>Berlin</address>`) }},
	{"line break in a number", "card", "blocks", func(s *stage) { s.page(`<p>{4242 4242}<br>{4242 4242}</p>`) }},
	{"one block a group", "iban", "blocks", func(s *stage) {
		s.page(`<ul><li>IBAN</li><li>{DE89}</li><li>{3704}</li><li>{0044}</li><li>{0532}</li><li>{0130}</li><li>{00}</li></ul>`)
	}},
	{"one block a character", "password", "blocks", func(s *stage) {
		s.page(`<div>` + spread("Qzxcvbnmlkj!4821K", `<div class="c"><div>%s</div></div>`) + `</div>`)
	}},
	{"address lines", "address", "blocks", func(s *stage) { s.page(`<div><p>{1234}</p><p>{Zupe}</p><p>{lagon Street}</p><p>Springfield</p></div>`) }},
	{"code in named blocks", "otp", "blocks", func(s *stage) { s.page(`<div id="otp-code"><div>{483}</div><div>{920}</div></div>`) }},

	{"boxes of a code", "otp", "inputs", func(s *stage) {
		s.page(`<form><input id="mail" value="a@b.test"><div>` + `<input id="0"><input id="1"><input id="2"><input id="3"><input id="4"><input id="5">` + `</div></form>`)
		for i, c := range "483920" {
			s.input(fmt.Sprint(i), "{"+string(c)+"}")
		}
	}},
	{"boxes in a flat form", "otp", "inputs", func(s *stage) {
		s.page(`<form><input value="12345"><input value="{4}"><input value="{8}"><input value="{3}"><input value="{9}"><input value="{2}"><input value="{0}"><input value="77"></form>`)
	}},
	{"card in four inputs", "card", "inputs", func(s *stage) {
		s.page(`<form>` + boxes + `<input id="cvc" value="99"></form>`)
		for i := range 4 {
			for n := range 4 {
				s.input(fmt.Sprint("b", i), "{"+"4242"[:n+1]+"}")
			}
		}
	}},
	{"inputs each in a wrapper", "ssn", "inputs", func(s *stage) {
		s.page(`<div><label>SSN</label><div><p><input id="b0"></p><p><input id="b1"></p><p><input id="b2"></p></div></div>`).
			input("b2", "{5678}").input("b0", "{912}").input("b1", "{34}")
	}},
	{"date in three selects", "dob", "inputs", func(s *stage) {
		s.page(`<div><select id="b0" value="1"><option>1</option></select><select id="b1" value="1"></select><select id="b2" value="2000"></select></div>`).
			input("b0", "{12}").input("b1", "{27}").input("b2", "{1984}")
	}},
	{"inputs in the order of typing", "card", "inputs", func(s *stage) {
		s.page(`<form>`+boxes+`</form>`).input("b3", "{42424}").input("b1", "{242}").input("b0", "{4242}").input("b2", "{4242}")
	}},
	{"named boxes of a security code", "cvc", "inputs", func(s *stage) {
		s.page(`<div class="cvc"><input value="{4}"><input value="{1}"><input value="{2}"></div>`)
	}},
	{"inputs out of the page", "otp", "inputs", func(s *stage) {
		s.page(``)
		for _, c := range "483920" {
			s.input("none", "{"+string(c)+"}")
		}
	}},

	{"attributes of siblings", "card", "attributes", func(s *stage) {
		s.page(`<div><i data-part="{4242}" data-n="1"></i><i data-part="{4242}" data-n="2"></i><i data-part="{4242}"></i><i data-part="{4242}"></i></div>`)
	}},
	{"attributes of one element", "card", "attributes", func(s *stage) {
		s.page(`<p>x</p><div data-brand="visa" data-first="{4242}" data-second="{4242}" data-third="{4242}" data-last="{4242}" data-until="mm/yy"></div>`)
	}},
	{"attributes of one element that come later", "dob", "attributes", func(s *stage) {
		s.page(`<i id="b0" aria-label="born" data-part-a="{1984}" data-part-b="{12}"></i>`).attribute("b0", "data-part-c", "{27}")
	}},
	{"code in attributes that name it", "otp", "attributes", func(s *stage) {
		s.page(`<i class="otp-code" data-a="{483}" data-b="{920}"></i>`)
	}},
	{"attributes that come later", "name", "attributes", func(s *stage) {
		s.page(`<div><i id="b0" title="{Bofadoruv}"></i><i id="b1"></i></div>`).attribute("b1", "title", "{Kitenamos}")
	}},

	{"typed into an editor", "email", "inline-text", func(s *stage) {
		s.page(`<div id="e" contenteditable></div>`)
		for _, c := range "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com" {
			s.add("e", "<span>{"+string(c)+"}</span>", false)
		}
	}},
	{"each first", "card", "inline-text", func(s *stage) {
		s.page(`<div id="e" style="display:flex;flex-direction:row-reverse"></div>`)
		for _, c := range "9424242424242424" {
			s.add("e", "<span>{"+string(c)+"}</span>", true)
		}
		s.add("e", "<span>x</span>", true)
		for _, c := range cardNumber {
			s.add("e", "<span>{"+string(c)+"}</span>", true)
		}
	}},
	{"for a moment", "password", "inline-text", func(s *stage) {
		s.page(`<div><p>{Qzxcvbn}<b id="e">…</b></p></div>`).text("e", "{mlkj!4821K}").text("e", "…")
	}},
	{"what stood between goes", "name", "inline-text", func(s *stage) {
		s.page(`<div><p>{Bofa}<b id="e">---</b>{doruv Kitenamos}</p></div>`).remove("e")
	}},
	{"display of a keypad", "otp", "keystrokes", func(s *stage) {
		s.page(`<div id="e">-</div>`).text("e", " ")
		for i, c := range "483920" {
			s.text("e", strings.Repeat("•", i)+"{"+string(c)+"}").text("e", strings.Repeat("•", i+1))
		}
	}},
	{"one key each", "password", "keystrokes", func(s *stage) {
		s.page(`<input id="e">`)
		for _, c := range "Qzxcvbnmlkj!4821K" {
			s.input("e", "{"+string(c)+"}").input("e", "")
		}
	}},
	{"clicked keys", "otp", "clicks", func(s *stage) {
		s.page(pad)
		for _, key := range []string{"ok", "k4", "k8", "s3", "k9", "k2", "k0", "ok"} {
			s.click(key, 1).click(key, 0).click(key, 2)
		}
	}},
	{"tapped keys", "otp", "clicks", func(s *stage) {
		s.page(pad)
		for _, key := range []string{"k4", "k8", "k3", "k9", "k2", "k0"} {
			s.click(key, 7)
		}
	}},

	{"console arguments", "card", "console", func(s *stage) {
		s.plugin("rrweb/console@1", map[string]any{"level": "log", "trace": []string{}, "payload": []string{
			`"pay %s%s%s%s"`, s.say(`"{4242}"`), s.say(`"{4242}"`), s.say(`"{4242}"`), s.say(`"{4242}"`)}})
	}},
	{"array of characters", "password", "console", func(s *stage) {
		s.plugin("rrweb/console@1", map[string]any{"level": "log", "trace": []string{}, "payload": []string{
			s.say("[" + strings.TrimSuffix(spread("Qzxcvbnmlkj!4821K", `"%s",`), ",") + "]")}})
	}},
	{"wireframes of a screen", "card", "screen", func(s *stage) {
		s.send(map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": []any{
			wireframeOf(1, "div", "", wireframeOf(2, "text", "Card"), wireframeOf(3, "text", s.say("{4242}")), wireframeOf(4, "text", s.say("{4242}")),
				wireframeOf(5, "div", "", wireframeOf(6, "text", s.say("{42424242}")))), wireframeOf(7, "text", "Pay")}}})
	}},
	{"wireframes that come later", "name", "screen", func(s *stage) {
		s.incremental(map[string]any{"source": 0, "adds": []any{
			map[string]any{"parentId": 1, "wireframe": wireframeOf(2, "text", s.say("{Bofadoruv}"))},
			map[string]any{"parentId": 1, "wireframe": map[string]any{"id": 3, "type": "input", "inputType": "text", "value": s.say("{Kitenamos}")}}}})
	}},
	{"a code typed box by box", "otp", "screen-inputs", func(s *stage) {
		var boxes []any
		for i := range 6 {
			boxes = append(boxes, map[string]any{"id": 10 + i, "type": "input", "inputType": "text_area", "label": fmt.Sprintf("Digit %d", i+1), "value": ""})
		}
		s.send(map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": []any{wireframeOf(1, "div", "", boxes...)}}})
		for i, digit := range "483920" {
			s.update(1, map[string]any{"id": 10 + i, "type": "input", "inputType": "text_area", "label": fmt.Sprintf("Digit %d", i+1), "value": s.say("{" + string(digit) + "}")})
		}
	}},
	{"boxes of which one between them goes", "card", "screen", func(s *stage) {
		s.send(map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{"wireframes": []any{
			wireframeOf(1, "div", "", wireframeOf(2, "text", s.say("{42424242}")), wireframeOf(3, "div", "", wireframeOf(4, "text", "show")), wireframeOf(5, "text", s.say("{42424242}")))}}})
		s.incremental(map[string]any{"source": 0, "removes": []any{map[string]any{"parentId": 1, "id": 3}}})
	}},
	{"query parameters", "iban", "query", func(s *stage) {
		s.plugin("rrweb/network@1", map[string]any{"requests": []any{map[string]any{
			"name": s.say("https://x.test/pay?v=3&a={DE89370}&b={400440532}&c={013000}&z=1")}}})
	}},
	{"one glyph a rule", "card", "css", func(s *stage) {
		s.page(`<style>` + spread(cardNumber, `.a::before ⟨ content: "%s" ⟩ `) + `</style>`)
	}},
	{"one glyph a rule, inserted", "name", "css", func(s *stage) {
		s.page(`<style id="e"></style>`)
		for _, c := range "Bofadoruv\u2003Kitenamos" {
			s.incremental(map[string]any{"source": 8, "id": s.byName["e"], "adds": []any{map[string]any{"rule": s.say(`.a:after⟨content:'{` + string(c) + `}'⟩`), "index": 0}}})
		}
	}},
}

// wireframeOf is a box of a mobile screen.
func wireframeOf(id int, kind, text string, children ...any) map[string]any {
	return map[string]any{"id": id, "type": kind, "x": 10, "y": 20 * id, "width": 100, "height": 18, "text": text, "childWireframes": children}
}

// TestSplitValues holds that each is found with its join, redacted and with a
// selector, and that nothing is found on its masked twin.
func TestSplitValues(t *testing.T) {
	t.Parallel()
	for _, tt := range splits {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, false)
			tt.play(s)
			r := s.scan()
			require.Len(t, r.Findings, 1, "%+v", r.Findings)
			f := r.Findings[0]
			require.Equal(t, []string{tt.canary, tt.via}, []string{f.Canary, f.Via[0]})
			require.Contains(t, []Match{Exact, Normalized}, f.Match)
			require.True(t, f.Leak)
			require.Contains(t, f.Excerpt, "‹"+tt.canary+"›")
			require.Equal(t, f.Excerpt, f.Rendered)
			if f.Node > 0 && f.Surface != rrweb.SurfaceMobile {
				require.NotEmpty(t, f.Selector)
			}
			twin := newStage(t, true)
			tt.play(twin)
			require.Empty(t, twin.scan().Findings)
		})
	}
}

func TestSplitIsReportedWhenComplete(t *testing.T) {
	s := newStage(t, false).page(`<div><p>{Qzxcvbn}<b id="e">…</b></p><p id="f">x</p></div>`).
		text("f", "y").text("e", "{mlkj!4821K}").text("e", "…").text("e", "{mlkj!4821K}")
	f := s.scan().Findings
	require.Len(t, f, 1)
	require.Equal(t, []any{2, "/data", 2, []string{"inline-text"}, Exact, "body > div > p:nth-of-type(1)", "‹password›"},
		[]any{f[0].Event, f[0].Pointer, f[0].Count, f[0].Via, f[0].Match, f[0].Selector, f[0].Rendered})
}

func TestWholeValueIsNotJoinedToo(t *testing.T) {
	s := newStage(t, false).page(`<table><tr><td>Card</td><td>4242424242424242</td><td>4242</td></tr></table><p>pay <b>4242 4242 4242 4242</b>!</p>`)
	for _, f := range s.scan().Findings {
		require.NotContains(t, []string{"inline-text", "cells", "blocks"}, append(f.Via, "")[0], f)
	}
}
