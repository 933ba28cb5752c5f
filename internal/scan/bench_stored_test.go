package scan

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// The same on what posthog-js recorded: all recordings of the corpus one behind
// the other, as PostHog stores them, with what it compresses. The canaries are
// others than those in them. Bytes are those of the events once they are unpacked. The
// budget of the scan is three times decoding.
func BenchmarkStoredDecodeOnly(b *testing.B) {
	stored, _ := storedCorpus(b)
	var size int64
	for b.Loop() {
		size = 0
		var decoder rrweb.Decoder
		for ev, err := range recording.Read(bytes.NewReader(stored)) {
			require.NoError(b, err)
			event, err := decoder.Decode(ev.JSON)
			require.NoError(b, err)
			size += int64(len(event.JSON))
			event.Strings(func(*rrweb.Text) {})
		}
	}
	b.SetBytes(size)
}

func BenchmarkStoredScan(b *testing.B) {
	stored, _ := storedCorpus(b)
	s := newScanner(b, everyKind(b, 1)...)
	n := int64(0)
	for b.Loop() {
		require.NoError(b, s.Read(b.Context(), recording.Read(bytes.NewReader(stored)), nil))
		n++
	}
	b.SetBytes(s.Report().Bytes / n)
}

func storedCorpus(tb testing.TB) (stored []byte, size int64) {
	list, _ := loadCorpus(tb)
	for _, c := range list {
		for _, v := range c.Visits() {
			stored = append(stored, storedRecording(tb, v)...)
		}
	}
	return stored, size
}
