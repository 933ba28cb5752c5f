package scan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
)

// bodies are texts as an app fetches them: a line of each, and where in one something may
// stand.
var bodies = map[string]struct {
	line func(r *rand.Rand, n int) string
	slot string
}{
	"page": {func(r *rand.Rand, n int) string {
		return fmt.Sprintf(`<div class="flex px-%d hover:bg-[#%06x]" style='width:%d%%'><a href="/p/%x?ref=list&amp;page=%d">%s &nbsp;&euro;%d</a> it's</div>`,
			n%9, r.IntN(1<<24), r.IntN(99), r.Uint32(), n, sentence(r), r.IntN(99))
	}, `<p title="a b">%s</p>`},
	"attribute": {func(r *rand.Rand, n int) string {
		return fmt.Sprintf("<item id=\"%d\">%s &lt;b&gt;=3D</item>\n", n, sentence(r))
	}, `<input type="hidden" value="%s" data-n="1">`},
	"script": {func(r *rand.Rand, n int) string {
		return fmt.Sprintf(`x(%d,function(e,t){return/^[\w.-]+\d{1,3}/i.test(e)?t("%s\n\u00e9"):'it\'s "%x"'}),`, n, sentence(r), r.Uint32())
	}, `x.k="%s",`},
	"log": {func(r *rand.Rand, n int) string {
		return fmt.Sprintf("2026-11-%02dT10:%02d:00.%03dZ INFO [%08x] path=/api/v1?x=%d status=200 %s 100%% ip=10.0.%d.%d\n",
			1+r.IntN(28), r.IntN(60), r.IntN(999), r.Uint32(), n, sentence(r), r.IntN(255), r.IntN(255))
	}, "10:00:00 value %s\n"},
	"form": {func(r *rand.Rand, n int) string {
		return fmt.Sprintf("items%%5B%d%%5D=%s&", n, url.QueryEscape(sentence(r)))
	}, "k=%s&"},
	"JSON in a script": {func(r *rand.Rand, n int) string {
		return fmt.Sprintf(`{\"id\":%d,\"html\":\"<p class=\\\"x\\\">%s</p>\\n\",\"a\":\"%%2f\"},`, n, sentence(r))
	}, `{\"k\":\"%s\"},`},
	"lines of JSON": {func(r *rand.Rand, n int) string {
		return fmt.Sprintf("%x:[\"$\",\"div\",null,{\"className\":\"grid-[%dpx_1fr]\",\"children\":%s}]\n", n, r.IntN(99), quoted(sentence(r)+"\n=3D"))
	}, `1:{"k":"%s"}` + "\n"},
}

// What is found in a short text is found in its place in a long one of its kind, however it is
// encoded.
func TestBodiesInPassages(t *testing.T) {
	const step = 23
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			r, c := rand.New(rand.NewPCG(5, 1)), planted()[0]
			text := func() (text string) {
				for n := 0; len(text) < longText; n++ {
					text += body.line(r, n)
				}
				return text
			}
			front, back := text(), text()
			s := chainScanner(t, c)
			names := slices.Sorted(maps.Keys(encoders))
			found, broken := 0, 0
			for i, a := range names {
				for k := i % step; k < len(names); k += step {
					if cutApart(a, names[k], name) {
						continue
					}
					value := encoders[names[k]](encoders[a](c.Value))
					if name == "form" {
						value = url.QueryEscape(value)
					}
					slot := fmt.Sprintf(body.slot, value)
					short, cut := s.reader.read(slot, "", false)
					if len(short) == 0 || cut != "" {
						continue
					}
					found++
					long, cut := s.reader.read(front+slot+back, "", false)
					if cut != "" {
						broken++
					}
					require.Len(t, long, 1, "%s, %s: %q", a, names[k], slot)
					at := long[0].offset - len(front)
					require.True(t, at >= 0 && at < len(slot), "%s, %s: %d in %q", a, names[k], at, slot)
				}
			}
			require.Greater(t, found, 2500/step)
			require.LessOrEqual(t, broken, found/100)
		})
	}
}

// cutApart knows the encodings that a passage may cut; see Limits.
func cutApart(a, b, body string) bool {
	switch {
	case a == "ascii85" && (b == "nul" || b == "zero width"): // a mark with a character in it
		return true
	case b == "reversed":
		return a == "bytes" || body == "JSON in a script" // a backslash before the quote
	}
	return false
}

// Where the borders of passages are.
func TestPassages(t *testing.T) {
	rows := strings.Repeat("QUJDREVGR0hJSktM\r\n", 3)
	for _, tt := range []struct {
		text, inner string
		want        []string
	}{
		{`<a b="c d" e='f'>g &lt;h</a>`, "", []string{"a b=", "c d", " e=", "f", "g &lt;h", "/a"}},
		{"one line\nthe next\n", "", []string{"one line", "the next"}},
		{"f(\"it's\", `x`)", "", []string{"f(", "it", "s", ", ", "x", ")"}},
		{`x = "{\"a\":\"b\\n\"}"`, "", []string{"x = ", `{\`, "a", ":", `b\\n`, "}"}},
		{`a:"}16{u\";`, "", []string{"a:", `}16{u\`, ";"}}, // the backslash of an escape backwards
		{"it's <here>", "'<", []string{"it's <here"}},
		{"key: " + rows + "QUJD\nend of it", "", []string{"key: " + rows + "QUJD", "end of it"}},
		{"52, 50,\n53, 54\nfive", "", []string{"52, 50,\n53, 54", "five"}},
		{"caf=\nC3=A9\nthe end", "", []string{"caf=\nC3=A9", "the end"}},
		{"%41%41%41%41%41%41\n%42%42%42%42%42%42\n(the end)", "", []string{"%41%41%41%41%41%41\n%42%42%42%42%42%42", "(the end)"}},
		{`{\"k\":\"QUJDREVGR0hJSktM` + "\r\n" + `QUJD\"}`, "", []string{`{\`, "k", ":", "QUJDREVGR0hJSktM\r\nQUJD", "}"}},
		{"go on \\\nhere\nor not", "", []string{"go on \\\nhere", "or not"}},
		{"a <~9jqo^\">'~> b", "", []string{"a ", "<~9jqo^\">'~>", " b"}},
		{"a >~'<\"^oqj9~< b", "", []string{"a ", ">~'<\"^oqj9~<", " b"}},
		{"a <~ b\"c", "", []string{"a ", "~ b", "c"}},
		{"a\"\x1f\x8b\x08\"\x00\x03\n\x00\"b c", "", []string{"a", "\x1f\x8b\x08\"\x00\x03\n\x00", "b c"}},
		{"'a\x01 stream of 20 \"bytes and more\x02", "", []string{"a\x01 stream of 20 \"bytes and more\x02"}},
		{"ab\uFFFD\uFFFDcd\uFFFD\"e", "", []string{"ab", "\uFFFD\uFFFDcd", "\uFFFD", "e"}},
		{"日\"本\" x", "", []string{"日\"本", " x"}},
	} {
		var got []string
		c := cutter{text: tt.text, inner: tt.inner, noisy: true, yield: func(s section) bool {
			require.Equal(t, tt.text[s.from:s.to], s.text)
			got = append(got, s.text)
			return true
		}}
		c.cut()
		require.Equal(t, tt.want, got, tt.text)
	}
}

// A text in which no border stands, or that is one encoding, has no passages.
func TestNoPassages(t *testing.T) {
	for name, text := range map[string]string{
		"one word":      strings.Repeat("QUJD", longText),
		"rows":          wrap(strings.Repeat("QUJD", longText), 76),
		"ascii85":       asciiBase85(strings.Repeat("some words ", longText/10)),
		"characters":    strings.Repeat("日本", longText) + "x\"y" + strings.Repeat("日本", longText),
		"one long line": strings.Repeat("some words ", longText) + "\n",
	} {
		for s := range (documents{}).passages(text) {
			t.Errorf("%s: %d", name, s.span)
		}
	}
}

// document is a page of an app, or another body, in whose middle something stands.
func document(body, slot string) string {
	var front, back string
	r, line := rand.New(rand.NewPCG(5, 2)), bodies[body].line
	for n := 0; len(front) < longText; n++ {
		front, back = front+line(r, n), back+line(r, n)
	}
	return front + slot + back
}

// An encoded code in a passage is known by what stands before it; what stands there as it is
// was judged with the whole text.
func TestCodesInPassages(t *testing.T) {
	cvc := planted()[3]
	require.Equal(t, canary.CVC, cvc.Kind)
	hidden := encoders["decimal"](cvc.Value)
	for slot, want := range map[string]int{
		`<input name="cvc" value="` + hidden + `">`:                                        1,
		`<input name="cvc" value="` + cvc.Value + `">`:                                     1,
		`<p title="` + hidden + `"></p><input name="cvc" value="` + hidden + `">`:          1,
		`<td>` + hidden + `</td>`:                                                          0,
		`<td>` + cvc.Value + `</td>`:                                                       0,
		`<b>cvc</b> and many more words of this page stand before <td>` + hidden + `</td>`: 0,
	} {
		hits, cut := chainScanner(t, cvc).reader.read(document("page", slot), "", true)
		require.Empty(t, cut)
		require.Len(t, hits, want, slot)
	}
	escaped := encoders["all bytes"](cvc.Value)
	for field, want := range map[string]int{"cvc=" + escaped + "&": 1, "a=cvc&b=" + escaped + "&": 0} {
		hits, cut := chainScanner(t, cvc).reader.read(document("form", field), "", true)
		require.Empty(t, cut)
		require.Len(t, hits, want, field)
	}
}

// A canary may hold what is a border elsewhere, and so may what a transform writes.
func TestBordersInValues(t *testing.T) {
	c := planted()[0]
	for _, value := range []string{"it's-Qzxcvb-4821", `Qzx"cvbn"4821`, "Qzx<cvb>4821", "Qzxcvb\n4821-mnb", "Qzx&cvb=4821-a"} {
		c.Value, c.Kind = value, canary.Text
		hidden := ""
		for _, char := range value {
			if hidden += string(char); isAlphanumeric(byte(char)) {
				hidden = hidden[:len(hidden)-1] + fmt.Sprintf("%%%02x", char)
			}
		}
		hits, cut := chainScanner(t, c).reader.read(document("page", "<p>"+hidden+"</p>"), "", false)
		require.Empty(t, cut)
		require.Len(t, hits, 1, hidden)
		if strings.Contains(value, "&") {
			hits, _ = chainScanner(t, c).reader.read(document("form", "a="+hidden+"&"), "", false)
			require.Len(t, hits, 1, hidden)
		}
	}
	for _, from := range "qz4" {
		table := canary.Transform{Name: "table", From: string(from), To: "'"}
		s, err := New(Options{Canaries: planted()[:1], Policy: DefaultPolicy(), Transforms: []canary.Transform{table}})
		require.NoError(t, err)
		value := planted()[0].Value
		written := strings.ReplaceAll(value, string(from), "'")
		if written == value {
			continue
		}
		hits, cut := s.reader.read(document("page", "<p>"+written+"</p>"), "", false)
		require.Empty(t, cut)
		require.Len(t, hits, 1, written)
	}
}

// What passages leave over is not glued together.
func TestRestOfPassagesNamesNothing(t *testing.T) {
	card := planted()[2]
	require.Equal(t, canary.Card, card.Kind)
	v := card.Value
	for _, between := range []string{"\n", "\n" + strings.Repeat("hidden ", 9) + "\n", `<b class="a b c d e">`, `","` + strings.Repeat("hidden ", 9) + `","`} {
		for _, slot := range []string{v[:8] + between + v[8:], v[:4] + between + v[4:8] + between + v[8:12] + between + v[12:], "last4" + between + "n" + v[12:]} {
			s := newScanner(t, card)
			hits, cut := s.reader.read(document("page", "\n"+slot+"\n"), "", false)
			require.Empty(t, cut)
			require.Empty(t, hits, slot)
			if !strings.HasPrefix(slot, v[:8]) { // which is a part of a card by itself
				require.Zero(t, len(s.reader.parts), slot)
			}
		}
	}
}

// Real-looking data that a page shows as an example is none because a passage has no context.
func TestPersonalDataInPassages(t *testing.T) {
	for slot, want := range map[string]int{
		`<p>for example <b>card 4929 3718 4650 2834</b>`: 0,
		`<p>paid by the <b>card 4929 3718 4650 2834</b>`: 1,
	} {
		s, err := New(Options{Policy: DefaultPolicy(), Detect: &detect.Options{}})
		require.NoError(t, err)
		s.Event(0, "w", consoleEvent(t, 5, "a", document("page", slot)))
		require.Len(t, s.Report().Findings, want, slot)
	}
}

// BenchmarkScanPage reads a page of an app as fetched, which no string is known of.
func BenchmarkScanPage(b *testing.B) {
	r, text := rand.New(rand.NewPCG(9, 12)), ""
	for n := 0; len(text) < 300<<10; n++ {
		text += bodies["page"].line(r, n)
	}
	s := newScanner(b, everyKind(b, 1)...)
	b.SetBytes(int64(len(text)))
	for n := 0; b.Loop(); n++ {
		hits, cut := s.reader.read(fmt.Sprint(n)+text, "", false)
		require.Empty(b, hits)
		require.Empty(b, cut)
	}
}
