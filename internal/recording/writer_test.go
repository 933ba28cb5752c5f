package recording

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriterRoundTrip(t *testing.T) {
	events := []struct{ window, json string }{
		{"w", `{"type":4,"data":{"s":"lone \ud83d, raw ✓ \u001f\u008b"}}`},
		{`odd "window" \ ü`, `{"type":5,"data":{"type":1}}`},
		{"", `{"type":3}`},
	}
	var b bytes.Buffer
	w := NewWriter(&b)
	for _, e := range events {
		require.NoError(t, w.Write(e.window, []byte(e.json)))
	}
	n := 0
	for ev, err := range Read(&b) {
		require.NoError(t, err)
		require.Equal(t, events[n].window, ev.WindowID)
		require.Equal(t, events[n].json, string(ev.JSON))
		n++
	}
	require.Equal(t, len(events), n)
}

func TestWriter(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b)
	require.NoError(t, w.Write("w", []byte("{\n \"type\": 4\n}")))
	require.Equal(t, "[\"w\",{\"type\":4}]\n", b.String(), "an event is one line")
	require.Error(t, w.Write("w", []byte(`[1]`)))
	require.Error(t, w.Write("w", []byte(`{"a":`)))
	require.Error(t, w.Write("w", nil))
	require.ErrorContains(t, NewWriter(failing{}).Write("w", []byte(`{}`)), "disk full")
}
