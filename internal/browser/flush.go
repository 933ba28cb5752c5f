package browser

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
)

// ensureRecorder proves that the recorder runs in the page as it is now; each
// page load starts it anew.
func (r *run) ensureRecorder(ctx context.Context) error {
	defer r.waited(r.now())
	state, err := r.tab.awaitRecorder(ctx, r.opts.RecorderTimeout)
	rec := &r.trace.Recorder
	rec.Started = err == nil
	r.token = cmp.Or(r.token, state.Token)
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
	if err == nil {
		r.opts.Met(state.posthog())
	}
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
	for _, w := range r.windows {
		r.trace.Markers = append(r.trace.Markers, w.batches.take(r.token)...)
	}
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
	if err := r.leaveClosed(ctx); err != nil && complete {
		return fmt.Errorf("flow %s: after the last step: %w", r.flow.Name, err)
	}
	others := r.flushOthers(ctx)
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
	last := flow.Count(r.flow.Steps)
	r.markStep(ctx, last)
	r.restamp(ctx)
	r.tab.ask(ctx, nil, "snapshot")
	flushed, err := r.markAndFlush(ctx, kind, last)
	if err != nil {
		return fmt.Errorf("flow %s: write the end marker: %w", r.flow.Name, err)
	}
	r.trace.Recorder.Flushed = flushed && others
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
