package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is found in a short text is found in a large one, also by views that read it after
// another has shown something, for which its bitmaps were given back.
func TestLargeTextsAreReadByAllViews(t *testing.T) {
	const line = "token b3JkaW5hcnkgd29yZHMgYXJlIGhlcmU is base64, and here is "
	c := planted()[4]
	s := chainScanner(t, c)
	for _, chain := range [][]string{{"base32"}, {"crockford"}, {"rot13", "hex"}} {
		hidden := c.Value
		for _, name := range chain {
			hidden = encoders[name](hidden)
		}
		for _, text := range []string{line + hidden, strings.Repeat("a line of Text 7\n", maxLook/16) + line + hidden} {
			hits, cut := s.reader.read(text, "", true)
			require.NotEmpty(t, hits, "%v in %d bytes: %s", chain, len(text), cut)
		}
	}
}
