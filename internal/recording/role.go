package recording

// role says what a member of an object is that holds events.
type role int

const (
	beside   role = iota // none of the following: metadata
	window               // the id of the window that the events belong to
	list                 // a list of events, or of objects that hold some
	single               // one event
	inner                // an object with such members
	byWindow             // an object of lists, each under the id of its window
)

// roleOf is the table of members, by name and by how their JSON begins. The names
// are those of PostHog's snapshot lines (window_id, windowId, data), its exports
// of 2022-12-02 and 2023-04-28 (data.snapshotsByWindowId, data.snapshots), its
// older API (result.snapshots), what posthog-js posts (batch, properties.
// $snapshot_data, $window_id), and what other users of rrweb wrap events in.
func roleOf(key string, first byte) role {
	switch first {
	case '[':
		switch key {
		case "data", "snapshots", "events", "batch", "$snapshot_data":
			return list
		}
	case '{':
		switch key {
		case "data", "result", "properties":
			return inner
		case "$snapshot_data":
			return single
		case "snapshotsByWindowId", "snapshot_data_by_window_id":
			return byWindow
		}
	default:
		switch key {
		case "windowId", "window_id", "$window_id":
			return window
		}
	}
	return beside
}

// place is where in the wrapping of a recording the reader is.
type place struct {
	window string // of the events here
	path   string // RFC 6901, into the value of the line or the document
	depth  int
}

// below is the place of a member.
func (p place) below(key string) place {
	return place{window: p.window, path: p.path + "/" + pointerEscape.Replace(key), depth: p.depth + 1}
}
