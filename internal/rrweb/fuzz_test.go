package rrweb

import (
	"bytes"
	"os"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
)

// FuzzDecode holds that nothing panics or hangs, and that no string of an event
// that decodes is lost.
func FuzzDecode(f *testing.F) {
	for _, raw := range corpus() {
		f.Add([]byte(raw))
	}
	for _, raw := range []string{"", "{", `"`, `{"type":3,"data":"\u001f\u008b"}`, `{"type":2,"data":{"node":{"childNodes":[{}]}}`} {
		f.Add([]byte(raw))
	}
	for _, name := range []string{"defaults/type-switch", "open/style-diff", "text-masked/closed-shadow"} {
		for _, raw := range recordedEvents(f, name) {
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		ev, err := (&Decoder{unpacker: unpacker{limit: 1 << 20}}).Decode(raw)
		if err != nil {
			require.NotEmpty(t, ev.Unscanned)
		}
		var pointers []string
		ev.Strings(func(x *Text) { pointers = append(pointers, x.Pointer()) })
		for _, p := range pointers[:min(len(pointers), 50)] {
			ev.NodeAt(p)
		}
		Fold(ev, tree)
		ev.Interaction()
		ev.Mutations()
		ev.InputChange()
		ev.CustomEvent()
		ev.Meta()
		if err == nil && !ev.broken {
			require.Empty(t, lost(ev))
		}
	})
}

// recordedEvents are the events of one recording of the corpus of leak channels,
// a line ["windowId", event] each.
func recordedEvents(t testing.TB, name string) [][]byte {
	t.Helper()
	file, err := os.Open("../scan/testdata/channels/recordings/" + name + ".jsonl.zst")
	require.NoError(t, err)
	defer file.Close()
	dec, err := zstd.NewReader(file)
	require.NoError(t, err)
	defer dec.Close()
	var all bytes.Buffer
	_, err = all.ReadFrom(dec)
	require.NoError(t, err)
	var list [][]byte
	for line := range bytes.Lines(all.Bytes()) {
		_, event, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("]\n")), []byte(`",`))
		require.True(t, ok)
		list = append(list, event)
	}
	return list
}
