package scan

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/rrweb"
)

func newDetecting(tb testing.TB, opts detect.Options, canaries ...canary.Canary) *Scanner {
	s, err := New(Options{Canaries: canaries, Policy: DefaultPolicy(), Recording: "rec", Detect: &opts})
	require.NoError(tb, err)
	return s
}

func TestDetectNeedsNoCanaries(t *testing.T) {
	_, err := New(Options{Policy: DefaultPolicy(), Detect: &detect.Options{Region: "nowhere"}})
	require.ErrorContains(t, err, `unknown region "nowhere"`)
	s := newDetecting(t, detect.Options{})
	require.Equal(t, &Detection{MinConfidence: "medium", Alone: true}, s.Report().Detect)
	require.Nil(t, newScanner(t, planted()...).Report().Detect)
}

// TestDetectMergesByPlaceAndValue: one finding for one value at one place, however
// often it is shown; its ID tells that two places show the same.
func TestDetectMergesByPlaceAndValue(t *testing.T) {
	s := newDetecting(t, detect.Options{})
	require.Empty(t, s.Event(3, "w", inputEvent(t, 1000, 7, "jane@shop.com")), "findings of canaries only")
	s.Event(4, "w", inputEvent(t, 1100, 7, "jane@shop.com "))
	s.Event(5, "w", inputEvent(t, 1200, 7, "joan@shop.com"))
	s.Event(6, "w", textEvent(t, 1300, 8, "Hi Jane@shop.com and jane@shop.com"))
	r := s.Report()
	require.Len(t, r.Findings, 3)
	require.Equal(t, r.Findings[0].ValueID, r.Findings[2].ValueID)
	require.NotEqual(t, r.Findings[0].ValueID, r.Findings[1].ValueID)
	first := r.Findings[0]
	require.NotEmpty(t, first.Fingerprint)
	first.ValueID, first.Fingerprint = "", ""
	require.Equal(t, Finding{
		Kind: canary.Email, Match: Detected, Surface: rrweb.SurfaceInput, Via: []string{}, Recording: "rec", Window: "w", Event: 3,
		Timestamp: 1000, Pointer: "/data/text", Node: 7, Excerpt: "‹email›", Confidence: "high", Count: 2, LastTimestamp: 1100,
	}, first)
	require.Equal(t, "medium", r.Findings[2].Confidence)
}

// TestDetectThroughViews: what is encoded is found, and with the name that JSON
// gives it.
func TestDetectThroughViews(t *testing.T) {
	const card = "4929 3718 4650 2834"
	for _, tt := range []struct {
		text, confidence string
		via              []string
	}{
		{card, "high", []string{}},
		{url.QueryEscape(card), "high", []string{}},
		{url.QueryEscape("n=" + card), "high", []string{"url-decoded"}},
		{`{"cardNumber":"4929371846502834"}`, "high", []string{}},
		{`{"user":{"payment":{"cards":[{"n":"4929\u0020371846502834"},{"pan":"\u0034929371846502834"}]}}}`, "high", []string{"json"}},
		{"４９２９ ３７１８ ４６５０ ２８３４", "high", []string{"nfkc"}},
	} {
		s := newDetecting(t, detect.Options{})
		s.Event(0, "w", customEvent(t, 5, tt.text))
		found := s.Report().Findings
		require.Len(t, found, 1, tt.text)
		require.Equal(t, []any{canary.Card, tt.confidence, tt.via, false}, []any{found[0].Kind, found[0].Confidence, found[0].Via, found[0].Leak}, tt.text)
	}
}

func TestDetectKnowsGuessesByTheirViews(t *testing.T) {
	p, err := newPersonal(detect.Options{}, nil)
	require.NoError(t, err)
	for _, view := range []string{"", "json", "rot13", viewFolded} {
		p.begin(&site{})
		p.search(&frame{reading: reading{text: "jane@shop.com", via: view}, parent: &frame{}})
		require.Equal(t, view == "" || view == "json", len(p.found) == 1, view)
	}
}

// TestDetectShowsNoValue: not in excerpts, nor in the pointers and excerpts of
// what stands beside.
func TestDetectShowsNoValue(t *testing.T) {
	s := newDetecting(t, detect.Options{}, planted()...)
	s.Event(0, "w", customEvent(t, 5, map[string]any{"jane@shop.com": map[string]any{"card": "4929371846502834", "of": "jane@shop.com"}}))
	s.Event(1, "w", textEvent(t, 6, 9, "Bofadoruv Kitenamos, jane@shop.com, 4929 3718 4650 2834"))
	raw, err := json.Marshal(s.Report())
	require.NoError(t, err)
	require.NotContains(t, string(raw), "jane")
	require.NotContains(t, string(raw), "4929")
	require.Contains(t, string(raw), "‹card, Visa, ends in 2834›")
	require.Contains(t, string(raw), `/data/payload/‹email›/card`)
	require.Contains(t, string(raw), `‹name›, ‹email›, ‹card›`)

	shown, err := New(Options{Policy: DefaultPolicy(), Detect: &detect.Options{}, Reveal: true})
	require.NoError(t, err)
	shown.Event(0, "w", textEvent(t, 6, 9, "write to jane@shop.com now"))
	require.Equal(t, "write to jane@shop.com now", shown.Report().Findings[0].Excerpt)
}

// TestDetectLeavesCanariesAlone: a planted value is no personal data in any
// spelling, and what is detected changes no finding of a canary.
func TestDetectLeavesCanariesAlone(t *testing.T) {
	canaries := []canary.Canary{
		{ID: "card", Kind: canary.Card, Value: "4929371846502834"}, {ID: "email", Kind: canary.Email, Value: "jane@shop.com"},
		{ID: "phone", Kind: canary.Phone, Value: "+1 415 736-2958"},
	}
	text := "card 4929 3718 4650 2834, JANE@shop.com, tel:+14157362958"
	plain, detecting := newScanner(t, canaries...), newDetecting(t, detect.Options{}, canaries...)
	for _, s := range []*Scanner{plain, detecting} {
		s.Event(0, "w", textEvent(t, 5, 1, text))
		s.Event(1, "w", textEvent(t, 6, 2, text+" joan@shop.com"))
	}
	var own, detected []Finding
	for _, f := range detecting.Report().Findings {
		if f.Match == Detected {
			detected = append(detected, f)
		} else {
			own = append(own, f)
		}
	}
	require.Len(t, detected, 1)
	require.Equal(t, 1, detected[0].Event)
	require.Len(t, own, len(plain.Report().Findings))
	for i, f := range plain.Report().Findings {
		require.Equal(t, []any{f.Canary, f.Match, f.Leak, f.Event}, []any{own[i].Canary, own[i].Match, own[i].Leak, own[i].Event})
	}
}

// TestDetectIsBounded: a table of a million addresses does not fill the memory.
func TestDetectIsBounded(t *testing.T) {
	s := newDetecting(t, detect.Options{})
	for i := range maxPlaces + 500 {
		s.Event(i, "w", inputEvent(t, int64(i), i, fmt.Sprintf("jane%d@shop.com", i)))
	}
	r := s.Report()
	require.Len(t, r.Findings, maxPlaces+1)
	require.Equal(t, 500, r.Findings[maxPlaces].Count)
}

// moreOrdinary fills real pages too and holds nobody's data.
var moreOrdinary = map[string]func(r *rand.Rand) string{
	"minified script": func(r *rand.Rand) string {
		return fmt.Sprintf(`!function(e,t){var n=%d,r=0x%x;e["t%d"]=function(o){return o*%.5f+n-%d}}(window,"v%d.%d.%d");/*! lib@%d.%d.%d | (c) 20%02d */`,
			r.IntN(1e9), r.Uint64(), r.IntN(99), r.Float64(), r.IntN(1e6), r.IntN(9), r.IntN(99), r.IntN(99), r.IntN(9), r.IntN(99), r.IntN(99), r.IntN(30))
	},
	"class names": func(r *rand.Rand) string {
		return fmt.Sprintf("sk-circle sk-child css-%x MuiBox-root-%d w-[%dpx] hover:bg-gray-%d00 @container/main", r.Uint64(), r.IntN(999), r.IntN(999), r.IntN(9))
	},
	"pictures": func(r *rand.Rand) string {
		return fmt.Sprintf("/img/logo@2x.png 1x, /img/%d/hero@3x.webp 2x, https://cdn.shop.test/%x@2x.ai", r.IntN(1e6), r.Uint64())
	},
	"long ids": func(r *rand.Rand) string {
		return fmt.Sprintf(`{"id":"%d","trace_id":"%032d","ts":%d,"req":"%x"}`, r.Uint64(), r.Uint64(), r.Int64N(1e16), r.Uint64())
	},
	"microseconds": func(r *rand.Rand) string { return fmt.Sprint(moment(r).UnixMicro()) },
	"nanoseconds":  func(r *rand.Rand) string { return fmt.Sprint(moment(r).UnixNano()) },
	"part numbers": func(r *rand.Rand) string { return fmt.Sprintf("SKU %d-%d-%d", r.IntN(9999), r.IntN(999), r.IntN(9999)) },
	"transform": func(r *rand.Rand) string {
		return fmt.Sprintf("translate3d(%.3fpx,%.4fpx,0) scale(%.9f)", r.Float64()*999, r.Float64()*999, r.Float64())
	},
	"integrity": func(r *rand.Rand) string { return fmt.Sprintf("sha384-%x%x", r.Uint64(), r.Uint64()) },
	"contact":   func(*rand.Rand) string { return "Questions? support@shop.com or 1-800-555-0199" },
	"sentry": func(r *rand.Rand) string {
		return fmt.Sprintf("https://%016x@o%d.ingest.sentry.io/%d", r.Uint64(), r.IntN(1e6), r.IntN(1e6))
	},
	"packages": func(r *rand.Rand) string {
		return fmt.Sprintf("npm i react@%d.%d.%d @types/node@%d", r.IntN(30), r.IntN(30), r.IntN(30), r.IntN(30))
	},
	"public key": func(*rand.Rand) string { return "phc_" + "Zk3vQ9xT2mLr8WpYc5HnJd7Bf4Gs6Aa1Ee0UiKo9Mn8" },
	"opening hours": func(r *rand.Rand) string {
		return fmt.Sprintf("Mon-Fri %d:00-%d:30, since %d", r.IntN(12), 12+r.IntN(12), 1900+r.IntN(120))
	},
	"progress": func(r *rand.Rand) string {
		return fmt.Sprintf("%d/%d (%d%%) +%d", r.IntN(1e6), r.IntN(1e6), r.IntN(100), r.IntN(1e6))
	},
	"decimal numbers": func(r *rand.Rand) string {
		return fmt.Sprint(r.Float64(), " ", r.Float64()*1e6, " ", r.NormFloat64()*1e9)
	},
}

// TestDetectIsQuiet: ordinary recordings give nothing of medium or high
// confidence, in texts, attributes, payloads and URLs.
func TestDetectIsQuiet(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		s := newDetecting(t, detect.Options{})
		for _, source := range []map[string]func(*rand.Rand) string{corpus, moreOrdinary} {
			for _, name := range slices.Sorted(maps.Keys(source)) {
				if name == "jwt" {
					continue // those are
				}
				for range 6 {
					text := source[name](r)
					s.Event(0, "w", textEvent(t, 1_795_000_000_000, r.IntN(9000), text))
					s.Event(0, "w", customEvent(t, 1_795_000_000_000, map[string]any{"value": text}))
					require.Empty(t, s.Report().Findings, "%s: %s", name, text)
				}
			}
		}
	}
}

func TestDetectIsQuietOnAPage(t *testing.T) {
	events, _ := benchRecording(t)
	s := newDetecting(t, detect.Options{})
	for i, raw := range events[:40] {
		ev, err := rrweb.Decode(raw)
		require.NoError(t, err)
		s.Event(i, "w", ev)
	}
	require.Empty(t, s.Report().Findings)
}

// BenchmarkScanDetect is BenchmarkScan with detection on top.
func BenchmarkScanDetect(b *testing.B) {
	events, size := benchRecording(b)
	s := newDetecting(b, detect.Options{}, everyKind(b, 1)...)
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
}
