package scan

import (
	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// Match says how closely what was found resembles the canary.
type Match string

// The matches, from strongest to weakest.
const (
	Exact      Match = "exact"      // the value to the letter
	Normalized Match = "normalized" // another form that counts as the same value
	Encoded    Match = "encoded"    // behind a reversible encoding
	Hashed     Match = "hashed"     // a digest of the value
	Fragment   Match = "fragment"   // a part of the value
	Detected   Match = "detected"   // personal data that nobody planted
)

// Finding is one canary seen at one place through one chain of views. Its JSON
// form is part of maskproof.result/1 and maskproof.scan/1.
type Finding struct {
	Canary      string        `json:"canary"` // Canary.ID
	Kind        canary.Kind   `json:"kind"`
	Match       Match         `json:"match"`
	Surface     rrweb.Surface `json:"surface"`
	Via         []string      `json:"via"` // names of the views, outermost first; empty: as is
	Leak        bool          `json:"leak"`
	Preexisting bool          `json:"preexisting"`
	Recording   string        `json:"recording"` // session id or file name
	Window      string        `json:"window"`
	Event       int           `json:"event"`              // index of the first event that shows it; -1: outside the events
	Timestamp   int64         `json:"timestamp"`          // of that event, ms since the Unix epoch
	Pointer     string        `json:"pointer"`            // RFC 6901 into the decoded event; Event -1: what was scanned
	Offset      int           `json:"offset"`             // bytes into the string at Pointer, where the value or its outermost encoding begins
	Node        int64         `json:"node,omitempty"`     // rrweb node id, 0 where there is none
	Selector    string        `json:"selector,omitempty"` // CSS path in the rebuilt DOM
	Step        string        `json:"step,omitempty"`     // "checkout/2", by the run's markers
	Excerpt     string        `json:"excerpt"`            // surroundings; the value redacted unless revealed
	Rendered    string        `json:"rendered,omitempty"` // text around the node as the page showed it, redacted like Excerpt
	Revealed    string        `json:"revealed,omitempty"` // of a fragment: which part of the value it shows, in words

	// Parts are the places that together show a fragment of a number, in the order
	// of the recording; places beyond the twentieth only if they add something.
	Parts []Part `json:"parts,omitempty"`

	// Fingerprint stays the same from run to run while the same field leaks in the
	// same way at the same place; it holds nothing of the value.
	Fingerprint string `json:"fingerprint"`

	// Accepted is the acceptance that makes this no leak; nil where there is none.
	Accepted *Acceptance `json:"accepted,omitempty"`

	// Confidence is how sure a finding without a canary is: high, medium or low.
	// Only of personal data that nobody planted; Canary is "" then.
	Confidence string `json:"confidence,omitempty"`

	// ValueID is the same for the findings of one value in one report, and says
	// nothing else of it: its key is forgotten. Only where Confidence is set.
	ValueID string `json:"value_id,omitempty"`

	// Count is in how many events the same canary stood at the same place (the
	// keystrokes of one field are one finding), LastTimestamp the last of them. Of
	// Parts it is the sum.
	Count         int   `json:"count"`
	LastTimestamp int64 `json:"last_timestamp"`
}

// Part is one of the places that add up to a fragment.
type Part struct {
	Revealed  string        `json:"revealed"` // which part of the value it shows, in words
	Surface   rrweb.Surface `json:"surface"`
	Window    string        `json:"window"`
	Event     int           `json:"event"`     // index of the first event that shows it; -1: outside the events
	Timestamp int64         `json:"timestamp"` // of that event, ms since the Unix epoch
	Pointer   string        `json:"pointer"`
	Node      int64         `json:"node,omitempty"`
	Selector  string        `json:"selector,omitempty"`
	Excerpt   string        `json:"excerpt"` // redacted like Finding.Excerpt
}

// Unscanned is a part of a recording that was not read in full, and why.
type Unscanned struct {
	Recording string `json:"recording,omitempty"` // set where a report covers several recordings
	Event     int    `json:"event"`               // -1: not tied to one event
	Pointer   string `json:"pointer,omitempty"`
	Reason    string `json:"reason"`
}
