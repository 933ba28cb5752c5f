package recording

import "fmt"

// Event is one stored event of a recording, still encoded.
type Event struct {
	Index    int    // 0-based, counted over the whole recording as stored
	WindowID string // the browser tab; "" where the format does not say

	// JSON is the rrweb event as stored (compressed parts still compressed).
	// It is valid until the next event is read.
	JSON []byte
}

// Damage is the error for a part of a recording that could not be read. Reading
// goes on behind it; whoever judges the recording must count it as unscanned.
type Damage struct {
	Offset int64 // bytes into the (uncompressed) recording
	Line   int   // 1-based line, 0 where the format has no lines
	Reason string
}

func (d *Damage) Error() string {
	return fmt.Sprintf("line %d (offset %d): %s", d.Line, d.Offset, d.Reason)
}
