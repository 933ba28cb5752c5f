package flow

import (
	"encoding/json"
	"time"
)

// Trace is what running a flow left: what was done when, what was planted
// where, and what the recorder in the page said of itself. It is written as JSON
// into the run folder; times are RFC 3339 with milliseconds, and it holds no
// canary value.
type Trace struct {
	Run      string      `json:"run"` // run id
	Flow     string      `json:"flow"`
	Started  time.Time   `json:"started"`
	Ended    time.Time   `json:"ended"`
	Steps    []StepTrace `json:"steps"`
	Plants   []PlantSite `json:"plants"`
	Markers  []Marker    `json:"markers"`
	Recorder Recorder    `json:"recorder"`

	// Fields are those that a person could type into, on all pages and in all frames
	// that the flow was on; FieldsMissed is how often they could not be listed.
	Fields       []Field `json:"fields"`
	FieldsMissed int     `json:"fields_missed,omitempty"`
}

// StepTrace is one step as it went.
type StepTrace struct {
	Index      int        `json:"index"` // its number, 0-based, as by Flow.Numbered
	Title      string     `json:"title"` // the step's name, or verb and locator
	Verb       Verb       `json:"verb"`
	File       string     `json:"file,omitempty"` // of a step that use brought in; else the flow's
	Line       int        `json:"line"`
	Started    time.Time  `json:"started"`
	Ended      time.Time  `json:"ended"`
	URL        string     `json:"url,omitempty"` // of the page, after the step; canary values redacted
	Status     StepStatus `json:"status"`
	Error      string     `json:"error,omitempty"`
	Screenshot string     `json:"screenshot,omitempty"` // file, relative to the run folder

	// Scroll is how far the page was scrolled down after the step, in CSS pixels.
	Scroll int `json:"scroll,omitempty"`

	// Accessibility is a text file beside the screenshot of a failed step: the
	// page's accessibility tree, roles and names without values.
	Accessibility string `json:"accessibility,omitempty"`

	// Fallback says which of the step's locators found the element, 0-based;
	// another than the first means that the page drifted from the flow.
	Fallback int    `json:"fallback,omitempty"`
	Drift    string `json:"drift,omitempty"` // the same in words; "" where the first matched
}

// StepStatus says how a step ended.
type StepStatus string

// The ways a step ends. A tolerated step is an optional one that failed, or one of
// an optional group; a skipped one is an if_visible that saw nothing.
const (
	StepPassed    StepStatus = "passed"
	StepFailed    StepStatus = "failed"
	StepTolerated StepStatus = "tolerated"
	StepSkipped   StepStatus = "skipped"
)

// PlantSite is one canary typed into one field at one step at one time.
type PlantSite struct {
	Canary string    `json:"canary"` // Canary.ID
	Kind   string    `json:"kind"`
	Step   int       `json:"step"` // the step's number
	Field  string    `json:"field"`
	URL    string    `json:"url,omitempty"` // of the document that holds the field
	Time   time.Time `json:"time"`          // when typing began

	// Stamp is the name of the attribute that was left on the field; its nearest
	// ancestors carry Stamp plus "-up1", "-up2", … (see package browser).
	Stamp string `json:"stamp"`

	// Entered says that the field held the value after typing.
	Entered bool `json:"entered"`

	// CrossOrigin says that the field stands in a frame of another origin: the
	// stamps with "-up" then start at the frame element in the parent page.
	CrossOrigin bool `json:"cross_origin,omitempty"`
}

// MarkerTag is the tag of the custom events that a run writes into the
// recording. Their payload is a Marker.
const MarkerTag = "$maskproof"

// Marker is a custom event that the run writes into the recording.
type Marker struct {
	Run  string     `json:"run"`
	Flow string     `json:"flow"`
	Kind MarkerKind `json:"kind"`
	Step int        `json:"step"` // 0 of a batch; else the number of the step that begins; the count of numbers at the end marker, -1 at the start marker

	// Page and Batch say which batch of which document it stands in, if it is of that
	// kind: documents have random names, and number their batches from 1. Run and Flow
	// are empty then.
	Page  string `json:"page,omitempty"`
	Batch int    `json:"batch,omitempty"`

	// Written says that the recorder took it; it is not part of the event.
	Written bool `json:"written,omitempty"`
}

// MarkerKind is what a marker stands for.
type MarkerKind string

// The markers of a run.
const (
	MarkerStart MarkerKind = "start"
	MarkerStep  MarkerKind = "step"
	MarkerFlush MarkerKind = "flush" // what was recorded before it was uploaded at once
	MarkerBatch MarkerKind = "batch" // one that posthog-js sent, the last event in it
	MarkerEnd   MarkerKind = "end"
	MarkerAbort MarkerKind = "abort" // the flow ended early, at Step
)

// Recorder is what the run saw of the recorder in the page.
type Recorder struct {
	Started    bool            `json:"started"`
	Cause      string          `json:"cause,omitempty"`  // why not, one of the causes of package browser
	Detail     string          `json:"detail,omitempty"` // the same in words, with what to do
	Sessions   []string        `json:"sessions"`         // PostHog session ids, in order of appearance
	LibVersion string          `json:"lib_version,omitempty"`
	APIHost    string          `json:"api_host,omitempty"` // where posthog-js sends to
	Options    json.RawMessage `json:"options,omitempty"`  // the init's session_recording, as JSON
	Flushed    bool            `json:"flushed"`            // the last recorder request was answered with success
	Sent       int             `json:"sent"`               // recorder requests seen
	Failed     int             `json:"failed"`             // of them without a 2xx answer

	// WaitedMS is how many milliseconds of the flow went into the recorder: until
	// it ran, and until it had handed over what it held.
	WaitedMS int64 `json:"waited_ms"`
}
