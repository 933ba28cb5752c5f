package recording

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzRead holds that reading ends, that events are JSON objects in form, and
// that an input without events is an error.
func FuzzRead(f *testing.F) {
	shop, err := os.ReadFile("testdata/shop.jsonl")
	require.NoError(f, err)
	f.Add(shop)
	for _, in := range []string{"", "[", "[]", `["w",{"type":4}]`, `{"window_id":"w","data":[{}]}`, "[{\"a\":\"b\n{}]\n[{}]", `[["w",{}],[[{}]]]`, "\x1f\x8b", "\x28\xb5\x2f\xfd", "\xff\x06\x00\x00sNaPpY", "\ufeff{}"} {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		events, other := 0, 0
		var last error
		for ev, err := range read(bytes.NewReader(in), 1<<16) {
			if last = err; err == nil {
				require.True(t, complete(ev.JSON), "%q", ev.JSON)
				events++
			} else if damage := (*Damage)(nil); !errors.As(err, &damage) {
				other++
			}
		}
		require.LessOrEqual(t, other, 1)
		require.Equal(t, events == 0, errors.Is(last, ErrEmpty))
	})
}

func BenchmarkRead(b *testing.B) {
	shop, err := os.ReadFile("testdata/shop.jsonl")
	require.NoError(b, err)
	in := bytes.Repeat(shop, 200)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(bytes.NewReader(in)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
