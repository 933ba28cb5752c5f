package scan

import (
	"bytes"
	"io"
	"math/rand/v2"
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
