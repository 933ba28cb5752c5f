package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/chromedp/cdproto/target"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
)

// RunOptions says how to walk a flow. Zero durations mean the defaults.
type RunOptions struct {
	BaseURL string // the app; relative URLs of the flow are resolved against it
	RunID   string // letters, digits and "-"; part of markers and stamps

	// Record asks for whole recordings also where nothing is planted: the recorder
	// is proven to run on the start page and on each page that a goto step opens,
	// and what it recorded of a page, a last full snapshot included, was uploaded
	// before the next goto leaves it.
	Record bool

	// Canary returns the canary for a planting step; the same one at each call.
	// Steps are numbered as by flow.Numbered.
	Canary  func(flowName string, step int, s flow.Step) (canary.Canary, error)
	Redact  func(string) string         // hides canary values in what the trace keeps; nil keeps all
	Dir     string                      // the run folder; screenshots go to "screenshots" in it; "" takes none
	Shots   bool                        // take a screenshot after each step, of a row of steps that type after the last, not of checkpoints and failures only
	OnStart func(step int, s flow.Step) // called before each step; nil is fine
	OnStep  func(flow.StepTrace)        // called after each step; nil is fine
	Met     func(PostHog)               // called each time the recorder was proven to run; nil is fine
	Now     func() time.Time            // nil means time.Now

	StepTimeout     time.Duration // for a step that names none; default 10 s
	RecorderTimeout time.Duration // for the recorder to start; default 15 s
	FlushTimeout    time.Duration // for the end marker's upload; default 15 s
}

func (o RunOptions) withDefaults() RunOptions {
	def := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	def(&o.StepTimeout, 10*time.Second)
	def(&o.RecorderTimeout, 15*time.Second)
	def(&o.FlushTimeout, 15*time.Second)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Met == nil {
		o.Met = func(PostHog) {}
	}
	if o.Redact == nil {
		o.Redact = func(s string) string { return s }
	}
	return o
}

// grace is what the browser may take beyond a step's timeout for the answer to
// the last look: an overloaded machine shall not hide what the look would say.
const grace = 10 * time.Second

// run is one flow on its way.
type run struct {
	browser *Browser
	flow    *flow.Flow
	opts    RunOptions
	tab     *tab   // the window that steps act in
	windows []*tab // all that are known, in the order of opening
	actions map[flow.Verb]action
	number  int // of the step that comes next
	mercy   int // how many optional groups the step stands in
	base    *url.URL
	trace   *flow.Trace
	group   []planted // plants since the last full snapshot
	started bool      // the start marker was written
	token   string    // of the project that records; "" until the recorder was proven to run
	now     func() time.Time

	leave    func()     // the gate
	door     sync.Mutex // guards what follows: new windows come while a step is done
	pretends []flow.Emulation
	received map[target.ID]*side // windows that were met; nil: by a session of their own
}

// Run walks one flow in an incognito browser context of its own. The trace is
// never nil and holds what was done so far, also with an error: a *StepError
// where a step failed (it wraps a *RecorderError where the recorder does not
// run), ErrDied where Chrome ended, or ctx's error.
func (b *Browser) Run(ctx context.Context, f *flow.Flow, opts RunOptions) (*flow.Trace, error) {
	opts = opts.withDefaults()
	r := &run{browser: b, flow: f, opts: opts, now: opts.Now, actions: actions(), received: map[target.ID]*side{}, trace: &flow.Trace{
		Run: opts.RunID, Flow: f.Name, Started: opts.Now(),
		Steps: []flow.StepTrace{}, Plants: []flow.PlantSite{}, Markers: []flow.Marker{},
	}}
	defer func() { r.trace.Ended = opts.Now() }()
	base, err := url.Parse(opts.BaseURL)
	if err != nil {
		return r.trace, fmt.Errorf("app URL: %w", err)
	}
	r.base = base
	if r.tab, err = b.openTab(ctx); err != nil {
		return r.trace, err
	}
	r.windows = []*tab{r.tab}
	defer r.tab.cancel()
	defer func() {
		if r.leave != nil {
			r.leave()
		}
		r.dismissAll()
	}()
	defer r.report()
	err = r.walk(ctx)
	if err = b.why(ctx, err); errors.Is(err, ErrDied) {
		return r.trace, err
	}
	return r.trace, errors.Join(err, r.finish(ctx, err == nil))
}
