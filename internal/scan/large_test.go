package scan

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is found in a short text is found in a large one, also by views that read it after
// another has shown something, for which its bitmaps and what it was decoded to were given
// back.
func TestLargeTextsAreReadByAllViews(t *testing.T) {
	const line = "token b3JkaW5hcnkgd29yZHMgYXJlIGhlcmU is base64, and here is "
	c := planted()[4]
	s := chainScanner(t, c)
	for _, chain := range [][]string{{"base32"}, {"crockford"}, {"rot13", "hex"}} {
		hidden := c.Value
		for _, name := range chain {
			hidden = encoders[name](hidden)
		}
		for outer, wrap := range map[string]func(string) string{
			"":        func(text string) string { return text },
			"percent": percentEach,
			"twice":   func(text string) string { return url.PathEscape(percentEach(text)) },
			"rot13":   func(text string) string { return rotate(percentEach(text)) },
		} {
			for _, before := range []string{"", strings.Repeat("a line of Text 7\n", maxLook/16)} {
				text := wrap(before + line + hidden)
				hits, cut := s.reader.read(text, "", true)
				require.Lenf(t, hits, 1, "%v in %q in %d bytes: %s", chain, outer, len(text), cut)
				if outer != "rot13" { // of that, the beginning of all is named
					require.Equal(t, len(wrap(before+line)), hits[0].offset, "%v in %q in %d bytes", chain, outer, len(text))
				}
				require.Less(t, len(hits[0].text), maxLook, "what is kept of it")
			}
		}
	}
}

func percentEach(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}
