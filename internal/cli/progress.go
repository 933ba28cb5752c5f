package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/maskproof/maskproof/internal/scenario"
)

// progress writes the notes of runs as lines: seconds since the run's start, the
// flow, and what happens. Lines do not overwrite each other, because flows walk
// at the same time and logs keep every line.
type progress struct {
	mu sync.Mutex
	w  io.Writer
}

// under takes the notes of one run; label goes before the names of its flows.
func (p *progress) under(label string, started time.Time) func(scenario.Note) {
	return func(n scenario.Note) {
		text := oneLine(n.Text)
		if n.Kind == scenario.NoteWarning {
			text = "warning: " + text
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		// A lost progress line is no reason to stop a run.
		_, _ = fmt.Fprintf(p.w, "%6.1fs  %-15s %s\n", n.Time.Sub(started).Seconds(), label+n.Flow, text)
	}
}

// oneLine keeps what a page put into a message from steering the terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}
