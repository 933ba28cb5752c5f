package scan

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
)

// encoders hide a text in ways that the views undo.
var encoders = map[string]func(string) string{
	"query":     url.QueryEscape,
	"path":      url.PathEscape,
	"all bytes": func(s string) string { return each([]byte(s), "%%%02x") },
	"u escape":  func(s string) string { return each(utf16Units(s), "%%u%04X") },
	"html":      html.EscapeString,
	"decimal":   func(s string) string { return each([]rune(s), "&#%d;") },
	"hex":       func(s string) string { return each([]rune(s), "&#x%x;") },
	"json":      func(s string) string { return quoted(map[string]any{"k": []string{s}}) },
	"string":    func(s string) string { return quoted(s) },
	"escapes":   func(s string) string { return each(utf16Units(s), `\u%04x`) },
	"cut json":  func(s string) string { return "state: " + strings.TrimSuffix(quoted(map[string]string{"k": s}), "}") },
	"upper":     strings.ToUpper,
	"full width": func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7F {
				return r + 0xFEE0
			}
			return r
		}, s)
	},
	"nfd":        norm.NFD.String,
	"zero width": func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
	"around":     func(s string) string { return "<b>" + s + "</b>" },
}

// Upper case destroys escapes, which are read by their letters.
func destroys(next string, before []string) bool {
	return next == "upper" && len(before) > 0
}

func each[T byte | rune | uint16](list []T, format string) string {
	var b strings.Builder
	for _, v := range list {
		fmt.Fprintf(&b, format, v)
	}
	return b.String()
}

func utf16Units(s string) []uint16 {
	var list []uint16
	for _, r := range s {
		if r > 0xFFFF {
			r -= 0x10000
			list = append(list, uint16(0xD800+r>>10), uint16(0xDC00+r&0x3FF))
			continue
		}
		list = append(list, uint16(r))
	}
	return list
}

func quoted(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// The property that matters most: a planted canary is found under every chain
// of encodings, three deep.
func TestFindsUnderEveryChain(t *testing.T) {
	names := slices.Sorted(maps.Keys(encoders))
	for i, c := range planted() {
		if c.Kind == canary.CVC || c.Kind == canary.OTP {
			continue // only with a name; see TestViews
		}
		s := chainScanner(t, c)
		for ia, a := range names {
			for ib, b := range append(names, "") {
				for ic, last := range append(names, "") {
					if last == "" || (ia+ib+ic)%3 == i%3 { // every chain for several canaries
						requireFound(t, s, a, b, last)
					}
				}
			}
		}
	}
}

func requireFound(t *testing.T, s *Scanner, chain ...string) {
	c := s.opts.Canaries[0]
	text, done := c.Value, []string{}
	for _, name := range chain {
		if name != "" && !destroys(name, done) {
			text, done = encoders[name](text), append(done, name)
		}
	}
	if hits, cut := s.reader.read(text, "", true); len(hits) == 0 {
		require.Fail(t, "not found", "%s under %v: %s (%s)", c.ID, done, text, cut)
	}
}

func chainScanner(t require.TestingT, c canary.Canary) *Scanner {
	s, err := New(Options{Canaries: []canary.Canary{c}, Policy: Policy{Hashes: "off", Fragments: "off", Images: "off"}})
	require.NoError(t, err)
	return s
}

// The same for values that nobody chose, with text around them.
func TestFindsAnyValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[A-Za-z0-9éß@+%&'"\\ ._-]{6,30}`).Draw(t, "value")
		c := canary.Canary{ID: "x", Kind: canary.Password, Value: value}
		if len(strings.TrimSpace(value)) < 6 || canary.Fold(value) == "" {
			return
		}
		s := chainScanner(t, c)
		text, done := value, []string{}
		for range rapid.IntRange(0, 3).Draw(t, "depth") {
			name := rapid.SampledFrom([]string{"query", "path", "all bytes", "html", "decimal", "json", "string", "around"}).Draw(t, "encoder")
			text, done = encoders[name](text), append(done, name)
		}
		hits, cut := s.reader.read(text, "value", true)
		require.NotEmpty(t, hits, "%q under %v: %s (%s)", value, done, text, cut)
	})
}

func TestTooDeepIsUnscanned(t *testing.T) {
	text := planted()[0].Value
	for range maxDepth {
		text = url.QueryEscape(strings.ReplaceAll(text, "w", "%77"))
	}
	s := newScanner(t, planted()...)
	s.Event(0, "w", textEvent(t, 5, 1, text+" %2541"))
	require.Empty(t, s.Report().Findings)
	require.Equal(t, []Unscanned{{Event: 0, Pointer: "/data/texts/0/value", Reason: "encoded more than 5 times over"}}, s.Report().Unscanned)
}

// In each order of views this text reads otherwise, and there are hundreds.
func TestBudgetIsUnscanned(t *testing.T) {
	layers := []func(string) string{
		url.QueryEscape,
		strings.NewReplacer("&", "&amp;", "%", "&#37;", `\`, "&#92;", "<", "&lt;").Replace,
		strings.NewReplacer(`\`, `\\`, "%", `\u0025`, "&", `\u0026`, "<", `\u003c`).Replace,
	}
	units := []string{"<+"}
	for range 4 {
		var next []string
		for _, u := range units {
			for _, layer := range layers {
				next = append(next, layer(u)+"+")
			}
		}
		units = next
	}
	s := newScanner(t, planted()...)
	s.Event(2, "w", textEvent(t, 5, 1, strings.Repeat(strings.Join(units, " "), 30)))
	r := s.Report()
	require.Equal(t, []Unscanned{{
		Event: 2, Pointer: "/data/texts/0/value", Reason: "its readings outgrew 64 times its length",
	}}, r.Unscanned)
}

func FuzzRead(f *testing.F) {
	f.Add(`{"a":"%41&#64;\u0040"}`, uint64(1))
	f.Add("4242 4242 4242 4242", uint64(2))
	f.Add("%%%&&&\\\\\"[[[{{{+++", uint64(3))
	f.Add("\xff\xfe\u200b\ufffd\u0301 1-2-3 (", uint64(4))
	f.Add(strings.Repeat("[", 200), uint64(5))
	all, one := newScanner(f, planted()...), chainScanner(f, planted()[0])
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		all.Metadata("place", text)
		if seed%4 == 0 { // a canary in any surroundings that do not touch it is found
			hits, _ := one.reader.read(text+" "+planted()[0].Value+" "+text, "", false)
			require.NotEmpty(t, hits)
		}
	})
}
