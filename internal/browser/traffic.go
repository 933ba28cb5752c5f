package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/ingest"
)

// traffic watches what a tab sends: which requests carry a recording, whether
// they were answered, and what was blocked on the way.
type traffic struct {
	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at each change
	bodyOf   func(network.RequestID) []byte
	asked    int // bodies that bodyOf is about to tell
	open     map[network.RequestID]*exchange
	uploads  []*exchange // requests that carry a recording
	pending  []*exchange // uploads whose body is not decoded yet
	sessions []string    // in order of appearance
	lib      string
	sent     int
	blocked  []blockedRequest
	turn     int // counts steps
	seen     []*sighting
}

// sighting is one request of any sort, for conditions.
type sighting struct {
	id     network.RequestID
	url    string
	method string
	turn   int   // the step under way when it was sent
	status int64 // 0 until it was answered
}

// nextStep says that a step begins.
func (t *traffic) nextStep() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.turn++
	t.seen = slices.DeleteFunc(t.seen, func(s *sighting) bool { return s.turn < t.turn-1 })
}

// sightings are the requests sent since the step before began.
func (t *traffic) sightings() []sighting {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]sighting, len(t.seen))
	for i, s := range t.seen {
		list[i] = *s
	}
	return list
}

// lastStatus is the status of the last answer, whatever was asked for.
func (t *traffic) lastStatus() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range slices.Backward(t.seen) {
		if s.status != 0 {
			return s.status
		}
	}
	return 0
}

func (t *traffic) answered(id network.RequestID, status int64) {
	for _, s := range t.seen {
		if s.id == id {
			s.status = status
		}
	}
}

// exchange is one request to the recording endpoint.
type exchange struct {
	body    []byte
	header  network.Headers
	url     string
	status  int64
	ended   bool
	left    bool // its page was left before the answer: nobody will tell how it ended
	markers []flow.Marker
	builds  bool // it is of a type that a page is built of
}

// blockedRequest is one that never reached a server.
type blockedRequest struct {
	url    string
	reason string // "csp", "inspector", … or Chrome's net error
}

func newTraffic() *traffic {
	return &traffic{changed: make(chan struct{}), open: map[network.RequestID]*exchange{}}
}

func (t *traffic) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.notify()
}

func (t *traffic) notify() {
	close(t.changed)
	t.changed = make(chan struct{})
}

// onEvent takes the network events of a target. It runs on chromedp's reader and
// must return fast: bodies are decoded later, by digest.
func (t *traffic) onEvent(ev any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		t.request(ev)
	case *network.EventResponseReceived:
		if ev.Response != nil {
			t.answered(ev.RequestID, ev.Response.Status)
		}
		if x := t.open[ev.RequestID]; x != nil && ev.Response != nil {
			x.status = ev.Response.Status
		}
	case *page.EventFrameNavigated:
		if ev.Frame != nil && ev.Frame.ParentID == "" {
			t.leave()
		}
	case *network.EventLoadingFinished:
		t.end(ev.RequestID)
	case *network.EventLoadingFailed:
		if x := t.open[ev.RequestID]; x != nil {
			reason := string(ev.BlockedReason)
			if reason == "" {
				reason = ev.ErrorText
			}
			t.blocked = append(t.blocked, blockedRequest{x.url, reason})
			if x.status == 0 {
				x.status = -1
			}
		}
		t.end(ev.RequestID)
	}
}

func (t *traffic) request(ev *network.EventRequestWillBeSent) {
	x := &exchange{url: ev.Request.URL, header: ev.Request.Headers, builds: slices.Contains([]network.ResourceType{
		network.ResourceTypeDocument, network.ResourceTypeScript, network.ResourceTypeXHR, network.ResourceTypeFetch,
	}, ev.Type)}
	t.open[ev.RequestID] = x
	t.seen = append(t.seen, &sighting{id: ev.RequestID, url: ev.Request.URL, method: ev.Request.Method, turn: t.turn})
	if ev.Request.Method != "POST" || !ev.Request.HasPostData {
		return
	}
	var body bytes.Buffer
	for _, part := range ev.Request.PostDataEntries {
		body.Write(part.Bytes)
	}
	if !mayBeSnapshots(ev.Request.URL, body.Bytes()) {
		return
	}
	if body.Len() == 0 {
		t.ask(ev.RequestID, x)
		return
	}
	x.body = body.Bytes()
	t.pending = append(t.pending, x)
	t.notify()
}

// ask has the browser told for a body that an event does not hold: posthog-js
// 1.300.0 and older send a Blob.
func (t *traffic) ask(id network.RequestID, x *exchange) {
	if t.bodyOf == nil {
		return
	}
	t.asked++
	go func() {
		body := t.bodyOf(id)
		t.mu.Lock()
		defer t.mu.Unlock()
		t.asked--
		if x.body = body; len(body) > 0 {
			t.pending = append(t.pending, x)
		}
		t.notify()
	}()
}

// mayBeSnapshots spares the decoder what is surely something else. posthog-js
// posts recordings to a path that remote config names, "/s/" by default.
func mayBeSnapshots(address string, body []byte) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	return strings.HasSuffix(strings.TrimSuffix(u.Path, "/"), "/s") ||
		bytes.HasPrefix(body, []byte{0x1f, 0x8b}) || bytes.Contains(body, []byte("$snapshot"))
}

func (t *traffic) end(id network.RequestID) {
	x := t.open[id]
	if x == nil {
		return
	}
	delete(t.open, id)
	x.ended = true
	t.notify()
}

// busy says that an answer is on its way that may change the page.
func (t *traffic) busy() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, x := range t.open {
		if x.builds {
			return true
		}
	}
	return false
}

// leave gives up on what a page had under way when it was left: Chrome does not
// report how that ends.
func (t *traffic) leave() {
	for id, x := range t.open {
		x.left = true
		delete(t.open, id)
	}
	t.notify()
}

// digest decodes the bodies that came since the last call.
func (t *traffic) digest() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, x := range t.pending {
		t.decode(x)
		x.body = nil
	}
	t.pending = nil
}

func (t *traffic) decode(x *exchange) {
	header := map[string][]string{}
	for name, value := range x.header {
		if s, ok := value.(string); ok {
			header[name] = []string{s}
		}
	}
	var query url.Values
	if u, err := url.Parse(x.url); err == nil {
		query = u.Query()
	}
	req, err := ingest.Decode(header, query, x.body)
	if err != nil {
		return // not PostHog's
	}
	uploads := false
	for _, event := range req.Events {
		if event.Name != "$snapshot" {
			continue
		}
		uploads = true
		if event.LibVersion != "" {
			t.lib = event.LibVersion
		}
		if event.SessionID != "" && !slices.Contains(t.sessions, event.SessionID) {
			t.sessions = append(t.sessions, event.SessionID)
		}
		x.markers = append(x.markers, markersIn(event.Snapshots)...)
	}
	if uploads {
		t.sent++
		t.uploads = append(t.uploads, x)
	}
}

// markersIn finds our markers among rrweb events; custom events are not compressed.
func markersIn(events []json.RawMessage) []flow.Marker {
	var found []flow.Marker
	for _, raw := range events {
		if !bytes.Contains(raw, []byte(flow.MarkerTag)) {
			continue
		}
		var event struct {
			Data struct {
				Tag     string
				Payload flow.Marker
			}
		}
		if json.Unmarshal(raw, &event) == nil && event.Data.Tag == flow.MarkerTag {
			found = append(found, event.Data.Payload)
		}
	}
	return found
}

// uploaded waits until a request that carries the marker was answered with
// success, and every other upload of the page was answered too; it is false at
// ctx's deadline.
func (t *traffic) uploaded(ctx context.Context, marker flow.Marker) bool {
	for {
		t.digest()
		t.mu.Lock()
		changed := t.changed
		carried := func(x *exchange) bool { return x.status/100 == 2 && slices.Contains(x.markers, marker) }
		open := func(x *exchange) bool { return !x.ended && !x.left }
		done := slices.ContainsFunc(t.uploads, carried) && !slices.ContainsFunc(t.uploads, open) && t.asked == 0
		t.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

// report fills in what the wire showed of the recorder.
func (t *traffic) report(r *flow.Recorder) {
	t.digest()
	t.mu.Lock()
	defer t.mu.Unlock()
	r.Sent += t.sent
	for _, x := range t.uploads {
		if x.ended && x.status/100 != 2 {
			r.Failed++
		}
	}
	for _, id := range t.sessions {
		if !slices.Contains(r.Sessions, id) {
			r.Sessions = append(r.Sessions, id)
		}
	}
	if t.lib != "" {
		r.LibVersion = t.lib
	}
}

// stopped lists the requests that never reached a server.
func (t *traffic) stopped() []blockedRequest {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.blocked)
}
