package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/maskproof/maskproof/internal/paint"
	"github.com/maskproof/maskproof/internal/scenario"
)

// follow returns who takes the notes of one run, nil for nobody, and what to call at
// its end. name is the scenario's; label goes before the names of its flows.
func (p *Process) follow(name, label string) (take func(scenario.Note), end func()) {
	nothing := func() {}
	switch {
	case p.output.quiet:
		return nil, nothing
	case p.output.log == "json":
		return p.logNotes(name), nothing
	case p.live():
		return p.followLive()
	}
	lines := progress{w: p.Stderr, started: p.Now(), label: label, verbose: p.output.verbose}
	return lines.take, nothing
}

// progress writes the notes of a run as lines: seconds since the run's start, the
// flow, and what happens. Lines do not overwrite each other, because flows walk
// at the same time and logs keep every line.
type progress struct {
	w       io.Writer
	started time.Time
	label   string
	verbose bool
}

func (p *progress) take(n scenario.Note) {
	text := n.Text
	switch {
	case n.Kind == scenario.NoteNow && (!p.verbose || n.Step > 0):
		return // that a step begins is for views that change in place
	case n.Kind == scenario.NoteWarning:
		text = "warning: " + text
	case n.Kind == scenario.NoteStep && p.verbose:
		text = inDetail(n)
	}
	// A lost progress line is no reason to stop a run.
	_, _ = fmt.Fprintf(p.w, "%6.1fs  %-15s %s\n", n.Time.Sub(p.started).Seconds(), p.label+n.Flow, oneLine(text))
}

// inDetail is a step with its locator, where its name does not say it, and its time.
func inDetail(n scenario.Note) string {
	return fmt.Sprintf("%s  [%s, %d ms]", n.Text, n.Action, n.Took.Milliseconds())
}

// oneLine keeps what a page put into a message from steering the terminal.
func oneLine(s string) string { return paint.Clean(s) }
