package doctor

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/posthog"
	"github.com/maskproof/maskproof/internal/scenario"
)

// State is what a check came to.
type State string

// The states.
const (
	OK        State = "ok"
	Failed    State = "failed"
	Warning   State = "warning"     // a run works, and may disappoint
	Unchecked State = "not checked" // nobody knows
)

// Line is one check with what was seen.
type Line struct {
	Check string `json:"check"`
	State State  `json:"state"`
	Text  string `json:"text"`          // what was looked at, and what was seen of it
	Fix   string `json:"fix,omitempty"` // what to do about it; never empty with Failed and Warning
}

// Options say what is examined.
type Options struct {
	Scenario *scenario.Scenario
	Deps     scenario.Deps // as for a run
	KeyName  string        // the variable that the API key comes from, for the fix; "" if not known
	Seen     func(Line)    // called with each line as soon as it is known; nil is fine

	// Sleep is as in posthog.Options. nil waits, but never for longer than a moment.
	Sleep func(context.Context, time.Duration) error
}

// Examine goes through all checks that concern the scenario, in the order in which a
// run needs them. The error is a *scenario.BadInput where the scenario cannot be run
// as written, or ctx's; then nothing is known of what has no line.
func Examine(ctx context.Context, o Options) ([]Line, error) {
	if o.Deps.Now == nil {
		o.Deps.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = aMoment
	}
	flows, err := scenario.Flows(o.Scenario, o.Deps)
	if err != nil {
		return nil, err
	}
	e := &exam{Options: o, flow: flows[0], lacks: map[string]string{}}
	defer e.close()
	if !o.Scenario.PostHog.Embedded { // nothing is started for it
		if e.stage, err = scenario.NewStage(ctx, o.Scenario, o.Deps, func(string) {}); err != nil {
			return nil, err
		}
	}
	for _, c := range table() {
		if c.only != nil && !c.only(e) {
			continue
		}
		line := e.line(ctx, c)
		if ctx.Err() != nil {
			return e.lines, ctx.Err()
		}
		e.lines = append(e.lines, line)
		if o.Seen != nil {
			o.Seen(line)
		}
	}
	return e.lines, nil
}

// Passed says that no check failed.
func Passed(lines []Line) bool {
	return len(lines) > 0 && !slices.ContainsFunc(lines, func(l Line) bool { return l.State == Failed })
}

// exam is one examination on its way. Checks leave in it what later ones need.
type exam struct {
	Options
	flow    *flow.Flow
	lines   []Line
	lacks   map[string]string // which check has to be mended first, of those not made
	stage   *scenario.Stage
	browser *browser.Browser
	visit   visit
	probe   posthog.Probe
	clock   clock
}

func (e *exam) close() {
	if e.browser != nil {
		e.browser.Close()
	}
	if e.stage != nil {
		e.stage.Close()
	}
}

// line makes a check, unless one that it needs is not fine.
func (e *exam) line(ctx context.Context, c check) Line {
	for _, need := range c.needs {
		if at := e.of(need); at.State == Failed || at.State == Unchecked {
			if root, ok := e.lacks[need]; ok {
				need = root
			}
			e.lacks[c.name] = need
			return Line{Check: c.name, State: Unchecked, Text: "needs " + need}
		}
	}
	f := c.look(ctx, e)
	return Line{Check: c.name, State: f.state, Text: oneLine(f.text), Fix: oneLine(f.fix)}
}

func (e *exam) of(name string) Line {
	i := slices.IndexFunc(e.lines, func(l Line) bool { return l.Check == name })
	if i < 0 {
		return Line{State: OK} // it does not concern the scenario
	}
	return e.lines[i]
}

// oneLine keeps what a page or a server says on the line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
