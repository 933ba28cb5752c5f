package verify

import (
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scan"
)

// Evidence is all that Judge looks at: one flow's trace and what its recording
// shows. The zero value of every field means "not seen".
type Evidence struct {
	File     string // of the flow
	Trace    *flow.Trace
	Findings []scan.Finding
	Shown    map[string][]Shown // by PlantSite.Stamp, in recording order
	Coverage Coverage

	// Seen are the run's markers that the recording holds, in its order.
	Seen []flow.Marker

	// ClosingSnapshot says that a full snapshot was decoded after the last plant.
	ClosingSnapshot bool

	// Gaps says in words what PostHog did not deliver; empty when the recording
	// was fetched whole.
	Gaps []Reason

	AllFields bool // the policy asks for a plant in every field

	Failure *Failure // why the flow or the fetch could not finish; nil if it did
}

// Shown is what the recording shows of a stamped field at one moment after the
// plant.
type Shown struct {
	As    ShownAs
	Value string // the recorded value or text, as the recording has it
	Typed bool   // input events of the field were recorded
	Proof Proof
}

// ShownAs is how a stamped field appears in a recording.
type ShownAs string

// The ways a field appears.
const (
	AsField ShownAs = "field" // the element itself, with its stamp
	AsBox   ShownAs = "box"   // the placeholder of a blocked element stands in its place
	AsFrame ShownAs = "frame" // its frame element, without content
	AsHost  ShownAs = "host"  // the host of the closed shadow root that holds it, without that root
)
