package flow

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func someTrace() *Trace {
	at := time.Date(2026, 11, 23, 10, 0, 0, 123_000_000, time.UTC)
	return &Trace{
		Run: "r1", Flow: "checkout", Started: at, Ended: at.Add(time.Minute),
		Steps: []StepTrace{{
			Index: 0, Title: `fill label "Card number"`, Verb: Fill, Line: 5, Started: at, Ended: at.Add(time.Second),
			Status: StepTolerated, Error: "no such element", Screenshot: "screenshots/1.png",
		}},
		Plants:  []PlantSite{{Canary: "checkout.card", Kind: "card", Field: "Card number", Time: at, Stamp: "data-mp-1", Entered: true, CrossOrigin: true}},
		Markers: []Marker{{Run: "r1", Flow: "checkout", Kind: MarkerStart, Step: -1, Written: true}},
		Fields:  []Field{{Name: "Coupon code", By: "label", Nth: 1, Type: "text", URL: "https://shop.test/checkout"}}, FieldsMissed: 1,
		Recorder: Recorder{
			Started: true, Sessions: []string{"0192"}, LibVersion: "1.449.2", Options: json.RawMessage(`{"maskAllInputs":true}`), Sent: 3,
		},
	}
}

func TestTraceRoundTrip(t *testing.T) {
	var buf bytes.Buffer
	require.NoError(t, WriteTrace(&buf, someTrace()))
	got, err := ReadTrace(&buf)
	require.NoError(t, err)
	var options bytes.Buffer // indenting the trace indents them too
	require.NoError(t, json.Compact(&options, got.Recorder.Options))
	got.Recorder.Options = options.Bytes()
	require.Equal(t, someTrace(), got)
}

func TestTraceWritesMillisecondsAndLists(t *testing.T) {
	at := time.Date(2026, 11, 23, 12, 0, 0, 123_456_789, time.FixedZone("", 7200))
	trace := &Trace{Run: "r", Flow: "f", Started: at, Steps: []StepTrace{{Started: at}}, Plants: []PlantSite{{Time: at}}}
	var buf bytes.Buffer
	require.NoError(t, WriteTrace(&buf, trace))
	require.Equal(t, 3, strings.Count(buf.String(), `"2026-11-23T10:00:00.123Z"`))
	require.NotContains(t, buf.String(), "null")
	require.Equal(t, at, trace.Steps[0].Started, "the caller's trace is left alone")
}

func TestReadTraceRefuses(t *testing.T) {
	var buf bytes.Buffer
	require.NoError(t, WriteTrace(&buf, someTrace()))
	whole := buf.String()
	for name, text := range map[string]string{
		"empty":        "",
		"cut":          whole[:len(whole)/2],
		"two":          whole + whole,
		"not a trace":  "{}",
		"wrong type":   `{"run": 1}`,
		"text":         "hello",
		"garbage last": whole + "x",
	} {
		_, err := ReadTrace(strings.NewReader(text))
		require.ErrorContains(t, err, "read trace", name)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteTraceFails(t *testing.T) {
	require.EqualError(t, WriteTrace(brokenWriter{}, someTrace()), "write trace of flow checkout: disk full")
}
