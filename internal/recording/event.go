package recording

import "fmt"

// Event is one stored event of a recording, still encoded, or something that
// stands beside the events.
type Event struct {
	Index    int    // 0-based, counted over the whole recording as stored; -1 of metadata
	WindowID string // the browser tab; "" where the format does not say

	// JSON is the rrweb event as stored (compressed parts still compressed).
	// It is valid until the next event is read.
	JSON []byte

	// Metadata is "" for an event. Otherwise JSON is no event but a value that
	// stands beside them, such as the person of an export or the distinct_id of a
	// captured request, and this is its RFC 6901 path there.
	Metadata string
}

// Damage is the error for a part of a recording that could not be read. Reading
// goes on behind it; whoever judges the recording must count it as unscanned.
type Damage struct {
	Offset int64 // bytes into the (uncompressed) recording
	Line   int   // 1-based line, 0 where the format has no lines
	Reason string

	// Text is what there is of the lost part, nil where nothing was kept. It is
	// valid until the next event is read.
	Text []byte
}

func (d *Damage) Error() string {
	return fmt.Sprintf("line %d (offset %d): %s", d.Line, d.Offset, d.Reason)
}
