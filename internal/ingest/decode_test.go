package ingest

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const snapshotEvent = `{"uuid":"u1","event":"$snapshot","timestamp":"2026-11-23T10:00:00.5Z","properties":{` +
	`"token":"phc_t","distinct_id":"d1","$session_id":"s-1","$window_id":"w1","$lib":"web","$lib_version":"1.449.2",` +
	`"$snapshot_data":[{"type":4},{"type":2,"data":"\u001f\u008b lone \ud83d"}]}}`

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

func form(data string) []byte {
	return []byte(url.Values{"data": {data}}.Encode())
}

func TestDecodeEncodings(t *testing.T) {
	body := "[" + snapshotEvent + "]"
	b64 := base64.StdEncoding.EncodeToString([]byte(body))
	tests := []struct {
		name, contentType, query string
		body                     []byte
	}{
		{"gzip without a hint", "text/plain", "", gzipped(body)},
		{"gzip-js", "text/plain", "compression=gzip-js&ver=1.1", gzipped(body)},
		{"gzip as content encoding, twice", "application/json", "", gzipped(string(gzipped(body)))},
		{"plain", "application/json", "", []byte(body)},
		{"plain with blanks", "application/json", "", []byte("\n " + body)},
		{"plain although gzip-js is said", "text/plain", "compression=gzip-js", []byte(body)},
		{"base64 form", "application/x-www-form-urlencoded", "compression=base64", form(b64)},
		{"base64 form, other fields first", "application/x-www-form-urlencoded", "", []byte("compression=base64&data=" + url.QueryEscape(b64))},
		{"base64 form, + not escaped", "application/x-www-form-urlencoded", "compression=base64", []byte("data=" + b64)},
		{"base64 form, no type", "", "compression=base64", form(b64)},
		{"plain form", "application/x-www-form-urlencoded", "", form(body)},
		{"base64 of gzip", "", "compression=base64", form(base64.RawURLEncoding.EncodeToString(gzipped(body)))},
		{"bare base64", "text/plain", "compression=base64", []byte(b64)},
		{"data in the query", "", "compression=base64&data=" + url.QueryEscape(b64), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			query, err := url.ParseQuery(tt.query)
			require.NoError(t, err)
			req, err := Decode(http.Header{"Content-Type": {tt.contentType}}, query, tt.body)
			require.NoError(t, err)
			require.Len(t, req.Events, 1)
			ev := req.Events[0]
			require.Len(t, ev.Properties, 6)
			ev.Properties = nil
			require.Equal(t, CaptureEvent{
				Name: "$snapshot", UUID: "u1", Token: "phc_t", DistinctID: "d1", SessionID: "s-1", WindowID: "w1",
				Lib: "web", LibVersion: "1.449.2", Timestamp: time.Date(2026, 11, 23, 10, 0, 0, 5e8, time.UTC),
				Snapshots: []json.RawMessage{[]byte(`{"type":4}`), []byte(`{"type":2,"data":"\u001f\u008b lone \ud83d"}`)},
			}, ev)
		})
	}
}

func TestDecodeShapes(t *testing.T) {
	event := `{"event":"a","properties":{"distinct_id":7,"k":"v"},"offset":1500}`
	for name, body := range map[string]string{
		"array":            `[` + event + `]`,
		"single":           event,
		"batch":            `{"api_key":"phc_t","batch":[` + event + `],"sent_at":"x"}`,
		"token and data":   `{"token":"phc_t","data":[` + event + `]}`,
		"api_key and data": `{"api_key":"phc_t","data":` + event + `}`,
	} {
		req, err := Decode(nil, nil, []byte(body))
		require.NoError(t, err, name)
		require.Len(t, req.Events, 1, name)
		require.Equal(t, "a", req.Events[0].Name, name)
		require.Equal(t, "7", req.Events[0].DistinctID, name)
		require.Equal(t, 1500*time.Millisecond, req.Events[0].Offset, name)
		require.JSONEq(t, `"v"`, string(req.Events[0].Properties["k"]), name)
		if strings.Contains(body, "phc_t") {
			require.Equal(t, "phc_t", req.Token, name)
			require.Equal(t, "phc_t", req.Events[0].Token, name)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name, query, body string
		want              error
	}{
		{"nothing", "", "", ErrEncoding},
		{"text", "", "hello", ErrEncoding},
		{"cut gzip", "", string(gzipped(snapshotEvent)[:40]), ErrEncoding},
		{"data behind gzip", "", string(gzipped(snapshotEvent)) + "x", ErrEncoding},
		{"bad base64", "compression=base64", "data=%21%21", ErrEncoding},
		{"form without data", "compression=base64", "data=", ErrEncoding},
		{"bad form", "", "data=%zz", ErrEncoding},
		{"lz64", "compression=lz64", "data=N4Ig", ErrUnsupported},
		{"bad JSON", "", `[{"event":`, ErrJSON},
		{"a number as event", "", `[7]`, ErrJSON},
		{"no events", "", `[]`, ErrNoEvents},
		{"an empty batch", "", `{"api_key":"k","batch":[]}`, ErrNoEvents},
		{"an object that is no event", "", `{"a":1}`, ErrNoEvents},
		{"data in data in data", "", `{"data":{"data":{"data":[]}}}`, ErrNoEvents},
		{"too many layers", "", string(gzipped(string(gzipped(string(gzipped(string(gzipped(string(gzipped("[]")))))))))), ErrEncoding},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			query, err := url.ParseQuery(tt.query)
			require.NoError(t, err)
			req, err := Decode(nil, query, []byte(tt.body))
			require.ErrorIs(t, err, tt.want)
			require.Nil(t, req)
		})
	}
	_, err := Decode(http.Header{"Content-Encoding": {"br"}}, nil, []byte("x"))
	require.ErrorIs(t, err, ErrUnsupported)
}

func TestDecodeBoundsBodies(t *testing.T) {
	_, err := Decode(nil, nil, make([]byte, standard.body+1))
	require.ErrorIs(t, err, ErrTooLarge)
	body := "[" + snapshotEvent + "]" + strings.Repeat(" ", 5000)
	_, err = decode(nil, nil, gzipped(body), limits{body: 1000, plain: len(body) - 1})
	require.ErrorIs(t, err, ErrTooLarge)
	_, err = decode(nil, nil, gzipped(body), limits{body: 1000, plain: len(body)})
	require.NoError(t, err)
}

func TestDecodeChecksSnapshots(t *testing.T) {
	tests := []struct {
		old, new string
		want     error
	}{
		{`"$session_id":"s-1",`, "", ErrNoSession},
		{`"s-1"`, `"s_1"`, ErrBadSession},
		{`"s-1"`, `"` + strings.Repeat("a", 71) + `"`, ErrBadSession},
		{`"distinct_id":"d1",`, "", ErrNoDistinctID},
		{`"$snapshot_data"`, `"$other"`, ErrNoSnapshots},
		{`[{"type":4},{"type":2,"data":"\u001f\u008b lone \ud83d"}]`, `[]`, ErrNoSnapshots},
		{`[{"type":4},{"type":2,"data":"\u001f\u008b lone \ud83d"}]`, `{"type":4}`, nil},
	}
	for _, tt := range tests {
		bad := strings.Replace(snapshotEvent, tt.old, tt.new, 1)
		require.NotEqual(t, snapshotEvent, bad)
		req, err := Decode(nil, nil, []byte("["+snapshotEvent+","+bad+"]"))
		require.ErrorIs(t, err, tt.want)
		require.Len(t, req.Events, 2, "what was sent is there for those who only listen")
		if tt.want != nil {
			require.ErrorContains(t, err, "event 1: ")
		}
	}
}

// TestDecodeRealBodies reads what posthog-js 1.449.2 sent from Chromium 156.
func TestDecodeRealBodies(t *testing.T) {
	text := http.Header{"Content-Type": {"text/plain"}}
	body, err := os.ReadFile("testdata/snapshot.gz")
	require.NoError(t, err)
	req, err := Decode(text, nil, body)
	require.NoError(t, err)
	require.Len(t, req.Events, 1)
	require.Equal(t, "01a20ac6-32c8-7cc9-94ad-1cd86ac503e3", req.Events[0].SessionID)
	require.Len(t, req.Events[0].Snapshots, 30)
	require.Equal(t, "phc_test", req.Events[0].Token)

	body, err = os.ReadFile("testdata/events.gz")
	require.NoError(t, err)
	req, err = Decode(text, nil, body)
	require.NoError(t, err)
	require.NotEmpty(t, req.Events[0].Name)
	require.NotEmpty(t, req.Events[0].DistinctID)
	require.Equal(t, "phc_test", req.Events[0].Token)
}

func FuzzDecode(f *testing.F) {
	for _, name := range []string{"testdata/snapshot.gz", "testdata/events.gz"} {
		body, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add("text/plain", "", body)
	}
	f.Add("application/x-www-form-urlencoded", "compression=base64", form(base64.StdEncoding.EncodeToString([]byte(snapshotEvent))))
	f.Add("application/json", "", []byte(`{"api_key":"k","batch":[`+snapshotEvent+`]}`))
	f.Add("", "compression=lz64", []byte("data=N4Ig"))
	f.Fuzz(func(t *testing.T, contentType, query string, body []byte) {
		values, _ := url.ParseQuery(query)
		req, err := decode(http.Header{"Content-Type": {contentType}}, values, body, limits{1 << 20, 1 << 20})
		if err != nil {
			return
		}
		require.NotEmpty(t, req.Events)
		for _, ev := range req.Events {
			require.True(t, ev.Name != SnapshotName || len(ev.Snapshots) > 0)
		}
	})
}

// posthog-js sends person properties beside the properties; they are folded in,
// as PostHog does, and what the properties say themselves wins.
func TestPersonPropertiesAreFoldedIn(t *testing.T) {
	req, err := Decode(http.Header{}, nil, []byte(`[
		{"event":"$identify","properties":{"token":"t"},"$set":{"email":"a@example.com"},"$set_once":{"first":1}},
		{"event":"$set","properties":{"$set":{"own":true}},"$set":{"own":false}},
		{"event":"bare","$set":{"x":1}}]`))
	require.NoError(t, err)
	require.JSONEq(t, `{"email":"a@example.com"}`, string(req.Events[0].Properties["$set"]))
	require.JSONEq(t, `{"first":1}`, string(req.Events[0].Properties["$set_once"]))
	require.JSONEq(t, `{"own":true}`, string(req.Events[1].Properties["$set"]))
	require.JSONEq(t, `{"x":1}`, string(req.Events[2].Properties["$set"]))
	require.NotContains(t, req.Events[1].Properties, "$set_once")
}
