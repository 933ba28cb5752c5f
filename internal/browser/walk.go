package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
)

// walk opens the start page and does the steps in order.
func (r *run) walk(ctx context.Context) error {
	start := flow.Step{Verb: flow.Goto, Name: "open " + r.flow.Start, Line: 1}
	if err := r.setUp(ctx, r.tab); err != nil {
		return r.fail(ctx, -1, start, err)
	}
	bound, cancel := context.WithTimeout(ctx, max(r.opts.StepTimeout, 30*time.Second))
	err := r.tab.open(bound, r.base, r.flow.Start)
	cancel()
	if err != nil {
		return r.fail(ctx, -1, start, err)
	}
	if err := r.tab.wiggle(ctx); err != nil {
		return err
	}
	r.see(ctx)
	if r.opts.Record {
		if err := r.ensureRecorder(ctx); err != nil {
			return r.fail(ctx, -1, flow.Step{Verb: flow.Goto, Name: "record " + r.flow.Start, Line: 1}, err)
		}
	}
	err = r.steps(ctx, r.flow.Steps)
	r.shootLast(ctx)
	return err
}

// errGroupEnds says that a step failed in a group that is optional.
var errGroupEnds = errors.New("the rest of the group is left out")

func (r *run) steps(ctx context.Context, list []flow.Step) error {
	for _, s := range list {
		var err error
		switch {
		case s.Verb == flow.IfVisible:
			err = r.ifVisible(ctx, s)
		case s.Steps != nil:
			err = r.doGroup(ctx, s)
		default:
			_, err = r.step(ctx, s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// doGroup does the steps of a group, in as many rounds as it has. Whatever is left
// out keeps its numbers.
func (r *run) doGroup(ctx context.Context, s flow.Step) error {
	end := r.number + s.Rounds()*flow.Count(s.Steps)
	defer func() { r.number = end }()
	if s.Optional {
		r.mercy++
		defer func() { r.mercy-- }()
	}
	for range s.Rounds() {
		if s.Condition != nil && r.tab.holds(ctx, s.Frames, s.Condition) == nil {
			return nil
		}
		if err := r.steps(ctx, s.Steps); err != nil {
			if s.Optional && errors.Is(err, errGroupEnds) {
				return nil
			}
			return err
		}
	}
	return nil
}

// ifVisible looks, which is a step, and does the steps in it where there was
// something to see.
func (r *run) ifVisible(ctx context.Context, s flow.Step) error {
	status, err := r.step(ctx, s)
	if err == nil && status != flow.StepPassed {
		r.number += flow.Count(s.Steps)
		return nil
	}
	if err != nil {
		return err
	}
	return r.doGroup(ctx, s)
}

// step does one step, with its marker before and its trace after.
func (r *run) step(ctx context.Context, s flow.Step) (flow.StepStatus, error) {
	i := r.number
	r.number++
	st := flow.StepTrace{Index: i, Title: s.Title(), Verb: s.Verb, File: s.File, Line: s.Line, Started: r.now()}
	r.tab.fallback = 0
	if r.opts.OnStart != nil {
		r.opts.OnStart(i, s)
	}
	r.shootBefore(ctx, s.Verb)
	err := r.do(ctx, i, s)
	st.Ended = r.now()
	st.Fallback, st.Drift = r.drift(s)
	st.URL, st.Scroll = r.see(ctx)
	alive := ctx.Err() == nil && r.windows[0].ctx.Err() == nil
	switch {
	case err == nil:
		st.Status = flow.StepPassed
		if s.Verb == flow.Checkpoint {
			st.Screenshot = r.screenshot(ctx, i)
		}
	case errors.Is(err, errNotVisible):
		st.Status, err = flow.StepSkipped, nil
	case s.Optional && alive:
		st.Status, st.Error = flow.StepTolerated, r.opts.Redact(err.Error())
		err = nil
	case r.mercy > 0 && alive:
		st.Status, st.Error = flow.StepTolerated, r.opts.Redact(err.Error())
		err = errGroupEnds
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
	return st.Status, err
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
	if err := r.leaveClosed(ctx); err != nil {
		return err
	}
	r.tab.traffic.nextStep()
	if s.Plant != nil {
		if err := r.ensureRecorder(ctx); err != nil {
			return err
		}
	}
	r.markStep(ctx, i)
	if s.Plant == nil {
		r.closeGroup(ctx, i)
	}
	switch {
	case s.Timeout == 0 && s.Verb == flow.IfVisible:
		s.Timeout = lookTime
	case s.Timeout == 0:
		s.Timeout = r.opts.StepTimeout
	}
	bound, cancel := context.WithTimeout(ctx, s.Timeout+grace)
	defer cancel()
	if r.opts.Record && leavesPage(s.Verb) {
		return r.turn(ctx, i, s)
	}
	if s.Plant == nil {
		return r.act(bound, s)
	}
	return r.plantStep(bound, i, s)
}

// lookTime is how long an if_visible without a timeout waits for what may come.
const lookTime = 2 * time.Second

func leavesPage(verb flow.Verb) bool {
	return verb == flow.Goto || verb == flow.Back || verb == flow.Reload
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
	if err := r.act(bound, s); err != nil {
		return err
	}
	return r.ensureRecorder(ctx)
}
