package posthog_test

import (
	"encoding/binary"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"net/http/httptest"

	"github.com/klauspost/compress/snappy"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

// elsewhere is a PostHog of other hands, written from the reference alone: a
// few recordings' answers by query string. It shares no code with minihog.
type elsewhere struct {
	prefix  string            // what the recordings stand under
	sources string            // the list, as JSON
	data    map[string]string // by the query's parameters, sorted
	misses  int               // requests beside the prefix
}

func (e *elsewhere) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, e.prefix+"/session_recordings/"+session+"/")
	query := r.URL.Query()
	query.Del("blob_v2")
	key := query.Encode()
	if !ok {
		e.misses++
	}
	body, known := e.data[key]
	switch {
	case r.Header.Get("Authorization") != "Bearer "+apiKey:
		http.Error(w, `{"detail":"no"}`, http.StatusUnauthorized)
	case !ok:
		http.Error(w, "<h1>Not Found</h1>", http.StatusNotFound)
	case rest == "":
		reply(w, "application/json", `{"id":"`+session+`","start_url":"https://shop.test/","person":null,"new_field":1}`)
	case rest == "snapshots/" && key == "":
		reply(w, "application/json", `{"sources":`+e.sources+`}`)
	case rest == "snapshots/" && known:
		reply(w, "application/octet-stream", body)
	default:
		w.WriteHeader(http.StatusBadRequest)
		reply(w, "application/json", `{"type":"validation_error","code":"invalid_input","detail":"`+key+`"}`)
	}
}

func reply(w http.ResponseWriter, kind, body string) {
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write([]byte(body))
}

const (
	lineA = `["w1",{"type":4,"timestamp":1,"data":{}}]`
	lineB = `["w1",{"type":5,"timestamp":2,"data":{"payload":{` + endMark + `}}}]`
	lineV = `{"window_id":"w1","data":[{"type":5,"timestamp":2,"data":{"payload":{` + endMark + `}}}]}`
)

func packed(text string) string { return string(snappy.Encode(nil, []byte(text))) }

func framed(texts ...string) string {
	var out []byte
	for _, text := range texts {
		p := packed(text)
		out = append(binary.BigEndian.AppendUint32(out, uint32(len(p))), p...)
	}
	return string(out)
}

func v2(n int) string {
	var entries []string
	for i := range n {
		entries = append(entries, fmt.Sprintf(`{"source":"blob_v2","blob_key":"%d","start_timestamp":"2026-11-23T10:00:0%dZ","end_timestamp":null}`, i, i))
	}
	return "[" + strings.Join(entries, ",") + "]"
}

func ranged(from, to int) string {
	return fmt.Sprintf("decompress=false&end_blob_key=%d&source=blob_v2&start_blob_key=%d", to, from)
}

func TestFetchFromAnotherPostHog(t *testing.T) {
	const env, proj = "/api/environments/1", "/api/projects/1"
	tests := []struct {
		name     string
		server   elsewhere
		want     string
		complete bool
		reason   string
	}{
		{"framed", elsewhere{prefix: env, sources: v2(2), data: map[string]string{ranged(0, 1): framed(lineA+"\n", lineB+"\n")}},
			lineA + "\n" + lineB + "\n", true, ""},
		{"projects only", elsewhere{prefix: proj, sources: v2(1), data: map[string]string{ranged(0, 0): framed(lineB)}},
			lineB + "\n", true, ""},
		{"unframed single", elsewhere{prefix: env, sources: v2(1), data: map[string]string{ranged(0, 0): packed(lineB)}},
			lineB + "\n", true, ""},
		{"decompress is ignored", elsewhere{prefix: env, sources: v2(2), data: map[string]string{
			ranged(0, 1): lineA + "\n" + lineB, ranged(0, 0): lineA, ranged(1, 1): lineB}},
			lineA + "\n" + lineB + "\n", true, ""},
		{"unframed many", elsewhere{prefix: env, sources: v2(2), data: map[string]string{
			ranged(0, 1): packed(lineA + "\n" + lineB), ranged(0, 0): packed(lineA), ranged(1, 1): packed(lineB)}},
			lineA + "\n" + lineB + "\n", true, ""},
		{"long-term storage", elsewhere{prefix: env, sources: `[{"source":"blob_v2_lts","blob_key":"30d/17-ab","start_timestamp":null,"end_timestamp":null}]`,
			data: map[string]string{"blob_key=30d%2F17-ab&decompress=false&source=blob_v2_lts": packed(lineA + "\n" + lineB)}},
			lineA + "\n" + lineB + "\n", true, ""},
		{"version 1", elsewhere{prefix: proj, sources: `[{"source":"blob","blob_key":"1-2"},{"source":"realtime","blob_key":null}]`,
			data: map[string]string{"blob_key=1-2&source=blob": lineA, "source=realtime": lineV + "\n"}},
			lineA + "\n" + lineV + "\n", true, ""},
		{"unknown kind of source", elsewhere{prefix: env, sources: `[{"source":"blob_v3","blob_key":"0"}]`},
			"", false, `source "blob_v3" is of a kind this version does not know`},
		{"one block is not snappy", elsewhere{prefix: env, sources: v2(2), data: map[string]string{ranged(0, 1): framed(lineB) + "\x00\x00\x00\x02??"}},
			lineB + "\n", false, "1 of blocks 0 to 1 cannot be decompressed"},
		{"more blocks than asked for", elsewhere{prefix: env, sources: v2(1), data: map[string]string{ranged(0, 0): framed(lineA, lineB)}},
			lineA + "\n" + lineB + "\n", false, "answered 2 blocks where 0 to 0 were asked for"},
		{"empty answer", elsewhere{prefix: env, sources: v2(2), data: map[string]string{ranged(0, 1): ""}},
			"", false, "left out 2 of blocks 0 to 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, minihog.Faults{})
			server := httptest.NewServer(&tt.server)
			t.Cleanup(server.Close)
			got, jsonl, err := r.fetch(r.client(func(o *posthog.Options) { o.Host = server.URL }), 30*time.Second)
			require.NoError(t, err)
			require.Equal(t, tt.want, jsonl)
			require.Equal(t, tt.complete, got.Complete, got.Reasons)
			require.LessOrEqual(t, tt.server.misses, 1, "the route that is there is remembered")
			if tt.reason != "" {
				require.ErrorContains(t, got.Err(), tt.reason)
			}
		})
	}
}

// TestFetchRefusesUnknownShapes holds that what is not understood is an error.
func TestFetchRefusesUnknownShapes(t *testing.T) {
	tests := map[string]string{
		`null`:                                  "no list of sources",
		`{"a":1}`:                               "no list of sources",
		`[{"source":"blob_v2","blob_key":"1"}]`: `block "1" stands where block 0 should`,
		`[{"source":"blob_v2","blob_key":"path"}]`: `block "path" stands where block 0 should`,
		`[{"source":"blob_v2","blob_key":0}]`:      "no list of sources",
	}
	for sources, want := range tests {
		r := newRig(t, minihog.Faults{})
		server := httptest.NewServer(&elsewhere{prefix: "/api/environments/1", sources: sources})
		got, _, err := r.fetch(r.client(func(o *posthog.Options) { o.Host = server.URL }), 30*time.Second)
		server.Close()
		require.ErrorContains(t, err, want, sources)
		require.False(t, got.Complete)
	}
}
