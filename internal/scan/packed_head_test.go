package scan

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestHeads holds the look at a stream's beginning against the decoders.
func TestHeads(t *testing.T) {
	u := newUnpacker()
	unpacks := func(data []byte, open func(io.Reader) (io.Reader, error)) bool {
		r, err := open(bytes.NewReader(data))
		require.NoError(t, err)
		out, err := io.ReadAll(io.LimitReader(r, 1<<20))
		return err == nil && len(out) > 0
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SliceOfN(rapid.Byte(), 1, 200), rapid.SliceOfN(rapid.ByteRange('a', 'd'), 1, 200)).Draw(t, "text")
		var br, raw bytes.Buffer
		writers := []io.WriteCloser{
			brotli.NewWriterOptions(&br, brotli.WriterOptions{
				Quality: rapid.IntRange(0, 9).Draw(t, "quality"), LGWin: rapid.IntRange(10, 24).Draw(t, "window"),
			}),
		}
		w, err := flate.NewWriter(&raw, rapid.IntRange(-2, 9).Draw(t, "level"))
		require.NoError(t, err)
		for _, w := range append(writers, w) {
			_, err := w.Write(text)
			require.NoError(t, err)
			require.NoError(t, w.Close())
		}
		require.True(t, mayBeBrotli(br.String()))
		require.True(t, mayBeDeflate(raw.String()))
	})
	r := rand.New(rand.NewPCG(1, 1))
	brotlis, deflates := 0, 0
	for range 4000 {
		data := make([]byte, minPacked+r.IntN(30))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		switch mayBeBrotli(string(data)) {
		case true:
			brotlis++
		default:
			require.False(t, unpacks(data, u.openBrotli), "%x", data)
		}
		switch mayBeDeflate(string(data)) {
		case true:
			deflates++
		default:
			require.False(t, unpacks(data, u.openFlate), "%x", data)
		}
	}
	require.Less(t, brotlis, 2600, "of random bytes")
	require.Less(t, deflates, 1200, "of random bytes")
}

// A gzip that breaks off was not read in full. Its mark in the middle of any bytes says
// nothing, but a stream with an odd header is unpacked all the same.
func TestGzipHeaders(t *testing.T) {
	c := planted()[0]
	s := chainScanner(t, c)
	noise := strings.Repeat("\x93\xf2\x07\xc1\xd8", 50)
	for header, broken := range map[string]bool{
		"\x00\x00\x00\x00\x00\x00\x03": true, "\x00\x01\x02\x03\x04\x02\xff": true,
		"\x00\x00\x00\x00\x00\x03\x03": false, "\x00\x00\x00\x00\x00\x40\x03": false, "\x00\x00\x00\x00\x00\x00\x20": false,
	} {
		_, cut := s.reader.read(b64(noise+"\x1f\x8b\x08"+header+noise), "", false)
		require.Equal(t, broken, cut != "", "%q: %s", header, cut)
	}
	odd := []byte(packed("gzip", c.Value))
	odd[8], odd[9] = 0x40, 0x20
	hits, _ := s.reader.read(b64(string(odd)), "", false)
	require.Len(t, hits, 1)
}

// What stands behind a stream that has an end is something else, if no stream begins in it.
func TestBehindGzip(t *testing.T) {
	c := planted()[0]
	s := chainScanner(t, c)
	for behind, broken := range map[string]bool{
		"2026-11-29 and more": false, "2026": false, packed("gzip", "a"): false, packed("gzip", "a")[:15]: true, "\x93\xf2\x07\xc1\xd8\x93\xf2\x07\xc1\xd8": false,
		"2026 " + packed("gzip", "a")[:12] + "2026": true, "\x93\xf2" + packed("zlib", "some words"): true,
	} {
		hits, cut := s.reader.read(b64(packed("gzip", c.Value[:5])+packed("gzip", c.Value[5:])+behind), "", false)
		require.Len(t, hits, 1, "%q", behind)
		require.Equal(t, broken, cut != "", "%q: %s", behind, cut)
	}
}

// A few bytes unpack to much by chance, where they repeat what is there.
func TestZlibByChance(t *testing.T) {
	s, noise := chainScanner(t, planted()[0]), strings.Repeat("\x93\xf2\x07\xc1\xd8", 50)
	for text, broken := range map[string]bool{
		packed("zlib", strings.Repeat("a", 900))[:11]:                       false,
		packed("zlib", strings.Repeat("the order of your basket ", 9))[:32]: true,
	} {
		_, cut := s.reader.read(b64(text+noise), "", false)
		require.Equal(t, broken, cut != "", "%q: %s", text, cut)
	}
}
