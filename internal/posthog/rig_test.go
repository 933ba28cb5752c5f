package posthog_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

const (
	session = "01930000-0000-7000-8000-000000000001"
	apiKey  = "phx_very-secret-key"
	endMark = `"kind":"end"`
)

// clock is a time that passes only by sleeping.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// rig is a client, a minihog and a clock that both share.
type rig struct {
	t       *testing.T
	hog     *minihog.Server
	url     string
	clock   *clock
	lines   []string
	archive map[string][]byte
}

func newRig(t *testing.T, faults minihog.Faults) *rig {
	r := &rig{t: t, clock: newClock(), archive: make(map[string][]byte)}
	r.hog = minihog.New(minihog.Options{
		Keys:   []minihog.Key{{Value: apiKey, Scopes: []string{"*"}}},
		Faults: &faults, Clock: r.clock.now,
	})
	server := httptest.NewServer(r.hog)
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

func (r *rig) client(change func(*posthog.Options)) *posthog.Client {
	o := posthog.Options{
		Host: r.url, Project: "1", Key: apiKey, Budget: posthog.Budget{Unlimited: true},
		Now: r.clock.now, Sleep: r.clock.sleep,
		Archive:  func(name string, body []byte) error { r.archive[name] = bytes.Clone(body); return nil },
		Progress: func(p posthog.Progress) { r.lines = append(r.lines, p.String()) },
	}
	if change != nil {
		change(&o)
	}
	c, err := posthog.New(o)
	require.NoError(r.t, err)
	return c
}

// record posts n blocks as posthog-js does, a second apart; the last one holds
// the end marker.
func (r *rig) record(n int) {
	for i := range n {
		at := r.clock.now().UnixMilli() + int64(i)*1000
		events := []string{fmt.Sprintf(`{"type":4,"timestamp":%d,"data":{"href":"https://shop.test/%d"}}`, at, i)}
		if i == n-1 {
			events = append(events, fmt.Sprintf(`{"type":5,"timestamp":%d,"data":{"tag":"$maskproof","payload":{%s}}}`, at+1, endMark))
		}
		r.post(i, events)
	}
}

func (r *rig) post(i int, events []string) {
	data := make([]json.RawMessage, len(events))
	for j, ev := range events {
		data[j] = json.RawMessage(ev)
	}
	body, err := json.Marshal([]any{map[string]any{"event": "$snapshot", "uuid": fmt.Sprint(i), "properties": map[string]any{
		"token": r.hog.Token(), "distinct_id": "d1", "$session_id": session, "$window_id": "w1",
		"$snapshot_data": data, "$snapshot_bytes": 1, "$lib": "web", "$lib_version": "1.449.2",
	}}})
	require.NoError(r.t, err)
	var packed bytes.Buffer
	zw := gzip.NewWriter(&packed)
	_, err = zw.Write(body)
	require.NoError(r.t, err)
	require.NoError(r.t, zw.Close())
	res, err := http.Post(r.url+"/s/", "text/plain", &packed)
	require.NoError(r.t, err)
	require.NoError(r.t, res.Body.Close())
	require.Equal(r.t, http.StatusOK, res.StatusCode)
}

// fetch fetches the recording and returns its JSONL beside the outcome.
func (r *rig) fetch(c *posthog.Client, wait time.Duration) (*posthog.Fetched, string, error) {
	var out bytes.Buffer
	got, err := c.Fetch(r.t.Context(), session, posthog.FetchOptions{Complete: hasEnd, Wait: wait, Out: &out})
	require.NotNil(r.t, got)
	return got, out.String(), err
}

func hasEnd(block []byte) bool { return bytes.Contains(block, []byte(endMark)) }
