package live

import (
	"fmt"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/paint"
)

// Run is the flows of a run, in the order in which they began. It is not safe for
// use by several goroutines; see [Screen.Do].
type Run struct {
	Look    Look
	Started time.Time
	Doing   string // what the run is at before its first flow begins
	Flows   []*Flow
}

// Flow is one flow of a run.
type Flow struct {
	Name    string
	Started time.Time

	Step, Steps int    // 0 while no step is under way
	Doing       string // what it is at, in words

	// Of waiting for something that may come until then; zero for no waiting.
	WaitFrom, WaitUntil time.Time

	Ended   time.Time // zero while it is under way
	Outcome Outcome
	Result  string // in words
}

// Outcome is how a flow ended.
type Outcome int

// The outcomes. Stopped is a flow that was under way when the run ended.
const (
	Stopped Outcome = iota
	Masked
	Leaked
	Inconclusive
)

// Flow returns the flow of a name, which begins now if there is none yet.
func (r *Run) Flow(name string, now time.Time) *Flow {
	for _, f := range r.Flows {
		if f.Name == name {
			return f
		}
	}
	f := &Flow{Name: name, Started: now}
	r.Flows = append(r.Flows, f)
	return f
}

// Frame is the rows to show now, each at most width columns wide. Where height is
// less than there are flows, those under way go first, and the last row counts the
// others; 0 is no limit.
func (r *Run) Frame(width, height int, now time.Time) []string {
	if len(r.Flows) == 0 {
		return []string{strings.TrimRight(fit(spinner(now.Sub(r.Started))+" "+r.Doing, width-1), " ")}
	}
	shown, hidden := r.flows(height)
	names := 0
	for _, f := range r.Flows {
		names = max(names, paint.Width(paint.Clean(f.Name)))
	}
	names = min(names, max(width/3, 8), 24)
	var rows []string
	for _, f := range shown {
		rows = append(rows, f.row(r.Look, names, width-1, now))
	}
	if hidden > 0 {
		rows = append(rows, r.Look.paint(paint.Dim, fmt.Sprintf("  … and %d more", hidden)))
	}
	return rows
}

// flows are those that have room, and how many have none.
func (r *Run) flows(height int) (shown []*Flow, hidden int) {
	if height <= 0 || len(r.Flows) <= height {
		return r.Flows, 0
	}
	for _, ended := range []bool{false, true} {
		for _, f := range r.Flows {
			if f.Ended.IsZero() != ended {
				shown = append(shown, f)
			}
		}
	}
	room := max(height-1, 1)
	return shown[:room], len(shown) - room
}

// row is a sign, the name, what the flow is at, and its time at the right.
func (f *Flow) row(l Look, names, width int, now time.Time) string {
	until := now
	if !f.Ended.IsZero() {
		until = f.Ended
	}
	const clock = 7
	sign, t := f.sign(until)
	room := width - 2 - names - 2 - clock
	middle, elapsed := fit(f.words(l, room, now), room), fmt.Sprintf("%*s", clock, took(until.Sub(f.Started)))
	if f.Ended.IsZero() {
		t = paint.Plain
	}
	return strings.TrimRight(l.paint(t, sign)+" "+fit(f.Name, names)+"  "+l.paint(t, middle)+l.paint(paint.Dim, elapsed), " ")
}

// sign is what tells outcomes apart without colour.
func (f *Flow) sign(now time.Time) (string, paint.Tone) {
	switch {
	case f.Ended.IsZero():
		return spinner(now.Sub(f.Started)), paint.Plain
	case f.Outcome == Masked:
		return "✓", paint.Good
	case f.Outcome == Leaked:
		return "✗", paint.Bad
	case f.Outcome == Stopped:
		return "-", paint.Dim
	}
	return "?", paint.Unsure
}

// words say what the flow is at, in as many columns as there are.
func (f *Flow) words(l Look, room int, now time.Time) string {
	switch {
	case !f.Ended.IsZero():
		return f.Result
	case !f.WaitUntil.IsZero():
		whole, so := f.WaitUntil.Sub(f.WaitFrom), min(now.Sub(f.WaitFrom), f.WaitUntil.Sub(f.WaitFrom))
		times := fmt.Sprintf(" %s of %s  ", took(so.Truncate(time.Second)), took(whole))
		return bar(float64(so)/float64(max(whole, 1)), min(max(room/4, 6), 20)) + times + f.Doing
	case f.Step > 0:
		return fmt.Sprintf("%*d/%d  %s", len(fmt.Sprint(f.Steps)), f.Step, f.Steps, f.Doing)
	}
	return f.Doing
}

// Stop ends what is under way, as an interrupt does.
func (r *Run) Stop(now time.Time) {
	for _, f := range r.Flows {
		if f.Ended.IsZero() {
			f.Ended, f.Outcome, f.Result = now, Stopped, "stopped at: "+f.Doing
		}
	}
}
