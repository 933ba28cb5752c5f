package verify

import (
	"slices"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scan"
)

// Verdict is the answer for a flow or a run.
type Verdict string

// The verdicts.
const (
	VerdictMasked       Verdict = "masked"
	VerdictLeaked       Verdict = "leaked"
	VerdictInconclusive Verdict = "inconclusive"
)

// Outcome is the answer for one plant.
type Outcome string

// The outcomes.
const (
	Masked     Outcome = "masked"     // the field stands in the recording, shown as mask characters only
	Blocked    Outcome = "blocked"    // the field or an ancestor is a placeholder box
	Ignored    Outcome = "ignored"    // the field stands there with no value and no input events
	Unrecorded Outcome = "unrecorded" // its frame stands there without content
	Leaked     Outcome = "leaked"     // a leak of its canary was found, wherever it stands
	Accepted   Outcome = "accepted"   // its only leaks are accepted; nothing else speaks against it
	Unproven   Outcome = "unproven"   // none of the above could be shown
)

// Hidden says that the recording shows the field and not the value. It is a proof only
// where the recording is whole.
func (o Outcome) Hidden() bool {
	return o == Masked || o == Blocked || o == Ignored || o == Unrecorded
}

// Result is the outcome of one run: maskproof.result/1.
type Result struct {
	Schema   string       `json:"schema"` // "maskproof.result/1"
	Tool     string       `json:"tool"`   // "maskproof 1.2.3"
	Scenario string       `json:"scenario"`
	Run      string       `json:"run"` // run id
	Started  time.Time    `json:"started"`
	Ended    time.Time    `json:"ended"`
	App      string       `json:"app"`     // URL, or "demo: leaky"
	PostHog  string       `json:"posthog"` // host, or "embedded"
	Project  string       `json:"project,omitempty"`
	Policy   scan.Policy  `json:"policy"`
	Expect   Verdict      `json:"expect"`
	Verdict  Verdict      `json:"verdict"`
	Flows    []FlowResult `json:"flows"`

	// Acceptances tells what became of each of the policy's, in its order.
	Acceptances []scan.AcceptanceUse `json:"acceptances"`

	// Shard is which part of the flows this run walked, such as "2/3", or, of parts that
	// were merged and are not all, "1/3, 3/3"; "" for all.
	Shard string `json:"shard,omitempty"`

	// Planned are the names of all flows of which Shard is a part; nil where it is "".
	Planned []string `json:"planned,omitempty"`

	// Interrupted says that the run was stopped before its end; the flows that
	// were not reached are missing.
	Interrupted bool `json:"interrupted,omitempty"`
}

// AsExpected says that the verdict is the one the scenario expects.
func (r *Result) AsExpected() bool { return r.Verdict == r.Expect }

// Expired is how many acceptances are over: such a run has failed, whatever its
// verdict, until somebody looks at them.
func (r *Result) Expired() int {
	n := 0
	for _, a := range r.Acceptances {
		if a.State == scan.AcceptanceExpired {
			n++
		}
	}
	return n
}

// FlowResult is the outcome of one flow.
type FlowResult struct {
	Name     string           `json:"name"`
	File     string           `json:"file"`
	Verdict  Verdict          `json:"verdict"`
	Reasons  []Reason         `json:"reasons"`        // why it is inconclusive; empty otherwise
	Gaps     []Reason         `json:"gaps,omitempty"` // what is not in its recording, whatever the verdict: it may hold leaks
	Plants   []PlantResult    `json:"plants"`
	Findings []scan.Finding   `json:"findings"` // leaks first, then the rest, in recording order
	Steps    []flow.StepTrace `json:"steps"`
	Recorder flow.Recorder    `json:"recorder"`
	Coverage Coverage         `json:"coverage"`

	// Pictures show leaks: what the person saw, and what the recording holds of it.
	Pictures []Picture `json:"pictures,omitempty"`

	// Tries are those before this one, which proved nothing and showed no leak. A
	// flow that has some is flaky.
	Tries []Try `json:"tries,omitempty"`

	// Failure is set when the flow could not finish (browser, network,
	// credentials, disk). What was seen until then still stands above.
	Failure *Failure `json:"failure,omitempty"`
}

// Whole says that the flow went to its end, and that all of its recording was there and
// was read. Results of before Gaps tell of these among their reasons only.
func (r *FlowResult) Whole() bool {
	ofPlants := []string{"nothing-planted", "not-covered", "plant-unproven"}
	ofRecording := func(reason Reason) bool { return !slices.Contains(ofPlants, reason.Code) }
	c := &r.Coverage
	return r.Failure == nil && len(r.Gaps) == 0 && !slices.ContainsFunc(r.Reasons, ofRecording) && len(c.Unscanned) == 0 && c.StartMarker && c.EndMarker
}

// ReadInFull says that what is not in the findings is not in the recording.
func (r *FlowResult) ReadInFull() bool { return r.Whole() && r.Verdict != VerdictInconclusive }

// Proven is how many plants are proven hidden: none where a part of the recording, which
// may show them, is missing.
func (r *FlowResult) Proven() (n int) {
	for _, p := range r.Plants {
		if p.Outcome.Hidden() && r.Whole() {
			n++
		}
	}
	return n
}

// Picture is one leak in pictures. Files are relative to the run folder, "" where
// there is none; the box is the element's in both, in their pixels, zero where it
// is not known.
type Picture struct {
	Fingerprint string `json:"fingerprint"`      // of the leak
	Seen        string `json:"seen,omitempty"`   // screenshot of the page at the moment of the leak
	Stored      string `json:"stored,omitempty"` // the page as rebuilt from the recording
	X           int    `json:"x"`
	Y           int    `json:"y"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`

	// Scrolled says that the recorded page was scrolled to the element, so that the
	// box does not fit the screenshot.
	Scrolled bool `json:"scrolled,omitempty"`
}

// Try is an earlier try of a flow that was walked again.
type Try struct {
	Reasons []Reason `json:"reasons"`
	Failure *Failure `json:"failure,omitempty"`
	Files   []string `json:"files"` // its recordings, relative to the run folder
}

// AsTry is what stays of a result when the flow is walked again.
func (r *FlowResult) AsTry() Try {
	return Try{Reasons: r.Reasons, Failure: r.Failure, Files: r.Coverage.Files}
}

// Reason is one thing that keeps a flow from being proven, in words a QA
// person can act on.
type Reason struct {
	Code    string `json:"code"` // stable, such as "end-marker-missing"
	Message string `json:"message"`
}

// Failure says why a flow could not finish.
type Failure struct {
	Stage      string `json:"stage"`          // "browser", "fetch", "read", "interrupt"
	Step       int    `json:"step"`           // 0-based, -1 where no step was running
	Line       int    `json:"line,omitempty"` // of the step in the flow file
	Message    string `json:"message"`
	Hint       string `json:"hint,omitempty"` // what to do next
	Screenshot string `json:"screenshot,omitempty"`
}

// PlantResult is the outcome of one plant with its proof.
type PlantResult struct {
	Canary  string  `json:"canary"`
	Kind    string  `json:"kind"`
	Step    int     `json:"step"` // 0-based
	Title   string  `json:"title"`
	Field   string  `json:"field"`
	Line    int     `json:"line"`
	Outcome Outcome `json:"outcome"`
	Detail  string  `json:"detail"` // in words: what the recording shows of the field
	Proof   *Proof  `json:"proof,omitempty"`
	Leaks   int     `json:"leaks"` // findings of this canary that are leaks
}

// Proof is where the recording shows the stamped field.
type Proof struct {
	Event     int    `json:"event"`
	Timestamp int64  `json:"timestamp"` // ms since the Unix epoch
	Window    string `json:"window"`
	Node      int64  `json:"node"`
	Selector  string `json:"selector"`
	Shown     string `json:"shown"` // the text the recording shows there ("****")
}

// Coverage is how much of the recording was there and was read.
type Coverage struct {
	Recording     string           `json:"recording"` // session id
	Files         []string         `json:"files"`     // relative to the run folder
	Bytes         int64            `json:"bytes"`     // of stored events
	Events        int              `json:"events"`
	Strings       int              `json:"strings"` // strings read
	Windows       int              `json:"windows"`
	FullSnapshots int              `json:"full_snapshots"`
	StartMarker   bool             `json:"start_marker"`
	EndMarker     bool             `json:"end_marker"`
	Unscanned     []scan.Unscanned `json:"unscanned"`
	InForce       []Option         `json:"in_force,omitempty"` // as the recording states it last
	Images        scan.Images      `json:"images"`             // pictures found and read

	// Fields are those that a person could type into, on the pages that the flow was
	// on; FieldsMissed is how often they could not be listed.
	Fields       []flow.Field `json:"fields"`
	FieldsMissed int          `json:"fields_missed,omitempty"`
}

// Option is one setting of the recorder. A function reads "a function or pattern":
// nobody can see what it does.
type Option struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
