package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// A body that the browser was asked for and has not told yet may be an upload: what was
// recorded is not handed over until then.
func TestAskedBodiesKeepAFlushOpen(t *testing.T) {
	release := make(chan []byte)
	traffic := newTraffic()
	traffic.bodyOf = func(network.RequestID) []byte { return <-release }
	end := flow.Marker{Kind: flow.MarkerEnd, Run: "r1"}
	sends := func(id network.RequestID, body []byte) {
		request := &network.Request{URL: "http://hog.test/s/", Method: "POST", HasPostData: true}
		if body != nil {
			request.PostDataEntries = []*network.PostDataEntry{{Bytes: body}}
		}
		traffic.onEvent(&network.EventRequestWillBeSent{RequestID: id, Request: request})
		traffic.onEvent(&network.EventResponseReceived{RequestID: id, Response: &network.Response{Status: 200}})
		traffic.onEvent(&network.EventLoadingFinished{RequestID: id})
	}
	sends("told", uploadOf(t, end))
	now, cancel := context.WithCancel(t.Context())
	cancel()
	require.True(t, traffic.uploaded(now, end))
	sends("asked", nil)
	require.False(t, traffic.uploaded(now, end))
	release <- uploadOf(t, flow.Marker{Kind: flow.MarkerStep, Step: 1})
	soon, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	require.True(t, traffic.uploaded(soon, end))
	var r flow.Recorder
	traffic.report(&r)
	require.Equal(t, 2, r.Sent)
}

// uploadOf is a body of posthog-js with one marker of ours.
func uploadOf(t *testing.T, m flow.Marker) []byte {
	payload, err := json.Marshal(m)
	require.NoError(t, err)
	return fmt.Appendf(nil, `{"event":"$snapshot","properties":{"token":"phc_x","distinct_id":"d","$session_id":"s","$window_id":"w","$snapshot_data":[{"type":5,"timestamp":1,"data":{"tag":%q,"payload":%s}}]}}`, flow.MarkerTag, payload)
}
