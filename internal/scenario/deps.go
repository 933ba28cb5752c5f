package scenario

import (
	"errors"
	"io/fs"
	"net/http"
	"time"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// Deps is everything that a run takes from outside.
type Deps struct {
	Flows   fs.FS            // shipped flows, by name without ".yaml"
	FlowDir string           // folder of the user's own flows, looked at first; "" for none
	Browser browser.Options  // which Chrome
	Lent    *Browsers        // lends the browser, for runs one after the other with the same Browser; nil: each starts its own
	Images  scan.ImageReader // of what pictures show; nil: they are counted and not read

	// Env resolves ${NAME} in flows; nil: a $ is an ordinary character.
	Env func(name string) (string, bool)

	CacheDir string   // where posthog-js is kept for the embedded PostHog
	Out      string   // where run folders go, such as ".maskproof/runs"
	Only     []string // names of the flows to run; empty means all
	Retries  int      // how often a flow that proved nothing is walked again
	Seed     uint64   // of the canaries, where the scenario has none; 0: from the clock
	Reveal   bool     // leave canary values in the result
	Version  string   // of maskproof

	// Take is asked for each flow in turn whether it is one to run; nil takes all.
	// Shard says in the result which part that is. See ErrNoFlow.
	Take  func() bool
	Shard string

	Now  func() time.Time // nil means time.Now
	HTTP *http.Client     // for PostHog's API; nil means a client of package posthog's own

	// Notify takes the progress; calls are serialised. nil is silence.
	Notify func(Note)

	RecorderTimeout time.Duration // for the recorder to start; 0 means 15 s

	// Faults are bad days for the embedded PostHog, Demo breaks the demo shop;
	// production leaves both empty.
	Faults *minihog.Faults
	Demo   DemoOptions
}

// DemoOptions break the demo shop's recorder on purpose, for tests.
type DemoOptions struct {
	InitOverride map[string]any // merged into posthog.init's options
	CSP          string         // Content-Security-Policy of its pages
}

// Note is one line of progress.
type Note struct {
	Time time.Time
	Flow string // "" for the run as a whole
	Kind NoteKind
	Text string // one line that a person understands; no canary values, no keys

	// Of a step that begins or has ended: its number, from 1, and how many the flow
	// has; 0 where the note is not about a step.
	Step, Steps int
	Action      string        // what it does to what, whatever its name; of waiting, what is missing
	Took        time.Duration // of a step that has ended

	// Of waiting for a recording: how long so far, and how long at most.
	Waited, Wait time.Duration

	Verdict verify.Verdict // of a flow that is done
}

// NoteKind says what a note is about.
type NoteKind string

// The kinds of notes.
const (
	NoteInfo    NoteKind = "info"
	NoteNow     NoteKind = "now" // what a flow is at from here on; of a step, that it begins
	NoteStep    NoteKind = "step"
	NoteWait    NoteKind = "wait"
	NoteWarning NoteKind = "warning"
	NoteDone    NoteKind = "done"
)

// ErrNoFlow says that there is no flow to run, as Deps.Take took none.
var ErrNoFlow = errors.New("no flow to run")

// BadInput says that a scenario or one of its flows cannot be run as written.
// Nothing was run.
type BadInput struct{ Err error }

func (e *BadInput) Error() string { return e.Err.Error() }
func (e *BadInput) Unwrap() error { return e.Err }
