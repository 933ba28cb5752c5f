package minihog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCaptureEveryEncoding(t *testing.T) {
	tests := []struct {
		name, path, kind string
		encode           func(*testing.T, []byte) []byte
	}{
		{"gzip without a hint", "/s/", "text/plain", zipped},
		{"gzip with the old hint", "/s/?compression=gzip-js&ip=0&_=1&ver=1.2", "text/plain", zipped},
		{"no slash", "/s", "text/plain", zipped},
		{"plain", "/s/", "application/json", func(_ *testing.T, b []byte) []byte { return b }},
		{"beacon", "/s/?compression=base64&beacon=1", "application/x-www-form-urlencoded", func(_ *testing.T, b []byte) []byte { return form(b) }},
		{"through the events path", "/e/", "text/plain", zipped},
		{"new events path", "/i/v0/e/?_=1", "text/plain", zipped},
		{"batch", "/batch/", "text/plain", zipped},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, nil)
			event := metaEvent(r.now, 7)
			got := r.do(http.MethodPost, tt.path, tt.kind, tt.encode(t, r.body(testSession, event)))
			require.Equal(t, http.StatusOK, got.status, got.body)
			require.JSONEq(t, `{"status":1}`, got.body)
			require.Equal(t, `["w1",`+event+"]\n", string(r.hog.Stored(testSession)))
			require.Equal(t, []string{testSession}, r.hog.Sessions())
		})
	}
}

func TestCaptureRefusals(t *testing.T) {
	r := newRig(t, nil)
	whole := r.body(testSession, metaEvent(r.now, 0))
	tests := []struct {
		name   string
		body   []byte
		status int
	}{
		{"not JSON", []byte("{"), http.StatusBadRequest},
		{"empty", nil, http.StatusBadRequest},
		{"cut gzip", zipped(t, whole)[:40], http.StatusBadRequest},
		{"no session", r.body("", metaEvent(r.now, 0)), http.StatusBadRequest},
		{"odd session", r.body("../x", metaEvent(r.now, 0)), http.StatusBadRequest},
		{"no data", bytes.ReplaceAll(whole, []byte("$snapshot_data"), []byte("$other")), http.StatusBadRequest},
		{"other project", bytes.ReplaceAll(whole, []byte(r.hog.Token()), []byte("phc_other")), http.StatusUnauthorized},
		{"too large", make([]byte, maxCapture+1), http.StatusRequestEntityTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := len(r.log)
			got := r.do(http.MethodPost, "/s/", "application/json", tt.body)
			require.Equal(t, tt.status, got.status, got.body)
			require.Greater(t, len(r.log), before, "a refusal is logged")
		})
	}
	require.Empty(t, r.hog.Sessions())
}

func TestCaptureKeepsBytesAndOrder(t *testing.T) {
	r := newRig(t, nil)
	odd := `{"timestamp": 1763892000000.5, "type":5,"data":{"tag":"x","payload":{"s":"\ud800 \u00e9 é","n":4242424242424242}}}`
	noTime := `{"type":5,"data":{}}`
	got := r.do(http.MethodPost, "/s/", "application/json", r.body(testSession, odd, noTime, metaEvent(r.now, 1)))
	require.Equal(t, http.StatusOK, got.status)
	lines := strings.Split(strings.TrimSpace(string(r.hog.Stored(testSession))), "\n")
	require.Len(t, lines, 2, "an event without a time is dropped, as PostHog does")
	require.Contains(t, lines[0], `\ud800 \u00e9 é`)
	require.Contains(t, lines[0], `4242424242424242`)
	require.Contains(t, strings.Join(r.log, "\n"), "1 events dropped")
}

func TestBlocksAreOrderedByStart(t *testing.T) {
	r := newRig(t, nil)
	for _, i := range []int{2, 0, 1} {
		event := metaEvent(r.now.Add(time.Duration(i)*time.Second), i)
		r.do(http.MethodPost, "/s/", "text/plain", zipped(t, r.body(testSession, event)))
	}
	lines := strings.Split(string(r.hog.Stored(testSession)), "\n")
	for i := range 3 {
		require.Contains(t, lines[i], fmt.Sprintf("https://shop.test/%d", i))
	}
	require.Equal(t, "https://shop.test/0", r.json(one)["start_url"])
}

func TestPersonsAreMet(t *testing.T) {
	r := newRig(t, nil)
	r.record(1)
	events, err := json.Marshal(map[string]any{"api_key": r.hog.Token(), "batch": []any{map[string]any{
		"event": "$identify", "properties": map[string]any{
			"token": r.hog.Token(), "distinct_id": "user-1", "$anon_distinct_id": "d1",
			"$set": map[string]any{"email": "ada@example.com"}, "$set_once": map[string]any{"first": 1},
		},
	}}})
	require.NoError(t, err)
	got := r.do(http.MethodPost, "/i/v0/e/", "application/json", events)
	require.Equal(t, http.StatusOK, got.status, got.body)
	person := r.json(one)["person"].(map[string]any)
	require.Equal(t, "ada@example.com", person["name"])
	require.ElementsMatch(t, []any{"user-1", "d1"}, person["distinct_ids"])
	require.Equal(t, map[string]any{"email": "ada@example.com", "first": 1.0}, person["properties"])
}

// TestCorruptPartIsStoredDamaged takes a compressed mutation and a snapshot.
func TestCorruptPartIsStoredDamaged(t *testing.T) {
	r := newRig(t, func(o *Options) { o.Faults = &Faults{CorruptParts: 1} })
	text := func(s string) string {
		var runes []rune
		for _, b := range zipped(t, []byte(s)) {
			runes = append(runes, rune(b))
		}
		out, err := json.Marshal(string(runes))
		require.NoError(t, err)
		return string(out)
	}
	mutation := `{"type":3,"timestamp":1763892000000,"cv":"2024-10","data":{"source":0,"texts":` + text("[]") + `,"adds":` + text("[1]") + `}}`
	snapshot := `{"type":2,"timestamp":1763892000001,"cv":"2024-10","data":` + text("{}") + `}`
	r.do(http.MethodPost, "/s/", "application/json", r.body(testSession, mutation, snapshot))
	lines := strings.Split(string(r.hog.Stored(testSession)), "\n")
	require.NotContains(t, lines[0], text("[1]"))
	require.Contains(t, lines[0], text("[]"), "only one part is damaged")
	require.Contains(t, lines[1], text("{}"), "only one event is damaged")
}
