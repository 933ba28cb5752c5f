package scan

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
)

// destroyed says which encoders cannot follow others, since what they make does
// not hold the text any more.
func destroyed(next string, before []string) bool {
	odd := slices.ContainsFunc(before, func(name string) bool {
		return slices.Contains([]string{"nul", "gzip latin1", "zlib latin1", "lz utf16"}, name)
	})
	switch next {
	case "upper":
		return len(before) > 0 // escapes and base64 are read by their letters
	case "nfd", "full width", "zero width":
		return odd // bytes as characters are no text that may be normalised
	case "decimal", "hex ref":
		return odd // HTML reads &#128; to &#159; as windows-1252, and &#0; not at all
	case "quoted":
		return odd // line ends are not kept
	case "nul", "utf16":
		return slices.Contains(before, "lz utf16") // UTF-16 of random characters is random bytes
	}
	return false
}

// surrounded says that an encoder puts text around: a short compressed value is
// then not told from a name or a number.
func surrounded(name string) bool {
	return slices.Contains([]string{"around", "cut json", "form", "svg", "reversed", "rot13"}, name)
}

func quoted(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// oneIn is how many of the chains of three encoders, each with each canary, are
// one that is tried: 1 tries all of them.
var oneIn = flag.Int("chains", 101, "try one of so many chains of three encodings with a canary; 1 tries all")

// The property that matters most: a planted canary is found under every chain
// of encodings, three deep.
func TestFindsUnderEveryChain(t *testing.T) {
	names := slices.Sorted(maps.Keys(encoders))
	var scanners []*Scanner
	for _, c := range planted() {
		if c.Kind != canary.CVC && c.Kind != canary.OTP { // see TestFindsCodesUnderEveryChain
			scanners = append(scanners, chainScanner(t, c))
		}
	}
	n, missed := 0, map[string]int{}
	for i, a := range names {
		for _, s := range scanners {
			miss(missed, s, a)
		}
		for k, b := range names {
			miss(missed, scanners[(i+k)%len(scanners)], a, b)
			for _, last := range names {
				for _, s := range scanners {
					if n++; n%*oneIn == 0 {
						miss(missed, s, a, b, last)
					}
				}
			}
		}
	}
	require.Empty(t, missed)
}

func miss(missed map[string]int, s *Scanner, chain ...string) {
	c := s.opts.Canaries[0]
	text, done, short := c.Value, []string{}, false
	for _, name := range chain {
		if destroyed(name, done) || short && surrounded(name) {
			continue
		}
		text, done = encoders[name](text), append(done, name)
		short = short || tooShort(name, text, done)
	}
	if hits, cut := s.reader.read(text, "", true); len(hits) == 0 {
		missed[fmt.Sprintf("%s under %v: %s", c.ID, done, cut)]++
	}
}

// tooShort says that an encoding cannot be told from a name or a number inside
// another text. The value alone is found nevertheless: see tokens.
func tooShort(name, text string, done []string) bool {
	if name == "codes" && slices.Contains(done, "lz utf16") {
		return strings.Count(text, ",") < minCodesRow // of so few numbers there are many
	}
	if len(text) >= longRun {
		return false
	}
	return name == "deflate" || len(done) > 1 && slices.Contains([]string{"lz base64", "lz uri", "base32", "base32hex", "crockford", "base58", "brotli", "zlib"}, name)
}

func chainScanner(t require.TestingT, c canary.Canary) *Scanner {
	s, err := New(Options{Canaries: []canary.Canary{c}, Policy: Policy{Hashes: "off", Fragments: "off", Images: "off"}})
	require.NoError(t, err)
	return s
}

// The codes are too short to be found anywhere: a key names them, and keeps
// naming them through one or two encodings of the value or of the whole.
func TestFindsCodesUnderEveryChain(t *testing.T) {
	named := map[canary.Kind]func(string) []string{
		canary.CVC: func(v string) []string {
			return []string{`{"cvc":` + quoted(v) + `}`, "a=1&cvc=" + url.QueryEscape(v) + "&z=2", "?cardCvc=" + url.QueryEscape(v)}
		},
		canary.OTP: func(v string) []string {
			return []string{`{"otp":` + quoted(v) + `}`, "a=1&otp=" + url.QueryEscape(v) + "&z=2", "?otpCode=" + url.QueryEscape(v)}
		},
	}
	inner := []string{"query", "all bytes", "html", "decimal", "hex ref", "escapes", "base64", "base64url", "full width", "zero width"}
	outer := []string{"query", "path", "string", "base64", "base64url", "hex", "json", "gzip", "zstd"}
	for _, c := range planted() {
		write, code := named[c.Kind]
		if !code {
			continue
		}
		s := chainScanner(t, c)
		find := func(text string, chain ...string) {
			hits, cut := s.reader.read(text, "", false)
			require.NotEmpty(t, hits, "%s under %v: %s (%s)", c.ID, chain, text, cut)
		}
		for k := range write("") {
			for _, a := range append(inner, "") {
				value := c.Value
				if a != "" {
					value = encoders[a](value)
				}
				find(write(value)[k], a)
				for _, b := range outer {
					find(encoders[b](write(value)[k]), a, b)
				}
			}
		}
	}
}

// The same for values that nobody chose, with text around them. Try more with
// -rapid.checks=100000.
func TestFindsAnyValue(t *testing.T) {
	checkAgain(t, "1000", func(t *rapid.T) {
		value := rapid.StringMatching(`[A-Za-z0-9éß@+%&'"\\ ._-]{6,30}`).Draw(t, "value")
		c := canary.Canary{ID: "x", Kind: canary.Password, Value: value}
		if len(strings.TrimSpace(value)) < 6 || canary.Fold(value) == "" {
			return
		}
		s := chainScanner(t, c)
		around := rapid.StringMatching(`([a-z]{1,9} ){0,4}`)
		text, done := around.Draw(t, "before")+value+" "+around.Draw(t, "behind"), []string{}
		names := []string{
			"query", "path", "all bytes", "html", "decimal", "json", "string", "around", "escapes", "css", "base64", "base64url",
			"wrapped", "hex", "HEX", "jwt", "data", "svg", "gzip", "zstd", "quoted all", "form", "x escapes", "braces",
		}
		for range rapid.IntRange(0, 3).Draw(t, "depth") {
			name := rapid.SampledFrom(names).Draw(t, "encoder")
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
	for _, text := range recordedTexts(f, "console-object", "cookie-dump", "network-gzip", "chained-attribute") {
		f.Add(text, uint64(6))
	}
	all, one := newScanner(f, planted()...), chainScanner(f, planted()[0])
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		all.Metadata("", []byte(text))
		if seed%4 == 0 { // a canary in any surroundings that do not touch it is found
			hits, _ := one.reader.read(text+" "+planted()[0].Value+" "+text, "", false)
			require.NotEmpty(t, hits)
		}
	})
}
