package rrweb

import (
	"testing"

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
