package scan

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
)

// records are the JSON of an answer of an API, about size bytes long, in whose middle
// another member stands.
func records(r *rand.Rand, size int, member string) string {
	var b strings.Builder
	b.WriteString(`{"items":[`)
	for n := 0; b.Len() < size; n++ {
		if member != "" && b.Len() > size/2 {
			b.WriteString("{" + member + "},")
			member = ""
		}
		fmt.Fprintf(&b, `{"id":%d,"sku":"%08x","price":%d.%02d,"tags":["new","a b"],"url":"https:\/\/shop.test\/p?id=%d&ref=a%%2fb","note":%s},`,
			r.IntN(1e6), r.Uint32(), r.IntN(900), r.IntN(99), r.IntN(1e6), quoted([]string{
				"<p class=\"x\">5 &gt; 4\n</p>", "caf\u00e9 \U0001F600\ufe0f \u2014 \u65e5\u672c", `\d{2}(?:[89]\d)`, "=3D=C3=A9 a=\n", "plain words", sentence(r),
			}[n%6]))
	}
	return b.String() + `{}],"total":` + fmt.Sprint(r.IntN(1e6)) + "}"
}

// What is found in a short answer of an API is found in its place in a long one, however it is
// encoded.
func TestDocumentsInParts(t *testing.T) {
	r, c := rand.New(rand.NewPCG(3, 9)), planted()[0]
	s := chainScanner(t, c)
	names := slices.Sorted(maps.Keys(encoders))
	found := 0
	for i, a := range names {
		for k := i % 7; k < len(names); k += 7 {
			member := `"k":` + quoted(encoders[names[k]](encoders[a](c.Value)))
			short, cut := s.reader.read("{"+member+"}", "", false)
			if len(short) == 0 || cut != "" {
				continue
			}
			found++
			document := records(r, 2*longText, member)
			require.True(t, json.Valid([]byte(document)))
			at := strings.Index(document, member)
			long, cut := s.reader.read(document, "", false)
			require.Empty(t, cut)
			require.Len(t, long, 1, "%s, %s: %q", a, names[k], member)
			require.True(t, long[0].offset > at && long[0].offset < at+len(member), "%s, %s: %q", a, names[k], document[long[0].offset:])
		}
	}
	require.Greater(t, found, 200)
}

// What its numbers and short strings spell together is found in the rest of a document.
func TestRestOfDocument(t *testing.T) {
	r, c := rand.New(rand.NewPCG(3, 10)), planted()[0]
	s := chainScanner(t, c)
	for name, member := range map[string]string{
		"codes": `"codes":` + encoders["codes"](c.Value),
		"bytes": `"bytes":` + encoders["bytes"](c.Value),
	} {
		document := records(r, 2*longText, member)
		require.True(t, json.Valid([]byte(document)), name)
		hits, cut := s.reader.read(document, "", false)
		require.Empty(t, cut)
		require.Len(t, hits, 1, name)
		at := strings.Index(document, member)
		require.True(t, hits[0].offset > at && hits[0].offset < at+len(member), "%s: %.60q", name, document[hits[0].offset:])
		require.NotContains(t, hits[0].via, viewJSON)
	}
}

// A long list of nothing but numbers is read as any text.
func TestDocumentOfNumbers(t *testing.T) {
	c := planted()[0]
	numbers := strings.TrimPrefix(encoders["codes"](c.Value), "[")
	hits, cut := chainScanner(t, c).reader.read("["+strings.Repeat("1234567, ", longText/8)+numbers, "", false)
	require.Empty(t, cut)
	require.Len(t, hits, 1)
	require.Equal(t, []string{"char-codes"}, hits[0].via)
}

// Of JSON that breaks off, or that text follows, what stands behind the break is read too.
func TestBrokenDocument(t *testing.T) {
	c := planted()[0]
	for _, broken := range []string{`"tags":`, `"sku":`} {
		whole := records(rand.New(rand.NewPCG(3, 14)), 2*longText, `"k":"`+b64(c.Value)+`"`)
		for at := range strings.Count(whole, broken) {
			if at%30 == 0 {
				text := strings.Replace(whole, broken, "\x00", at)
				text = strings.ReplaceAll(strings.Replace(text, broken, broken[1:], 1), "\x00", broken)
				require.False(t, json.Valid([]byte(text)))
				hits, _ := chainScanner(t, c).reader.read(text, "", false)
				require.Len(t, hits, 1)
			}
		}
	}
}

// Where the strings of a document are left out, none of its names moves to another value.
func TestRestNamesNothing(t *testing.T) {
	r, c := rand.New(rand.NewPCG(3, 15)), planted()[2]
	hidden := `"` + strings.Repeat("hidden ", 12) + `"`
	for _, name := range []string{"last4", "ending in", "card"} {
		s := newScanner(t, c)
		last := c.Value[len(c.Value)-4:]
		for _, member := range []string{`"` + name + `":` + hidden + `,"n":` + last, `"k":["` + name + `",` + hidden + `,"` + last + `"]`} {
			_, cut := s.reader.read(records(r, 2*longText, member), "", false)
			require.Empty(t, cut)
			require.Zero(t, len(s.reader.parts), member)
		}
	}
	for _, c := range planted() {
		if c.Kind == canary.CVC || c.Kind == canary.OTP {
			for _, name := range []string{"cvc", "otp"} {
				hits, _ := chainScanner(t, c).reader.read(records(r, 2*longText, `"`+name+`":`+hidden+`,"n":`+c.Value), "", false)
				require.Empty(t, hits)
			}
		}
	}
}

// A code is known by its key, and a string may have as many encodings as any other.
func TestMembersOfDocument(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 11))
	cvc := planted()[slices.IndexFunc(planted(), func(c canary.Canary) bool { return c.Kind == canary.CVC })]
	for _, member := range []string{`"cvc":"` + cvc.Value + `"`, `"cvc":` + cvc.Value, `"card_cvc_of_the_holder":"` + cvc.Value + `"`} {
		hits, _ := chainScanner(t, cvc).reader.read(records(r, 2*longText, member), "", false)
		require.Len(t, hits, 1, member)
		require.Equal(t, Exact, hits[0].match)
		require.Empty(t, hits[0].via)
	}
	hits, _ := chainScanner(t, cvc).reader.read(records(r, 2*longText, `"a":"`+cvc.Value+`","cvc":"x"`), "", true)
	require.Empty(t, hits, "a number in JSON is a code only if its key says so")
	escaped := strings.ReplaceAll(planted()[0].Value, "@", `\u0040`)
	require.NotEqual(t, planted()[0].Value, escaped)
	found, _ := chainScanner(t, planted()[0]).reader.read(records(r, 2*longText, `"k":"`+escaped+`"`), "", false)
	require.Len(t, found, 1)
	require.Equal(t, Encoded, found[0].match)
	require.Equal(t, []string{viewJSON}, found[0].via)
	front := `"k":"a\nb \"`
	behind := records(r, 2*longText, front+escaped+`\" c"`)
	found, _ = chainScanner(t, planted()[0]).reader.read(behind, "", false)
	require.Len(t, found, 1)
	require.Equal(t, strings.Index(behind, front)+len(front), found[0].offset)
	text := planted()[0].Value
	for range maxDepth {
		text = encoders["hex"](text)
	}
	hits, cut := chainScanner(t, planted()[0]).reader.read(records(r, 2*longText, `"k":"`+text+`"`), "", false)
	require.Empty(t, cut)
	require.Len(t, hits, 1)
	_, cut = chainScanner(t, planted()[0]).reader.read(records(r, 2*longText, `"k":"`+encoders["hex"](text)+`"`), "", false)
	require.Contains(t, cut, "encoded more than")
}

// The escapes, marks and scripts of a large answer do not use up what there is to read of it.
func TestDocumentsAreReadInFull(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 12))
	hits, cut := newScanner(t, everyKind(t, 1)...).reader.read(records(r, 300<<10, ""), "", false)
	require.Empty(t, hits)
	require.Empty(t, cut)
}

// BenchmarkScanDocument reads an answer of an API that is met for the first time.
func BenchmarkScanDocument(b *testing.B) {
	text := records(rand.New(rand.NewPCG(3, 13)), 300<<10, "")
	s := newScanner(b, everyKind(b, 1)...)
	b.SetBytes(int64(len(text)))
	for n := 0; b.Loop(); n++ {
		hits, cut := s.reader.read(text+strings.Repeat(" ", n%1000), "", false)
		require.Empty(b, hits)
		require.Empty(b, cut)
	}
}
