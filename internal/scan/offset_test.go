package scan

import (
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOffsets puts every encoding of a value into a text: the finding points at
// where the encoding begins, or at the value itself where that shows in it.
func TestOffsets(t *testing.T) {
	c := planted()[0]
	s := chainScanner(t, c)
	const before = "some words (x)"
	within := map[string]string{ // what stands in front of the encoded value itself
		"form": "a=1&q=", "json": `{"k":["`, "string": `"`, "codes": "[", "bytes": `{"`, "cut json": `state: {"k":"`,
		"data": "data:text/plain;base64,", "svg": "data:image/svg+xml,%3Csvg%3E%3Ctext%3E", "jwt": "eyJhbGciOiJIUzI1NiJ9.",
	}
	for _, name := range slices.Sorted(maps.Keys(encoders)) {
		text := before + encoders[name](c.Value) + " behind"
		hits, _ := s.reader.read(text, "", true)
		require.Len(t, hits, 1, name)
		want := len(before + within[name])
		for _, shown := range []string{c.Value, hex.EncodeToString([]byte(c.Value))} {
			if i := strings.Index(text, shown); i >= 0 {
				want = i
			}
		}
		if name == "nul" { // the mark in front is read as the high byte of a unit
			want -= 2
		}
		require.Equal(t, want, hits[0].offset, "%s: %q", name, text[hits[0].offset:])
	}
}

// A stream points at its first byte, and what was encoded twice at the outer one.
func TestOffsetsOfStreams(t *testing.T) {
	c := planted()[0]
	s := chainScanner(t, c)
	long := strings.Repeat("one or two ", 9) + c.Value
	for _, chain := range [][]string{{"gzip latin1"}, {"zlib latin1"}, {"gzip"}, {"lz uri"}, {"hex", "base64"}, {"base64", "query"}, {"base64", "all bytes"}, {"string", "base64url"}} {
		text := long
		for _, name := range chain {
			text = encoders[name](text)
		}
		hits, _ := s.reader.read("café \u00fc\x01; "+text, "", true)
		require.Len(t, hits, 1, chain)
		got := ("café \u00fc\x01; " + text)[hits[0].offset:]
		require.Equal(t, text, got, chain)
	}
}

// A normalised copy of bytes is no stream that breaks off.
func TestNormalisedBytesAreNoStream(t *testing.T) {
	s := chainScanner(t, planted()[0])
	for n := range 60 {
		text := encoders["gzip latin1"](strings.Repeat("nothing to see ", n))
		_, cut := s.reader.read(text, "", true)
		require.Empty(t, cut, "%q", text)
	}
}
