package minihog

import (
	"encoding/binary"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/snappy"
	"github.com/stretchr/testify/require"
)

const (
	recordings = "/api/environments/1/session_recordings/"
	one        = recordings + testSession + "/"
	shots      = one + "snapshots/"
	blob       = shots + "?source=blob_v2"
)

// TestPrivateAPIRefusals is the table of PostHog's error answers.
func TestPrivateAPIRefusals(t *testing.T) {
	r := newRig(t, nil)
	r.record(30)
	tests := []struct {
		path   string
		status int
		detail string
	}{
		{"/api/environments/2/session_recordings/", 404, "Project not found."},
		{"/api/projects/2/", 404, "Project not found."},
		{"/api/nowhere/", 404, "Endpoint not found."},
		{recordings + "?colour=red", 400, "colour: extra inputs are not permitted"},
		{recordings + "?date_from=soon", 400, "not a date"},
		{recordings + "?limit=-1", 400, "not a count"},
		{recordings + "?session_ids=x", 400, "session_ids"},
		{recordings + "unknown/", 404, "Recording not found"},
		{recordings + "unknown/snapshots/", 404, "Recording not found"},
		{shots + "?source=blob", 400, "is not a valid choice"},
		{shots + "?source=", 400, "is not a valid choice"},
		{blob, 400, "Must provide both start blob key and end blob key"},
		{blob + "&start_blob_key=0", 400, "Must provide both"},
		{blob + "&start_blob_key=a&end_blob_key=1", 400, "Blob keys must be integers"},
		{blob + "&start_blob_key=0&end_blob_key=21", 400, "Cannot request more than 20 blob keys at once"},
		{blob + "&start_blob_key=29&end_blob_key=30", 404, "Block index out of range"},
		{blob + "&start_blob_key=2&end_blob_key=1", 400, "End blob key"},
	}
	for _, tt := range tests {
		got := r.get(tt.path)
		require.Equal(t, tt.status, got.status, tt.path)
		require.Contains(t, got.body, tt.detail, tt.path)
		require.Contains(t, got.header.Get("Content-Type"), "application/json")
	}
	require.Equal(t, 200, r.get(blob+"&start_blob_key=0&end_blob_key=20").status)
}

func TestKeysAndScopes(t *testing.T) {
	all := map[string]string{
		"GET /api/projects/1/": ScopeProjectRead, "GET /api/projects/@current/": ScopeProjectRead,
		"GET " + recordings: ScopeRecordingRead, "GET " + one: ScopeRecordingRead,
		"GET " + shots: ScopeRecordingRead, "DELETE " + one: ScopeRecordingWrite,
	}
	for route, scope := range all {
		method, path, _ := strings.Cut(route, " ")
		for _, has := range []string{ScopeProjectRead, ScopeRecordingRead, ScopeRecordingWrite, "*", ""} {
			r := newRig(t, func(o *Options) { o.Keys = []Key{{Value: testKey, Scopes: []string{has}}} })
			r.record(1)
			got := r.do(method, path, "", nil)
			if has == scope || has == "*" || scope == ScopeRecordingRead && has == ScopeRecordingWrite {
				require.Less(t, got.status, 300, "%s with %s", route, has)
				continue
			}
			require.Equal(t, http.StatusForbidden, got.status, "%s with %s", route, has)
			require.Contains(t, got.body, "API key missing required scope '"+scope+"'")
		}
	}
	r := newRig(t, func(o *Options) { o.Keys = []Key{{Value: ""}} })
	empty := httptest.NewRequestWithContext(t.Context(), http.MethodGet, one, nil)
	empty.Header.Set("Authorization", "Bearer ")
	answer := httptest.NewRecorder()
	r.hog.ServeHTTP(answer, empty)
	require.Equal(t, 401, answer.Code, "an empty key opens nothing")
	res, err := http.Get(r.url + one)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, 401, res.StatusCode)
}

func TestSourcesAndBlocks(t *testing.T) {
	r := newRig(t, nil)
	r.record(3)
	sources := r.json(shots)["sources"].([]any)
	require.Len(t, sources, 3)
	require.Equal(t, map[string]any{"source": "blob_v2", "blob_key": "1",
		"start_timestamp": "2026-11-23T10:00:01.000000Z", "end_timestamp": "2026-11-23T10:00:01.000000Z"}, sources[1])

	plain := r.get(blob + "&start_blob_key=0&end_blob_key=2")
	require.Equal(t, "application/jsonl", plain.header.Get("Content-Type"))
	require.Equal(t, string(r.hog.Stored(testSession)), plain.body+"\n", "blocks joined by newlines, none at the end")

	raw := r.get(blob + "&start_blob_key=1&end_blob_key=2&decompress=false")
	require.Equal(t, "application/octet-stream", raw.header.Get("Content-Type"))
	var lines string
	for rest := []byte(raw.body); len(rest) > 0; {
		n := binary.BigEndian.Uint32(rest)
		text, err := snappy.Decode(nil, rest[4:4+n])
		require.NoError(t, err)
		lines, rest = lines+string(text), rest[4+n:]
	}
	require.Equal(t, strings.SplitAfterN(string(r.hog.Stored(testSession)), "\n", 2)[1], lines)
}

func TestMissingBlocksAreLeftOutSilently(t *testing.T) {
	r := newRig(t, func(o *Options) { o.Faults = &Faults{MissingBlocks: []int{1}, MissingReads: Forever} })
	r.record(3)
	for _, mode := range []string{"", "&decompress=false"} {
		got := r.get(blob + "&start_blob_key=0&end_blob_key=2" + mode)
		require.Equal(t, 200, got.status)
		require.NotContains(t, got.body, "https://shop.test/1")
		require.Contains(t, got.body, "shop.test/0")
		got = r.get(blob + "&start_blob_key=1&end_blob_key=1" + mode)
		require.Equal(t, 502, got.status)
		require.Contains(t, got.body, "recording_blocks_unavailable")
	}
}

func TestMetadataAndList(t *testing.T) {
	r := newRig(t, nil)
	r.record(3)
	meta := r.json(one)
	require.Equal(t, testSession, meta["id"])
	require.Equal(t, "https://shop.test/0", meta["start_url"])
	require.Equal(t, 2.0, meta["recording_duration"])
	require.Equal(t, true, meta["ongoing"])
	require.Equal(t, 30.0, meta["retention_period_days"])

	for query, want := range map[string]int{
		"": 1, "?session_ids=" + url.QueryEscape(`["`+testSession+`"]`): 1,
		"?session_ids=" + url.QueryEscape(`["other"]`): 0, "?limit=0": 0,
		"?date_from=-1h": 1, "?date_to=-1h": 0, "?offset=5": 0, "?order=start_time&order_direction=ASC&version=4": 1,
	} {
		require.Len(t, r.json(recordings + query)["results"], want, query)
	}
	r.now = r.now.Add(5 * 24 * time.Hour)
	ids := "?session_ids=" + url.QueryEscape(`["`+testSession+`"]`)
	require.Empty(t, r.json(recordings + ids)["results"], "three days is the default window, for ids too")
	require.Len(t, r.json(recordings + ids + "&date_from=-10d")["results"], 1)
	r.now = r.now.Add(40 * 24 * time.Hour)
	require.Equal(t, 404, r.get(one).status, "expired")
}

func TestDeletion(t *testing.T) {
	r := newRig(t, nil)
	r.record(1)
	require.Equal(t, 204, r.do(http.MethodDelete, one, "", nil).status)
	require.Equal(t, 404, r.get(one).status)
	got := r.get(shots)
	require.Equal(t, 410, got.status)
	require.Contains(t, got.body, `"error":"recording_deleted"`)
	require.Empty(t, r.json(recordings)["results"])
	r.record(1)
	require.Equal(t, 1, strings.Count(string(r.hog.Stored(testSession)), "\n"), "the tombstone keeps later data out")
	require.Equal(t, 404, r.do(http.MethodDelete, one, "", nil).status)
}

func TestIngestionHostHasNoPrivateAPI(t *testing.T) {
	r := newRig(t, func(o *Options) { o.IngestionOnly = true })
	r.record(1)
	got := r.get(one)
	require.Equal(t, 404, got.status)
	require.NotContains(t, got.header.Get("Content-Type"), "json")
}
