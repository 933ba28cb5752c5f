package ingest

import (
	stdjson "encoding/json"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// envelope is a body that is one object: a batch, or one event.
type envelope struct {
	APIKey string         `json:"api_key"`
	Token  string         `json:"token"`
	Batch  []wireEvent    `json:"batch"`
	Data   jsontext.Value `json:"data"`
}

// wireEvent is one event as sent.
type wireEvent struct {
	Event      string                        `json:"event"`
	UUID       string                        `json:"uuid"`
	APIKey     string                        `json:"api_key"`
	Token      string                        `json:"token"`
	DistinctID any                           `json:"distinct_id"`
	Timestamp  any                           `json:"timestamp"`
	Offset     any                           `json:"offset"`
	Properties map[string]stdjson.RawMessage `json:"properties"`

	// posthog-js 1.449.2 sends these beside the properties; PostHog's capture
	// folds them in.
	Set     stdjson.RawMessage `json:"$set"`
	SetOnce stdjson.RawMessage `json:"$set_once"`
}

// parse reads the JSON of a body.
func parse(body []byte) (*Request, error) {
	req := &Request{}
	events, err := req.events(body, 0)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 {
		return nil, ErrNoEvents
	}
	for i := range events {
		ev := events[i].capture(req.Token)
		if req.Token == "" {
			req.Token = ev.Token
		}
		req.Events = append(req.Events, ev)
	}
	return req, nil
}

// events reads the events of any of the forms of a body.
func (r *Request) events(body jsontext.Value, depth int) ([]wireEvent, error) {
	if body.Kind() == '[' {
		var events []wireEvent
		return events, unmarshal(body, &events)
	}
	var e envelope
	if err := unmarshal(body, &e); err != nil {
		return nil, err
	}
	r.Token = first(e.APIKey, e.Token, r.Token)
	if e.Batch != nil {
		return e.Batch, nil
	}
	if kind := e.Data.Kind(); depth == 0 && (kind == '[' || kind == '{') {
		return r.events(e.Data, 1)
	}
	var single wireEvent
	if err := unmarshal(body, &single); err != nil {
		return nil, err
	}
	if single.Event == "" {
		return nil, ErrNoEvents
	}
	return []wireEvent{single}, nil
}

// unmarshal takes the JSON that JavaScript takes.
func unmarshal(raw []byte, into any) error {
	err := json.Unmarshal(raw, into,
		jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrJSON, err)
	}
	return nil
}

// capture turns an event as sent into what it says.
func (w *wireEvent) capture(token string) CaptureEvent {
	w.fold("$set", w.Set)
	w.fold("$set_once", w.SetOnce)
	p := properties(w.Properties)
	ev := CaptureEvent{
		Name:           w.Event,
		UUID:           w.UUID,
		Token:          first(w.Token, w.APIKey, p.text("token"), token),
		DistinctID:     first(scalarText(w.DistinctID), p.text("distinct_id"), p.text("$distinct_id")),
		SessionID:      p.text("$session_id"),
		WindowID:       p.text("$window_id"),
		Lib:            p.text("$lib"),
		LibVersion:     p.text("$lib_version"),
		SnapshotSource: p.text("$snapshot_source"),
		Timestamp:      timestamp(w.Timestamp),
		Snapshots:      p.snapshots(),
		Properties:     w.Properties,
	}
	if ms, ok := w.Offset.(float64); ok {
		ev.Offset = time.Duration(ms * float64(time.Millisecond))
	}
	delete(ev.Properties, "$snapshot_data")
	return ev
}

// fold puts a field that stands beside the properties among them, unless they
// have it themselves.
func (w *wireEvent) fold(name string, value stdjson.RawMessage) {
	if _, there := w.Properties[name]; there || len(value) == 0 {
		return
	}
	if w.Properties == nil {
		w.Properties = map[string]stdjson.RawMessage{}
	}
	w.Properties[name] = value
}

// timestamp reads an ISO 8601 text or milliseconds since the Unix epoch.
func timestamp(v any) time.Time {
	switch v := v.(type) {
	case string:
		if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return t
		}
	case float64:
		return time.UnixMilli(int64(v))
	}
	return time.Time{}
}

// first returns the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
