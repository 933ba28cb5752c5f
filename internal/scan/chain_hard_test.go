package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Chains that were missed once, each for a reason of its own.
func TestFindsHardChains(t *testing.T) {
	scanners := map[string]*Scanner{}
	for _, c := range planted() {
		scanners[c.ID] = chainScanner(t, c)
	}
	for _, test := range []struct{ canary, chain string }{
		{"card", "braces, reversed, rot13"},
		{"card", "ascii85, form, reversed"},
		{"card", "ascii85, form, rot13"},
		{"card", "nul, path, reversed"},
		{"card", "zero width, css, rot13"},
		{"dob", "form, quoted, rot13"},
		{"dob", "quoted all, quoted, rot13"},
		{"dob", "zlib latin1, nul, around"},
		{"email", "HEX, quoted, form"},
		{"email", "jwt, quoted, reversed"},
		{"email", "zstd, quoted, reversed"},
		{"email", "lz base64, hex ref, gzip latin1"},
		{"email", "0x, bytes, ascii85"},
		{"phone", "brotli, nul, gzip latin1"},
		{"iban", "u escape, zlib latin1, gzip"},
		{"name", "bytes, zero width, css"},
		{"name", "lz utf16, lz utf16, css"},
		{"name", "upper, form, reversed"},
		{"name", "upper, rot13, query"},
		{"text", "gzip latin1, nul, form"},
		{"text", "quoted, quoted, rot13"},
		{"text", "upper, reversed, rot13"},
		{"text", "zlib latin1, reversed, codes"},
	} {
		t.Run(test.canary+": "+test.chain, func(t *testing.T) {
			s := scanners[test.canary]
			text := s.opts.Canaries[0].Value
			for name := range strings.SplitSeq(test.chain, ", ") {
				text = encoders[name](text)
			}
			hits, cut := s.reader.read(text, "", true)
			require.NotEmpty(t, hits, cut)
		})
	}
}

// One text under two names is two readings: a code counts where its name is.
func TestReadingsAreToldApartByName(t *testing.T) {
	r := chainScanner(t, planted()[0]).reader
	keys := map[seenKey]bool{}
	for _, next := range []reading{{text: "738"}, {text: "738", name: "cvc"}, {text: "738", name: "738"}, {text: "cvc", name: "738"}, {text: "cvc"}} {
		keys[r.seen.key(next)] = true
	}
	require.Len(t, keys, 5)
}

// Readings are known by hashes: of two of the same length, both are read.
func TestReadingsAreToldApart(t *testing.T) {
	for _, c := range planted() {
		if c.ID != "email" {
			continue
		}
		plain := strings.Repeat("an ordinary line of text\n", 50)
		half := len(plain) / 2
		holds := plain[:half] + c.Value + plain[half+len(c.Value):]
		require.Equal(t, len(plain), len(holds))
		hits, cut := chainScanner(t, c).reader.read(encoders["gzip"](plain)+" "+encoders["gzip"](holds), "", true)
		require.NotEmpty(t, hits, cut)
	}
}
