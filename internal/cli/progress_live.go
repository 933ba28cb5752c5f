package cli

import (
	"fmt"
	"time"

	"github.com/maskproof/maskproof/internal/live"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// frameTime is how often what is shown in place is painted anew.
const frameTime = 100 * time.Millisecond

// screen shows a frame on standard error; the caller calls end behind its last use.
func (p *Process) screen(f live.Frame) (s *live.Screen, end func(change func())) {
	ticker := time.NewTicker(frameTime)
	s = live.NewScreen(f, live.Options{Out: p.Stderr, Size: p.Terminal.Size, Now: p.Now, Ticks: ticker.C})
	return s, func(change func()) {
		ticker.Stop()
		s.Close(change)
		fmt.Fprintln(p.Stderr) // results are to stand apart from it
	}
}

// followLive shows the notes of one run as a list of its flows.
func (p *Process) followLive() (take func(scenario.Note), end func()) {
	run := &live.Run{Look: p.look(), Started: p.Now(), Doing: "starting"}
	s, closed := p.screen(run)
	take = func(n scenario.Note) {
		s.Do(func() { show(run, n) })
		if n.Kind == scenario.NoteWarning {
			s.Print(warning(n))
		}
	}
	return take, func() { closed(func() { run.Stop(p.Now()) }) }
}

func (p *Process) look() live.Look { return live.Look{Color: p.color(p.Terminal.Stderr)} }

// warning is the line of a warning that stays above the list.
func warning(n scenario.Note) string {
	if n.Flow == "" {
		return "warning: " + n.Text
	}
	return "warning: " + n.Flow + ": " + n.Text
}

// show has the list say what a note says.
func show(run *live.Run, n scenario.Note) {
	if n.Flow == "" {
		run.Doing = n.Text
		return
	}
	f := run.Flow(n.Flow, n.Time)
	switch n.Kind {
	case scenario.NoteNow:
		f.Step, f.Steps, f.Doing, f.WaitUntil = n.Step, n.Steps, n.Text, time.Time{}
	case scenario.NoteStep:
		if n.Step == n.Steps {
			f.Step, f.Doing = 0, "sending what was recorded"
		}
	case scenario.NoteWait:
		f.Step, f.Doing = 0, n.Action
		f.WaitFrom = n.Time.Add(-n.Waited)
		f.WaitUntil = f.WaitFrom.Add(n.Wait)
	case scenario.NoteDone:
		f.Ended, f.Result = n.Time, n.Text
		f.Outcome = map[verify.Verdict]live.Outcome{
			verify.VerdictMasked: live.Masked, verify.VerdictLeaked: live.Leaked, verify.VerdictInconclusive: live.Inconclusive,
		}[n.Verdict]
	}
}
