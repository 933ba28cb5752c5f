package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
)

// What is encoded too often is not passed over in silence, however short it is.
func TestTooDeepIsNeverSilent(t *testing.T) {
	for name, tt := range map[string]struct {
		encoders []string
		value    canary.Canary
	}{
		"code, by views that do not guess": {[]string{"all bytes", "decimal", "string", "escapes", "base64", "base64url"}, planted()[3]},
		"card, by views that do not guess": {[]string{"all bytes", "hex ref", "json", "braces", "base64", "wrapped", "gzip"}, planted()[2]},
		"address, by any":                  {[]string{"all bytes", "base64", "hex", "HEX", "base32", "base58", "json", "ascii85", "codes", "gzip"}, planted()[0]},
	} {
		t.Run(name, func(t *testing.T) {
			s := chainScanner(t, tt.value)
			checkAgain(t, "100", func(t *rapid.T) {
				text, chain := tt.value.Value, []string{}
				for range rapid.IntRange(6, 7).Draw(t, "depth") {
					name := rapid.SampledFrom(tt.encoders).Draw(t, "encoder")
					if name == "base58" && len(text) > maxBase58/2 {
						continue // see Limits
					}
					text, chain = encoders[name](text), append(chain, name)
				}
				hits, cut := s.reader.read(text, "cvc", true)
				require.True(t, len(hits) > 0 || cut != "", "%v: %.200q", chain, text)
			})
		})
	}
}

// Nor is what only looks encoded, on top of five real encodings, called too deep.
func TestChanceIsNotTooDeep(t *testing.T) {
	for _, text := range []string{"Test", "Continue", "abcd1234", "a1b2c3", "deadbeef", "12, 34, 56", "4f3a4c219b1e", "Zm9v-bar", "100% of it"} {
		for range maxDepth {
			text = encoders["string"](text)
		}
		_, cut := newScanner(t, planted()...).reader.read(text, "", true)
		require.Empty(t, cut, text)
	}
	_, cut := newScanner(t, planted()...).reader.read(strings.Repeat("e.tokenOfTheFirstMatcherOfAll=", 9)+"void 0", "", true)
	require.Empty(t, cut)
}

// What is reached by a long way first is read again by a shorter one, which leaves
// more encodings to undo.
func TestShorterWayIsReadAgain(t *testing.T) {
	text := planted()[0].Value
	for range 4 {
		text = encoders["base64"](text)
	}
	long := encoders["base64"](encoders["base64"](text))
	hits, _ := chainScanner(t, planted()[0]).reader.read(quoted([]string{long, text}), "", true)
	require.Len(t, hits, 1)
}
