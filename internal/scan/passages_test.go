package scan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
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
