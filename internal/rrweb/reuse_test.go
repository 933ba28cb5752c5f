package rrweb

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// told is all that an event tells.
func told(ev *Event, err error) string {
	out := fmt.Sprint(ev.Type, ev.Source, ev.Timestamp, ev.Unscanned, string(ev.JSON), err)
	ev.Strings(func(t *Text) { out += fmt.Sprintf("\n%s %s %q", t.Pointer(), t.Surface, t.Value) })
	return out
}

// A decoder that has decoded anything, broken events among it, says of the next event
// what a new one says.
func TestDecoderIsAsNew(t *testing.T) {
	events := []string{
		`{"type":3,"timestamp":7,"cv":"2024-10","data":{"source":0,"texts":` + gz(`[{"id":1,"value":"a"}]`) + `,"adds":[]}}`,
		`{"type":5,"data":{"tag":"x\n","payload":{"a":["\u0041",{"b":"c"}]}}}`,
		`{"type":3,"timestamp":8,"data":{"sou`,
		`{"data":{"text":"no type"}}`,
		`{"type":2,"data":` + gz(`{"node":{"type":0,"id":1,"childNodes":[]}}`) + `}`,
		`no JSON`,
		`{"type":4,"cv":"9999","data":{"href":"https://a.test/"}} x`,
		`{"type":3,"data":{"source":0,"texts":"cut","removes":` + gz(`[]`) + `}}`,
	}
	for i, first := range events {
		for k, second := range events {
			var d Decoder
			ev, err := d.Decode([]byte(first))
			require.Equal(t, told(Decode([]byte(first))), told(ev, err))
			ev, err = d.Decode([]byte(second))
			require.Equal(t, told(Decode([]byte(second))), told(ev, err), "%d after %d", k, i)
		}
	}
}

// A visitor may visit the strings again.
func TestStringsInsideOfStrings(t *testing.T) {
	ev, err := Decode([]byte(`{"type":5,"data":{"tag":"t","payload":{"a":{"b":["c","d"]},"e":"f"}}}`))
	require.NoError(t, err)
	pointers := func(each func()) (list []string) {
		ev.Strings(func(text *Text) {
			each()
			list = append(list, text.Pointer())
		})
		return list
	}
	want := pointers(func() {})
	require.Equal(t, want, pointers(func() { require.Equal(t, want, pointers(func() {})) }))
}
