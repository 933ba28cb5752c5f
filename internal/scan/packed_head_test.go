package scan

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestBrotliHeads holds the look at a stream's beginning against the decoder.
func TestBrotliHeads(t *testing.T) {
	reader := brotli.NewReader(nil)
	check := func(t require.TestingT, data []byte) {
		require.NoError(t, reader.Reset(bytes.NewReader(data)))
		out, err := io.ReadAll(io.LimitReader(reader, 1<<20))
		if err == nil && len(out) > 0 {
			require.True(t, mayBeBrotli(string(data)), "%x", data)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var packed bytes.Buffer
		w := brotli.NewWriterOptions(&packed, brotli.WriterOptions{
			Quality: rapid.IntRange(0, 11).Draw(t, "quality"), LGWin: rapid.IntRange(10, 24).Draw(t, "window"),
		})
		text := rapid.OneOf(rapid.SliceOfN(rapid.Byte(), 1, 400), rapid.SliceOfN(rapid.ByteRange('a', 'd'), 1, 400)).Draw(t, "text")
		_, _ = w.Write(text)
		if rapid.Bool().Draw(t, "flush") {
			require.NoError(t, w.Flush())
			_, _ = w.Write(text)
		}
		require.NoError(t, w.Close())
		require.True(t, mayBeBrotli(packed.String()))
		check(t, packed.Bytes())
	})
	r := rand.New(rand.NewPCG(1, 1))
	refused := 0
	for range 4000 {
		data := make([]byte, minPacked+r.IntN(30))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		check(t, data)
		if !mayBeBrotli(string(data)) {
			refused++
		}
	}
	require.Greater(t, refused, 1600, "of random bytes")
}
