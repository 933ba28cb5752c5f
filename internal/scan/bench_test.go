package scan

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// BenchmarkDecodeOnly unpacks a made-up recording and visits its strings without looking
// at them; BenchmarkScan looks. Each string in it is new, as in no real one: the budget of
// three times decoding is that of the corpus, see BenchmarkStoredScan.
func BenchmarkDecodeOnly(b *testing.B) {
	events, size := benchRecording(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, raw := range events {
			ev, err := rrweb.Decode(raw)
			require.NoError(b, err)
			ev.Strings(func(*rrweb.Text) {})
		}
	}
}

func BenchmarkScan(b *testing.B) {
	events, size := benchRecording(b)
	s := newScanner(b, everyKind(b, 1)...)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for i, raw := range events {
			ev, err := rrweb.Decode(raw)
			require.NoError(b, err)
			s.Event(i, "window", ev)
		}
	}
	require.Empty(b, s.Report().Findings)
	require.Empty(b, s.Report().Unscanned)
}

// BenchmarkScanMedia reads a style sheet with a font in it and a page's picture; no string
// is known from before.
func BenchmarkScanMedia(b *testing.B) {
	r, c := rand.New(rand.NewPCG(5, 6)), everyKind(b, 1)[0]
	var noise []byte
	for len(noise) < 60_000 {
		noise = binary.BigEndian.AppendUint64(noise, r.Uint64())
	}
	file := "wOF2\x00\x01\x00\x00" + string(binary.BigEndian.AppendUint32(nil, uint32(len(noise)+12))) + string(noise)
	text := css(r, 100) + "@font-face{font-family:x;src:url(data:font/woff2;base64," + base64.StdEncoding.EncodeToString([]byte(file)) + ")}"
	s := newScanner(b, c)
	b.SetBytes(int64(len(text)))
	for n := 0; b.Loop(); n++ {
		hits, cut := s.reader.read(fmt.Sprint(n)+text, "", false)
		require.Empty(b, hits)
		require.Empty(b, cut)
	}
}

func newScanner(tb testing.TB, canaries ...canary.Canary) *Scanner {
	s, err := New(Options{Canaries: canaries, Policy: DefaultPolicy(), Recording: "rec"})
	require.NoError(tb, err)
	return s
}

func everyKind(tb testing.TB, seed uint64) []canary.Canary {
	set := canary.NewSet(seed, "run")
	for _, flow := range []string{"signup", "checkout"} {
		for _, kind := range canary.Kinds() {
			_, err := set.Make(flow, string(kind), kind, false)
			require.NoError(tb, err)
		}
	}
	return set.All()
}

// benchRecording is about 8 MB of full snapshots, mutations, inputs and console
// lines, as stored, without PostHog's compression (which only adds work to
// decoding).
func benchRecording(tb testing.TB) (events [][]byte, size int64) {
	r := rand.New(rand.NewPCG(1, 2))
	for size < 8<<20 {
		for _, data := range []map[string]any{
			{"type": 2, "data": map[string]any{"node": page(r, 400), "initialOffset": map[string]int{"top": 0, "left": 0}}},
			{"type": 3, "data": mutation(r, 60)},
			{"type": 3, "data": map[string]any{"source": 5, "id": r.IntN(5000), "text": "*********", "isChecked": false}},
			{"type": 6, "data": map[string]any{"plugin": "rrweb/console@1", "payload": map[string]any{
				"level": "log", "trace": []string{"https://shop.test/static/app.js:1:2203"},
				"payload": []string{`"cart updated"`, fmt.Sprintf(`{"items":[%d,%d],"total":"%d.95"}`, r.IntN(9999), r.IntN(9999), r.IntN(500))},
			}}},
		} {
			data["timestamp"] = 1_795_000_000_000 + int64(len(events))
			raw, err := json.Marshal(data)
			require.NoError(tb, err)
			events, size = append(events, raw), size+int64(len(raw))
		}
	}
	return events, size
}

func page(r *rand.Rand, rows int) map[string]any {
	id := 1
	next := func() int { id++; return id }
	var body []any
	for range rows {
		body = append(body, element(next, r, "div", element(next, r, "span", text(next, sentence(r))),
			element(next, r, "a", text(next, sentence(r)))))
	}
	style := map[string]any{"type": 2, "tagName": "style", "id": next(), "attributes": map[string]any{"_cssText": css(r, rows)}, "childNodes": []any{}}
	html := map[string]any{"type": 2, "tagName": "html", "id": next(), "attributes": map[string]any{"lang": "en"}, "childNodes": append([]any{style}, body...)}
	return map[string]any{"type": 0, "id": 1, "childNodes": []any{html}}
}

func element(next func() int, r *rand.Rand, tag string, children ...any) map[string]any {
	return map[string]any{"type": 2, "tagName": tag, "id": next(), "childNodes": children, "attributes": map[string]any{
		"class": fmt.Sprintf("row col-%d text-gray-%d00 hover:bg-%x", r.IntN(12), r.IntN(9), r.Uint32()), "data-id": fmt.Sprintf("%08x-4f3a-4c21-9b1e-%012x", r.Uint32(), r.Uint64()>>16),
		"href": fmt.Sprintf("https://shop.test/products/%d?ref=list&page=%d", r.IntN(100000), r.IntN(40)),
	}}
}

func text(next func() int, s string) map[string]any {
	return map[string]any{"type": 3, "id": next(), "textContent": s}
}

func sentence(r *rand.Rand) string {
	words := strings.Fields("the order of your basket was changed on 12 products for $ 49.95 per item and delivered to the café near you within 3 days")
	var b strings.Builder
	for range 4 + r.IntN(12) {
		b.WriteString(words[r.IntN(len(words))] + " ")
	}
	return b.String()
}

func css(r *rand.Rand, rules int) string {
	var b strings.Builder
	for range rules {
		fmt.Fprintf(&b, ".c%x { margin: %dpx %dpx; color: #%06x; width: calc(100%% - %dpx); background: url(\"/img/%d.png\") }\n",
			r.Uint32(), r.IntN(90), r.IntN(90), r.IntN(1<<24), r.IntN(99), r.IntN(9999))
	}
	return b.String()
}

func mutation(r *rand.Rand, n int) map[string]any {
	var adds, texts []any
	for i := range n {
		texts = append(texts, map[string]any{"id": i, "value": sentence(r)})
		adds = append(adds, map[string]any{"parentId": i, "nextId": nil, "node": text(func() int { return i + 9000 }, sentence(r))})
	}
	return map[string]any{"source": 0, "adds": adds, "texts": texts, "removes": []any{}, "attributes": []any{}}
}
