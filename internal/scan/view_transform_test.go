package scan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
)

func TestTransforms(t *testing.T) {
	table := canary.Transform{Name: "swapped", From: "0123456789", To: "qwertyuiop"}
	s, err := New(Options{
		Canaries: planted(), Policy: DefaultPolicy(),
		Transforms: []canary.Transform{table, {Name: "sealed", Prefix: "enc:v1:"}, {Name: "glued", Prefix: "v1_"}},
	})
	require.NoError(t, err)
	for text, via := range map[string][]string{
		"n: tetetetetetetete":                   {"swapped"},
		b64("tetetetetetetete"):                 {"base64", "swapped"},
		"got enc:v1:" + b64("4242424242424242"): {"base64"},
		"enc:v1:aZ" + "":                        nil,
		"id=enc:v1:" + reversed(b64("4242 4242 4242 4242")) + ", x": {"reversed", "base64", "digits"},
	} {
		hits, cut := s.reader.read(text, "", false)
		require.Empty(t, cut)
		if via == nil {
			require.Empty(t, hits)
			continue
		}
		require.Len(t, hits, 1, text)
		require.Equal(t, via, hits[0].via)
	}
	short, _ := s.reader.read("v1_"+b64(b64("412")), "cvc", false)
	require.Len(t, short, 1)
	require.Equal(t, []string{"glued", "base64", "base64"}, short[0].via)
}

// The offset is where the value or its outermost encoding begins.
func TestOffset(t *testing.T) {
	s := newScanner(t, planted()...)
	const card = "4242424242424242"
	for text, want := range map[string]int{
		card:                                 0,
		"pay " + card:                        4,
		"é\u200b " + card:                    6,
		"a%20b%20" + card:                    8,
		"%41%42 4%3242424242424242":          7,
		"&lt;b&gt; " + card:                  10,
		`x\u0041 4\u003242424242424242`:      8,
		"see " + b64(card):                   4,
		`{"a":1, "n":"` + card + `"}`:        13,
		`{"a":1, "n":"` + b64(card) + `"}`:   13,
		"q=1&n=" + b64url("<p>"+card+"</p>"): 6,
		"[1] " + fullWidth(card):             4,
	} {
		hits, cut := s.reader.read(text, "", false)
		require.Empty(t, cut)
		require.Len(t, hits, 1, text)
		require.Equal(t, want, hits[0].offset, "%s via %v", text, hits[0].via)
	}
}
