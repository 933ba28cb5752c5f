package minihog

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/stretchr/testify/require"
)

const (
	testSession = "01930000-0000-7000-8000-000000000001"
	testKey     = "phx_test"
)

// rig is a server over HTTP with a clock that stands still.
type rig struct {
	t   *testing.T
	hog *Server
	url string
	now time.Time
	log []string
}

func newRig(t *testing.T, change func(*Options)) *rig {
	r := &rig{t: t, now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
	o := Options{
		Keys:  []Key{{Value: testKey, Scopes: []string{"*"}}},
		Clock: func() time.Time { return r.now },
		Log:   func(line string) { r.log = append(r.log, line) },
	}
	if change != nil {
		change(&o)
	}
	r.hog = New(o)
	server := httptest.NewServer(r.hog)
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

// body is a capture request as posthog-js forms it, before any encoding.
func (r *rig) body(session string, events ...string) []byte {
	data := []json.RawMessage{}
	for _, ev := range events {
		data = append(data, json.RawMessage(ev))
	}
	out, err := json.Marshal([]any{map[string]any{
		"event": "$snapshot", "uuid": "u", "offset": 12,
		"properties": map[string]any{
			"token": r.hog.Token(), "distinct_id": "d1", "$session_id": session, "$window_id": "w1",
			"$snapshot_data": data, "$snapshot_bytes": 1, "$lib": "web", "$lib_version": Version,
		},
	}})
	require.NoError(r.t, err)
	return out
}

func zipped(t *testing.T, body []byte) []byte {
	var out bytes.Buffer
	zw := gzip.NewWriter(&out)
	_, err := zw.Write(body)
	require.NoError(t, err)
	require.NoError(t, zw.Close())
	return out.Bytes()
}

func form(body []byte) []byte {
	return []byte("data=" + url.QueryEscape(base64.StdEncoding.EncodeToString(body)))
}

type answer struct {
	status int
	header http.Header
	body   string
}

func (r *rig) do(method, path, kind string, body []byte) answer {
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, bytes.NewReader(body))
	require.NoError(r.t, err)
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bearer "+testKey)
	req.Header.Set("Origin", "http://shop.test")
	res, err := http.DefaultClient.Do(req)
	require.NoError(r.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(r.t, err)
	return answer{res.StatusCode, res.Header, string(text)}
}

func (r *rig) get(path string) answer { return r.do(http.MethodGet, path, "", nil) }

func (r *rig) json(path string) map[string]any {
	got := r.get(path)
	require.Equal(r.t, http.StatusOK, got.status, got.body)
	var v map[string]any
	require.NoError(r.t, json.Unmarshal([]byte(got.body), &v))
	return v
}

// record posts n blocks, a second apart.
func (r *rig) record(n int) {
	for i := range n {
		got := r.do(http.MethodPost, "/s/", "text/plain", zipped(r.t, r.body(testSession, metaEvent(r.now.Add(time.Duration(i)*time.Second), i))))
		require.Equal(r.t, http.StatusOK, got.status, got.body)
	}
}

func metaEvent(at time.Time, i int) string {
	return fmt.Sprintf(`{"type":4,"timestamp":%d,"data":{"href":"https://shop.test/%d","width":1,"height":1}}`, at.UnixMilli(), i)
}
