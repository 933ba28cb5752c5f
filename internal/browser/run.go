package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

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
	Canary func(flowName string, step int, s flow.Step) (canary.Canary, error)
	Redact func(string) string  // hides canary values in what the trace keeps; nil keeps all
	Dir    string               // the run folder; screenshots go to "screenshots" in it; "" takes none
	OnStep func(flow.StepTrace) // called after each step; nil is fine
	Now    func() time.Time     // nil means time.Now

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
	flow    *flow.Flow
	opts    RunOptions
	tab     *tab
	base    *url.URL
	trace   *flow.Trace
	group   []planted // plants since the last full snapshot
	started bool      // the start marker was written
	now     func() time.Time
}

// Run walks one flow in an incognito browser context of its own. The trace is
// never nil and holds what was done so far, also with an error: a *StepError
// where a step failed (it wraps a *RecorderError where the recorder does not
// run), ErrDied where Chrome ended, or ctx's error.
func (b *Browser) Run(ctx context.Context, f *flow.Flow, opts RunOptions) (*flow.Trace, error) {
	opts = opts.withDefaults()
	r := &run{flow: f, opts: opts, now: opts.Now, trace: &flow.Trace{
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
	defer r.tab.cancel()
	defer func() { r.tab.traffic.report(&r.trace.Recorder) }()
	err = r.walk(ctx)
	if err = b.why(ctx, err); errors.Is(err, ErrDied) {
		return r.trace, err
	}
	return r.trace, errors.Join(err, r.finish(ctx, err == nil))
}

// walk opens the start page and does the steps in order.
func (r *run) walk(ctx context.Context) error {
	bound, cancel := context.WithTimeout(ctx, max(r.opts.StepTimeout, 30*time.Second))
	err := r.tab.open(bound, r.base, r.flow.Start)
	cancel()
	if err != nil {
		return r.fail(ctx, -1, flow.Step{Verb: flow.Goto, Name: "open " + r.flow.Start, Line: 1}, err)
	}
	if err := r.tab.wiggle(ctx); err != nil {
		return err
	}
	if r.opts.Record {
		if err := r.ensureRecorder(ctx); err != nil {
			return r.fail(ctx, -1, flow.Step{Verb: flow.Goto, Name: "record " + r.flow.Start, Line: 1}, err)
		}
	}
	for i, s := range r.flow.Steps {
		if err := r.step(ctx, i, s); err != nil {
			return err
		}
	}
	return nil
}

// step does one step, with its marker before and its trace after.
func (r *run) step(ctx context.Context, i int, s flow.Step) error {
	st := flow.StepTrace{Index: i, Title: s.Title(), Verb: s.Verb, Line: s.Line, Started: r.now()}
	r.tab.fallback = 0
	err := r.do(ctx, i, s)
	st.Ended, st.URL = r.now(), r.pageURL(ctx)
	st.Fallback, st.Drift = r.drift(s)
	switch {
	case err == nil:
		st.Status = flow.StepPassed
		if s.Verb == flow.Checkpoint {
			st.Screenshot = r.screenshot(ctx, i)
		}
	case s.Optional && ctx.Err() == nil && r.tab.ctx.Err() == nil:
		st.Status, st.Error = flow.StepTolerated, r.opts.Redact(err.Error())
		err = nil
	default:
		err = r.fail(ctx, i, s, err)
		st.Status, st.Error = flow.StepFailed, r.opts.Redact(err.Error())
		var failed *StepError
		if errors.As(err, &failed) {
			st.Screenshot, st.Accessibility = failed.Screenshot, failed.Accessibility
		}
	}
	r.trace.Steps = append(r.trace.Steps, st)
	if r.opts.OnStep != nil {
		r.opts.OnStep(st)
	}
	return err
}

// drift says that another of the step's locators than its first found the element.
func (r *run) drift(s flow.Step) (int, string) {
	n := r.tab.fallback
	if n == 0 || s.Locator == nil {
		return 0, ""
	}
	return n, fmt.Sprintf("found by %s, no longer by %s", s.Locator.Or[n-1], s.Locator.First())
}

func (r *run) do(ctx context.Context, i int, s flow.Step) error {
	if s.Plant != nil {
		if err := r.ensureRecorder(ctx); err != nil {
			return err
		}
	}
	r.markStep(ctx, i)
	if s.Plant == nil {
		r.closeGroup(ctx, i)
	}
	if s.Timeout == 0 {
		s.Timeout = r.opts.StepTimeout
	}
	bound, cancel := context.WithTimeout(ctx, s.Timeout+grace)
	defer cancel()
	if s.Verb == flow.Goto && r.opts.Record {
		return r.turn(ctx, i, s)
	}
	if s.Plant == nil {
		return r.tab.act(bound, r.base, s)
	}
	c, err := r.opts.Canary(r.flow.Name, i, s)
	if err != nil {
		return err
	}
	site := flow.PlantSite{
		Canary: c.ID, Kind: string(c.Kind), Step: i, Field: s.Locator.String(), Time: r.now(),
		Stamp: fmt.Sprintf("data-maskproof-%s-p%d", r.opts.RunID, len(r.trace.Plants)),
	}
	err = r.plant(bound, s, c, &site)
	r.trace.Plants = append(r.trace.Plants, site)
	return err
}

// turn leaves a page that was recorded to its end for one that is recorded.
func (r *run) turn(ctx context.Context, i int, s flow.Step) error {
	r.tab.ask(ctx, nil, "snapshot")
	switch flushed, err := r.markAndFlush(ctx, flow.MarkerFlush, i); {
	case err != nil:
		return err
	case !flushed:
		return &refusal{reason: "what was recorded of the page before was not uploaded"}
	}
	bound, cancel := context.WithTimeout(ctx, s.Timeout+grace)
	defer cancel()
	if err := r.tab.act(bound, r.base, s); err != nil {
		return err
	}
	return r.ensureRecorder(ctx)
}

// ensureRecorder proves that the recorder runs in the page as it is now; each
// page load starts it anew.
func (r *run) ensureRecorder(ctx context.Context) error {
	defer r.waited(r.now())
	state, err := r.tab.awaitRecorder(ctx, r.opts.RecorderTimeout)
	rec := &r.trace.Recorder
	rec.Started = err == nil
	if state.APIHost != "" {
		rec.APIHost = state.APIHost
	}
	if state.Lib != "" {
		rec.LibVersion = state.Lib
	}
	if json.Valid([]byte(state.Options)) {
		rec.Options = json.RawMessage(state.Options)
	}
	r.noteCause(err)
	if err != nil || r.started {
		return err
	}
	r.started = true
	return r.mark(ctx, flow.MarkerStart, -1)
}

// waited counts the time since then as spent on the recorder.
func (r *run) waited(since time.Time) {
	r.trace.Recorder.WaitedMS += r.now().Sub(since).Milliseconds()
}

func (r *run) noteCause(err error) {
	var off *RecorderError
	if errors.As(err, &off) {
		r.trace.Recorder.Started = false
		r.trace.Recorder.Cause, r.trace.Recorder.Detail = string(off.Cause), off.Detail
	}
}

// markStep writes a step's marker once the recorder runs; what stands behind it
// in the recording came after the step before. Earlier there is nothing to write
// it into, and at a plant the recorder is proven to run.
func (r *run) markStep(ctx context.Context, i int) {
	if r.started {
		r.mark(ctx, flow.MarkerStep, i)
	}
}

func (r *run) mark(ctx context.Context, kind flow.MarkerKind, step int) error {
	m := flow.Marker{Run: r.opts.RunID, Flow: r.flow.Name, Kind: kind, Step: step}
	written, err := r.tab.mark(ctx, m)
	m.Written = written
	r.trace.Markers = append(r.trace.Markers, m)
	return err
}

// closeGroup ends a group of plants with a full snapshot: some leaks show only
// in the next one, and the step that follows may leave the page. It waits until
// all that was uploaded, because what a page sends while it is left gets lost now
// and then.
func (r *run) closeGroup(ctx context.Context, i int) {
	if len(r.group) == 0 {
		return
	}
	r.restamp(ctx)
	r.tab.ask(ctx, nil, "snapshot")
	r.group = nil
	r.markAndFlush(ctx, flow.MarkerFlush, i)
}

// markAndFlush writes a marker and waits until it was uploaded, with all that was
// recorded before it.
func (r *run) markAndFlush(ctx context.Context, kind flow.MarkerKind, step int) (bool, error) {
	defer r.waited(r.now())
	bound, cancel := context.WithTimeout(ctx, r.opts.FlushTimeout)
	defer cancel()
	if err := r.mark(bound, kind, step); err != nil {
		return false, err
	}
	marker := r.trace.Markers[len(r.trace.Markers)-1]
	marker.Written = false // as it stands in the event
	return r.flush(bound, marker), nil
}

// finish has the recorder write its last snapshot and the closing marker, and
// waits until the request that carries it was answered.
func (r *run) finish(ctx context.Context, complete bool) error {
	if !r.started || ctx.Err() != nil {
		return nil
	}
	kind := flow.MarkerEnd
	if !complete {
		kind = flow.MarkerAbort
	}
	if complete {
		// The last page must be one that records, or its end is nobody's.
		if _, err := r.tab.awaitRecorder(ctx, r.opts.RecorderTimeout); err != nil {
			r.noteCause(err)
			return fmt.Errorf("flow %s: after the last step %w", r.flow.Name, err)
		}
	}
	r.markStep(ctx, len(r.flow.Steps))
	r.restamp(ctx)
	r.tab.ask(ctx, nil, "snapshot")
	flushed, err := r.markAndFlush(ctx, kind, len(r.flow.Steps))
	if err != nil {
		return fmt.Errorf("flow %s: write the end marker: %w", r.flow.Name, err)
	}
	r.trace.Recorder.Flushed = flushed
	return ctx.Err()
}

// flush hands the recorder's buffer on until the request with the marker was
// answered. It asks more than once: a buffer that waits for an interaction stays
// back, and mouse moves reach the recorder half a second late.
func (r *run) flush(ctx context.Context, marker flow.Marker) bool {
	for ctx.Err() == nil {
		r.tab.wiggle(ctx)
		r.tab.ask(ctx, nil, "flush")
		again, cancel := context.WithTimeout(ctx, time.Second)
		flushed := r.tab.traffic.uploaded(again, marker)
		cancel()
		if flushed {
			return true
		}
	}
	return false
}
