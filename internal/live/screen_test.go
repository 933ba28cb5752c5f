package live_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/live"
)

// terminal is an emulated one, in which a row below another begins at its left.
type terminal struct {
	cells         *vt.Emulator
	width, height int
}

func newTerminal(width, height int) *terminal {
	return &terminal{vt.NewEmulator(width, height), width, height}
}

func (t *terminal) Write(b []byte) (int, error) {
	_, err := t.cells.Write([]byte(strings.ReplaceAll(string(b), "\n", "\r\n")))
	return len(b), err
}

func (t *terminal) size() (int, int) { return t.width, t.height }

// shown is the text on it, blank rows at the end left out.
func (t *terminal) shown() string {
	var rows []string
	for _, row := range strings.Split(t.cells.String(), "\n") {
		rows = append(rows, strings.TrimRight(row, " \r"))
	}
	return strings.TrimRight(strings.Join(rows, "\n"), "\n")
}

// list is a frame of as many rows as it says, cut to the height.
type list struct{ rows, width int }

func (l *list) Frame(width, height int, _ time.Time) []string {
	var rows []string
	for i := range l.rows {
		if height > 0 && i == height {
			break
		}
		rows = append(rows, fmt.Sprintf("row %d %s", i+1, strings.Repeat(".", min(l.width, width-8))))
	}
	return rows
}

func screenOn(term *terminal, f live.Frame) *live.Screen {
	return live.NewScreen(f, live.Options{Out: term, Size: term.size, Now: func() time.Time { return start }})
}

// TestScreenPaintsInPlace: each frame stands where the one before stood, lines that
// stay above it, and the last one is there in full.
func TestScreenPaintsInPlace(t *testing.T) {
	term, rows := newTerminal(40, 8), &list{rows: 3}
	s := screenOn(term, rows)
	s.Print("")
	require.Equal(t, "row 1\nrow 2\nrow 3", term.shown())
	s.Print("warning: \x1b[2Jmind\nthis")
	require.Equal(t, "warning: \uFFFD[2Jmind this\nrow 1\nrow 2\nrow 3", term.shown())
	s.Do(func() { rows.rows = 1 })
	s.Print("")
	require.Equal(t, "warning: \uFFFD[2Jmind this\nrow 1", term.shown())
	s.Close(func() { rows.rows = 2 })
	require.Equal(t, "warning: \uFFFD[2Jmind this\nrow 1\nrow 2", term.shown())
	fmt.Fprintln(term, "what comes next")
	require.Equal(t, "warning: \uFFFD[2Jmind this\nrow 1\nrow 2\nwhat comes next", term.shown())
}

// TestScreenKeepsToItsHeight: a frame that scrolled away could not be painted over.
func TestScreenKeepsToItsHeight(t *testing.T) {
	term, rows := newTerminal(40, 5), &list{rows: 30}
	s := screenOn(term, rows)
	for range 3 {
		s.Print("")
		require.Equal(t, "row 1\nrow 2\nrow 3\nrow 4", term.shown())
	}
	s.Close(func() {})
	require.Equal(t, "row 27\nrow 28\nrow 29\nrow 30", term.shown())
}

// TestScreenMadeNarrower: rows that the terminal broke are painted over as well.
func TestScreenMadeNarrower(t *testing.T) {
	term, rows := newTerminal(20, 8), &list{rows: 2, width: 30}
	wide := true
	s := live.NewScreen(rows, live.Options{Out: term, Now: func() time.Time { return start }, Size: func() (int, int) {
		if wide {
			return 40, 8
		}
		return 20, 8
	}})
	s.Print("") // breaks each row, as a terminal does that is made narrower
	require.Equal(t, 4, strings.Count(term.shown(), "\n")+1)
	wide = false
	s.Print("")
	require.Equal(t, "row 1 ............\nrow 2 ............", term.shown())
	s.Close(func() {})
}

// TestScreenLeavesTheTerminalAsItWas: no mode of it is changed for longer than a
// painting takes, and the cursor is never hidden.
func TestScreenLeavesTheTerminalAsItWas(t *testing.T) {
	var out strings.Builder
	ticks := make(chan time.Time)
	s := live.NewScreen(&list{rows: 1}, live.Options{Out: &out, Size: func() (int, int) { return 0, 0 }, Now: func() time.Time { return start }, Ticks: ticks})
	ticks <- start
	ticks <- start
	s.Close(func() {})
	for _, painting := range strings.SplitAfter(out.String(), "\x1b[?2026l") {
		painting = strings.TrimSuffix(strings.TrimPrefix(painting, "\x1b[?2026h"), "\x1b[?2026l")
		require.NotContains(t, painting, "\x1b[?")
	}
	require.GreaterOrEqual(t, strings.Count(out.String(), "row 1"), 2, "each tick paints")
}
