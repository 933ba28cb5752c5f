package recording

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/snappy"
	"github.com/stretchr/testify/require"
)

func TestReadDocuments(t *testing.T) {
	capture := `{"event":"$snapshot","uuid":"u","properties":{"$snapshot_data":[{"type":4},{"type":5}],"$window_id":"w","distinct_id":"me@x.test","$snapshot_host":"x.test"}}`
	captured := []string{`@ /event "$snapshot"`, `@ /uuid "u"`, `w {"type":4}`, `w {"type":5}`, `@ /properties/$window_id "w"`, `@ /properties/distinct_id "me@x.test"`, `@ /properties/$snapshot_host "x.test"`}
	tests := []struct {
		name, in string
		want     []string
		err      error
	}{
		{"export of 2023", `{"version":"2023-04-28","data":{"id":"s1","person":{"name":"Me","properties":{"email":"me@x.test"}},"snapshots":[{"type":4,"windowId":"w"},{"windowId":2,"type":5}]}}`,
			[]string{`@ /version "2023-04-28"`, `@ /data/id "s1"`, `@ /data/person {"name":"Me","properties":{"email":"me@x.test"}}`, `w {"type":4,"windowId":"w"}`, `2 {"windowId":2,"type":5}`}, nil},
		{"export as the player writes it", "{\n  \"version\": \"2023-04-28\",\n  \"data\": {\n    \"id\": \"s1\",\n    \"person\": null,\n    \"snapshots\": [\n      {\n        \"type\": 4,\n        \"windowId\": \"w\"\n      }\n    ]\n  }\n}\n",
			[]string{`@ /version "2023-04-28"`, `@ /data/id "s1"`, `@ /data/person null`, "w {\n        \"type\": 4,\n        \"windowId\": \"w\"\n      }"}, nil},
		{"export of 2022", `{"version":"2022-12-02","data":{"person":null,"snapshotsByWindowId":{"w":[{"type":4}],"a/b":[{"type":5}],"odd":"x"}}}`,
			[]string{`@ /version "2022-12-02"`, `@ /data/person null`, `w {"type":4}`, `a/b {"type":5}`, `@ /data/snapshotsByWindowId/odd "x"`}, nil},
		{"snapshots at the top", `{"snapshots":[{"type":4}],"next":null}`, []string{` {"type":4}`, `@ /next null`}, nil},
		{"old API", `{"result":{"snapshots":[{"type":4}],"next":"http://x"}}`, []string{` {"type":4}`, `@ /result/next "http://x"`}, nil},
		{"another user of rrweb", `{"user":"me@x.test","windowId":"w","events":[{"type":4},["v",{"type":5}]],"size":12}`,
			[]string{`@ /user "me@x.test"`, `@ /windowId "w"`, `w {"type":4}`, `v {"type":5}`, `@ /size 12`}, nil},
		{"documents in an array", `[{"events":[{"type":4}],"a/b":"x"},{"events":[{"type":5}]}]`, []string{` {"type":4}`, `@ /a~1b "x"`, ` {"type":5}`}, nil},
		{"captured request", capture, captured, nil},
		{"captured requests in an array", "[" + capture + "]", captured, nil},
		{"captured batch", `{"api_key":"k","batch":[` + capture + `]}`, append([]string{`@ /api_key "k"`}, under("/batch", captured)...), nil},
		{"captured event of another name", `{"event":"$pageview","properties":{"$current_url":"http://x/?a"}}` + "\n{\"type\":4}", []string{`@ /event "$pageview"`, `@ /properties/$current_url "http://x/?a"`, ` {"type":4}`}, nil},
		{"one event as snapshot data", `{"event":"$snapshot","properties":{"$window_id":"w","$snapshot_data":{"type":4}}}`, []string{`@ /event "$snapshot"`, `@ /properties/$window_id "w"`, `w {"type":4}`}, nil},
		{"pretty-printed bare events", "{\n \"type\": 4\n}\n{\n \"type\": 5,\n \"data\": {\"a\": \"\\\"}\"}\n}\n[\"w\",{\"type\":6}]", []string{" {\n \"type\": 4\n}", " {\n \"type\": 5,\n \"data\": {\"a\": \"\\\"}\"}\n}", `w {"type":6}`}, nil},
		{"mixed", `["w",{"type":4}]` + "\n" + `{"snapshots":[{"type":5}]}` + "\n" + `[{"type":6}]` + "\n" + `{"window_id":"v","data":[{"type":7}]}` + "\n" + `{"type":8}`,
			[]string{`w {"type":4}`, ` {"type":5}`, ` {"type":6}`, `@ /window_id "v"`, `v {"type":7}`, ` {"type":8}`}, nil},

		{"packed events in an array", `["x\u009cA", "x\u0001B"]`, []string{` "x\u009cA"`, ` "x\u0001B"`}, nil},
		{"packed events, one a line", "\"x\u009cA\"\n[\"w\",\"x\u00daB\"]\n\"\\u001f\u008b\"", []string{" \"x\u009cA\"", "w \"x\u00daB\"", " \"\\u001f\u008b\""}, nil},
		{"packed events in an object", `{"events":["x^A",{"type":4}]}`, []string{` "x^A"`, ` {"type":4}`}, nil},

		{"an event without a type is no wrapper", `{"data":{"source":5,"text":"x"}}`, []string{` {"data":{"source":5,"text":"x"}}`}, nil},
		{"other JSON is left to the decoder", `{"results":[{"id":"x"}],"count":1}`, []string{` {"results":[{"id":"x"}],"count":1}`}, nil},
		{"scalar among snapshots", `{"snapshots":[{"type":4},null,"x",{"type":5}]}`, []string{` {"type":4}`, "! line 1 (offset 25): an item of an array is no event", "! line 1 (offset 30): an item of an array is no event", ` {"type":5}`}, nil},
		{"export cut in an event", `{"version":"2023-04-28","data":{"snapshots":[{"type":4},{"type":5,"da`, []string{`@ /version "2023-04-28"`, ` {"type":4}`, "! line 1 (offset 56): an item of an array is cut off", "! line 1 (offset 69): what it stands in has no end: the rest is lost"}, nil},
		{"export cut behind an event", `{"data":{"snapshots":[{"type":4}]`, []string{` {"type":4}`, "! line 1 (offset 33): an object with events has no end: the rest is lost"}, nil},
		{"export cut in a name", `{"snapshots":[{"type":4}],"per`, []string{` {"type":4}`, "! line 1 (offset 26): a name is cut off", "! line 1 (offset 30): what it stands in has no end: the rest is lost"}, nil},
		{"export cut in its metadata", `{"snapshots":[{"type":4}],"person":{"email":"me@`, []string{` {"type":4}`, "! line 1 (offset 35): a value is cut off", "! line 1 (offset 48): what it stands in has no end: the rest is lost"}, nil},
		{"no colon", "{\"snapshots\":[{\"type\":4}],\"a\" 7}\n{\"type\":5}", []string{` {"type":4}`, "! line 1 (offset 30): '7' behind a name", "! line 1 (offset 30): the rest of the line is lost", ` {"type":5}`}, nil},
		{"no value", "{\"snapshots\":[{\"type\":4}],\"a\":}\n{\"type\":5}", []string{` {"type":4}`, "! line 1 (offset 30): '}' behind a name", "! line 1 (offset 30): the rest of the line is lost", ` {"type":5}`}, nil},
		{"no name", "{\"snapshots\":[{\"type\":4}],7}\n{\"type\":5}", []string{` {"type":4}`, "! line 1 (offset 26): '7' where a name was expected", "! line 1 (offset 26): the rest of the line is lost", ` {"type":5}`}, nil},
		{"data behind a document", "{\"snapshots\":[{\"type\":4}]} oops\n{\"type\":5}", []string{` {"type":4}`, "! line 1 (offset 26): data behind the end of an object", ` {"type":5}`}, nil},
		{"wrapped too deep", strings.Repeat(`{"data":`, 20) + `{"snapshots":[{"type":4}]}` + strings.Repeat("}", 20), []string{" " + strings.Repeat(`{"data":`, 20) + `{"snapshots":[{"type":4}]}` + strings.Repeat("}", 20)}, nil},
		{"export without events", `{"version":"2023-04-28","data":{"id":"s","snapshots":[]}}`, []string{`@ /version "2023-04-28"`, `@ /data/id "s"`}, ErrEmpty},
		{"captured events that are no snapshots", `{"event":"$pageview","properties":{}}`, []string{`@ /event "$pageview"`}, ErrEmpty},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				got, err := collect(t, r)
				require.ErrorIs(t, err, tt.err)
				require.Equal(t, tt.want, got)
			}
		})
	}
}

// under puts the paths of metadata below another one.
func under(path string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.Replace(s, "@ /", "@ "+path+"/", 1)
	}
	return out
}

// TestDocumentsAreStreamed reads an export of a thousand times the limit of one
// item.
func TestDocumentsAreStreamed(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"version":"2023-04-28","data":{"snapshots":[`)
	for i := range 10_000 {
		fmt.Fprintf(&b, "%s{\"type\":4,\"data\":{\"href\":\"http://x.test/%0100d\"}}", []string{"", ","}[min(i, 1)], i)
	}
	b.WriteString(`]}}`)
	got, err := collect(t, strings.NewReader(b.String()))
	require.NoError(t, err)
	require.Len(t, got, 10_001)
	require.NotContains(t, strings.Join(got, "\n"), "! ")
}

func TestDamageKeepsWhatThereIs(t *testing.T) {
	for in, want := range map[string]string{
		`["w",{"type":3,"data":{"text":"needle`:          "needle",
		`[{"type":4},{"type":3,"data":{"text":"needle`:   "needle",
		`{"snapshots":[{"type":3,"data":{"text":"needle`: "needle",
		`needle`: "needle",
		"[{\"type\":4},{\"a\":\"needle\n[{\"type\":5}]":   "needle",
		"{\"type\":}needle\n{\"type\":4}":                 "needle",
		"{\"snapshots\":[{\"type\":4}]} needle":           "needle",
		"{\"snapshots\":[{\"type\":4}],\"a\" \"needle\"}": "needle",
	} {
		var texts []string
		for _, err := range Read(strings.NewReader(in)) {
			if damage, ok := err.(*Damage); ok {
				texts = append(texts, string(damage.Text))
			}
		}
		require.Contains(t, strings.Join(texts, "|"), want, in)
	}
}

func TestReadSnappyBlocks(t *testing.T) {
	lines := func(from int) string {
		var b strings.Builder
		for i := range 20 {
			fmt.Fprintf(&b, "[\"w\",{\"type\":4,\"timestamp\":%d}]\n", from+i)
		}
		return b.String()
	}
	block := func(text string) []byte {
		packed := snappy.Encode(nil, []byte(text))
		return append(binary.BigEndian.AppendUint32(nil, uint32(len(packed))), packed...)
	}
	want, err := collect(t, strings.NewReader(lines(0)+lines(20)))
	require.NoError(t, err)

	got, err := collect(t, bytes.NewReader(snappy.Encode(nil, []byte(lines(0)+lines(20)))))
	require.NoError(t, err)
	require.Equal(t, want, got, "one raw block")

	both := append(block(lines(0)), block(lines(20))...)
	for _, r := range []io.Reader{bytes.NewReader(both), iotest.OneByteReader(bytes.NewReader(both)), bytes.NewReader(gz(t, both))} {
		got, err = collect(t, r)
		require.NoError(t, err)
		require.Equal(t, want, got, "blocks with their lengths")
	}

	got, err = collect(t, bytes.NewReader(both[:len(both)-3]))
	require.NoError(t, err)
	require.Equal(t, append(want[:20:20], "! line 21 (offset 630): the rest is lost: snappy block 1: unexpected EOF"), got)

	bad := block(lines(0))
	bad = append(append(append([]byte{}, bad...), append([]byte{0, 0, 0, 4}, "\x10xyz"...)...), block(lines(20))...)
	got, err = collect(t, bytes.NewReader(bad))
	require.NoError(t, err)
	require.Len(t, got, 41)
	require.Equal(t, want, append(got[:20:20], got[21:]...), "what stands around a damaged block is read")
	require.Contains(t, got[20], "snappy block 1 is damaged")

	bomb := append([]byte{0, 0, 0, 6}, 0xff, 0xff, 0xff, 0xff, 0x0f, 0)
	got, err = collect(t, bytes.NewReader(append(block(lines(0)), bomb...)))
	require.NoError(t, err)
	require.Len(t, got, 21)
}

func gz(t *testing.T, text []byte) []byte {
	return pack(t, packers["gzip"], string(text))
}

func TestReadPostedForms(t *testing.T) {
	body := `[{"event":"$snapshot","properties":{"$window_id":"w","$snapshot_data":[{"type":4}]}}]`
	want, err := collect(t, strings.NewReader(body))
	require.NoError(t, err)
	b64 := base64.StdEncoding.EncodeToString([]byte(body))
	packed := base64.StdEncoding.EncodeToString(gz(t, []byte(body)))
	for name, in := range map[string]string{
		"form":              url.Values{"data": {b64}}.Encode(),
		"form, type first":  "compression=base64&data=" + url.QueryEscape(b64),
		"form of gzip":      url.Values{"data": {packed}}.Encode(),
		"form of JSON":      url.Values{"data": {body}}.Encode(),
		"bare base64":       b64 + "\n",
		"base64 of gzip":    packed,
		"gzip of gzip":      string(gz(t, gz(t, []byte(body)))),
		"gzip of a form":    string(gz(t, []byte(url.Values{"data": {b64}}.Encode()))),
		"what a server got": string(gz(t, []byte(body))),
	} {
		got, err := collect(t, strings.NewReader(in))
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
	}
	got, err := collect(t, strings.NewReader("data=%%%"))
	require.ErrorIs(t, err, ErrEmpty)
	require.Equal(t, []string{"! line 1 (offset 0): a line that is cut off, or no JSON object or array"}, got)
}

// TestReadRealRequests reads requests that posthog-js 1.449.2 made.
func TestReadRealRequests(t *testing.T) {
	raw, err := os.ReadFile("../ingest/testdata/snapshot.gz")
	require.NoError(t, err)
	events, metadata := 0, map[string]bool{}
	for ev, err := range Read(bytes.NewReader(raw)) {
		require.NoError(t, err)
		if ev.Metadata != "" {
			metadata[ev.Metadata] = true
			continue
		}
		require.NotEmpty(t, ev.WindowID)
		events++
	}
	require.Positive(t, events)
	require.True(t, metadata["/properties/distinct_id"] && metadata["/properties/$snapshot_host"], "%v", metadata)
}

// TestReadBomb holds that a bomb is read without keeping it.
func TestReadBomb(t *testing.T) {
	packed := gz(t, bytes.Repeat([]byte{' '}, 64<<20))
	for range 2 {
		packed = gz(t, packed)
	}
	_, err := collect(t, bytes.NewReader(packed))
	require.ErrorIs(t, err, ErrEmpty)
	got, err := collect(t, bytes.NewReader(gz(t, bytes.Repeat([]byte{'x'}, 64<<20))))
	require.ErrorIs(t, err, ErrEmpty)
	require.Equal(t, []string{"! line 1 (offset 0): a line longer than 1000 bytes"}, got)
}
