package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/scenario"
)

// progress writes notes of a run as lines: seconds since its start, the flow,
// and what happens. Lines do not overwrite each other, because three flows walk
// at the same time and logs keep every line.
func progress(w io.Writer, started time.Time) func(scenario.Note) {
	return func(n scenario.Note) {
		text := n.Text
		if n.Kind == scenario.NoteWarning {
			text = "warning: " + text
		}
		name := n.Flow
		if name == "" {
			name = "·"
		}
		// A lost progress line is no reason to stop a run.
		_, _ = fmt.Fprintf(w, "%6.1fs  %-9s %s\n", n.Time.Sub(started).Seconds(), name, oneLine(text))
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
