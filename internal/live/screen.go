package live

import (
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/maskproof/maskproof/internal/paint"
)

// Frame is something that can be shown: its rows now, in a terminal of that size.
type Frame interface {
	Frame(width, height int, now time.Time) []string
}

// Options are what a Screen needs of the process.
type Options struct {
	Out   io.Writer                  // the terminal
	Size  func() (width, height int) // of it, in columns and rows; 0 where not known
	Now   func() time.Time
	Ticks <-chan time.Time // when to paint anew; nil: only Print and Close paint
}

// Screen keeps one frame up to date in place. Lines that stay are printed above it.
type Screen struct {
	o     Options
	frame Frame

	mu    sync.Mutex
	rows  []string // as they stand on the terminal
	ended chan struct{}
	wg    sync.WaitGroup
}

// NewScreen begins to show a frame, until Close.
func NewScreen(f Frame, o Options) *Screen {
	s := &Screen{o: o, frame: f, ended: make(chan struct{})}
	s.wg.Go(s.turn)
	return s
}

// turn paints at each tick.
func (s *Screen) turn() {
	for {
		select {
		case <-s.ended:
			return
		case <-s.o.Ticks:
			s.Print("")
		}
	}
}

// Do changes what is shown from the next painting on; nothing is painted meanwhile.
func (s *Screen) Do(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// Print paints at once, with a line above the frame that stays; "" is none.
func (s *Screen) Print(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if line != "" {
		line = paint.Clean(line) + "\n"
	}
	width, height := s.size()
	s.paint(line, s.frame.Frame(width, height-1, s.o.Now()))
}

// Close paints the last frame, which stays, all of it: what had no room scrolls.
// change is made before.
func (s *Screen) Close(change func()) {
	close(s.ended)
	s.wg.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	width, _ := s.size()
	s.paint("", s.frame.Frame(width, 0, s.o.Now()))
}

func (s *Screen) size() (width, height int) {
	width, height = s.o.Size()
	if width <= 0 {
		width = 80
	}
	if height <= 1 {
		height = 25
	}
	return max(width, 20), height
}

// paint writes a text in place of the frame that stands there, and the rows below
// it. A lost frame is no reason to stop anything.
func (s *Screen) paint(above string, rows []string) {
	var b strings.Builder
	b.WriteString(ansi.SetModeSynchronizedOutput)
	if up := s.height(); up > 0 {
		b.WriteString(ansi.CursorUp(up))
	}
	b.WriteString("\r" + ansi.EraseScreenBelow + above)
	for _, row := range rows {
		b.WriteString(row + "\n")
	}
	b.WriteString(ansi.ResetModeSynchronizedOutput)
	_, _ = io.WriteString(s.o.Out, b.String())
	s.rows = rows
}

// height is how many rows the frame that stands there takes: a terminal that was
// made narrower has broken its rows.
func (s *Screen) height() int {
	width, _ := s.size()
	n := 0
	for _, row := range s.rows {
		n += max(1, (paint.Width(row)+width-1)/width)
	}
	return n
}
