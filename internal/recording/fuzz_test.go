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
	for _, in := range []string{"", "[", "[]", `["w",{"type":4}]`, `{"window_id":"w","data":[{}]}`, "[{\"a\":\"b\n{}]\n[{}]", `[["w",{}],[[{}]]]`, "\x1f\x8b", "\x28\xb5\x2f\xfd", "\xff\x06\x00\x00sNaPpY", "\ufeff{}",
		`{"version":"2023-04-28","data":{"id":"s","person":null,"snapshots":[{"type":4},7]}}`, "{\n \"events\": [\n {\"type\": 4}\n ], \"x\": 1e3}",
		`{"data":{"snapshotsByWindowId":{"w":[{"type":4}],"v":1}}}`, `[{"event":"$snapshot","properties":{"$snapshot_data":[{}],"$window_id":"w"}}]`,
		"data=eyJldmVudHMiOltdfQ==", "\x00\x00\x00\x0a\x08\x1c[{}]\n[{}]", "\x80\x01\xfc{"} {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		events, other := 0, 0
		var last error
		for ev, err := range read(bytes.NewReader(in), 1<<16) {
			if last = err; err == nil {
				if ev.Metadata != "" {
					require.Equal(t, -1, ev.Index)
					continue
				}
				require.True(t, complete(ev.JSON) || isPacked(ev.JSON), "%q", ev.JSON)
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
