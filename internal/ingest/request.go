package ingest

import (
	"encoding/json"
	"time"
)

// Request is what one request delivers.
type Request struct {
	Token  string // the project's public token; "" where the body has none
	Events []CaptureEvent
}

// CaptureEvent is one event of a request.
type CaptureEvent struct {
	Name       string // such as "$snapshot" or "$pageview"
	UUID       string
	Token      string // the project's public token, of the event or the request
	DistinctID string
	SessionID  string
	WindowID   string
	Lib        string
	LibVersion string // of the core, not of the recorder

	// Timestamp is when the event happened, zero where the event does not say.
	Timestamp time.Time

	// Offset is how long before the request was sent the event happened, where
	// the event says that instead.
	Offset time.Duration

	// SnapshotSource is "mobile" for recordings of apps, "" for web.
	SnapshotSource string

	// Properties are all properties except $snapshot_data.
	Properties map[string]json.RawMessage

	// Snapshots are the rrweb events of a "$snapshot" event, as sent.
	Snapshots []json.RawMessage
}

// SnapshotName is the name of the events that deliver a recording.
const SnapshotName = "$snapshot"
