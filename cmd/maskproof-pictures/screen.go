package main

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// The emulated terminal: as wide as a report likes to be, and high enough for all
// of the demo.
const columns, rows = 104, 4000

// screen is that terminal. It may be written to by several goroutines.
type screen struct {
	mu    sync.Mutex
	cells *vt.Emulator
}

func newScreen() *screen { return &screen{cells: vt.NewEmulator(columns, rows)} }

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.cells.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
	return len(b), err
}

func (s *screen) text() string {
	var b strings.Builder
	for y := range rows {
		b.WriteString(s.row(y) + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func (s *screen) row(y int) string {
	var b strings.Builder
	for x := range columns {
		if c := s.cells.CellAt(x, y); c != nil {
			b.WriteString(c.Content)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// The picture leaves out the leaks from the second on, there are dozens, and what
// only root is told.
const cutFrom, cutTo, ofRoot = "✗ leak 2: ", "All flows: ", "warning: running as root"

// shown are the rows of the picture; -1 stands for what was cut out.
func (s *screen) shown() []int {
	var list []int
	cut, last := false, 0
	for y := range rows {
		text := s.row(y)
		switch {
		case strings.Contains(text, cutFrom):
			cut = true
			list = append(list, -1)
		case cut && strings.HasPrefix(text, cutTo):
			cut = false
			list = append(list, y-1)
		}
		if !cut && !strings.HasPrefix(text, ofRoot) {
			list = append(list, y)
		}
		if text != "" {
			last = len(list)
		}
	}
	return list[:last]
}

const style = `body{margin:0;padding:18px 22px;background:#0d1117;color:#e6edf3;
font:14px/1.36 "DejaVu Sans Mono",Menlo,Consolas,monospace}pre{margin:0;font:inherit}b{color:#fff}`

// pixels is how wide the page is.
func (s *screen) pixels() int { return columns*843/100 + 2*22 }

// page is the terminal as a page, below the command that was typed.
func (s *screen) page(prompt string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><meta charset=utf-8><style>%s</style><pre>%s\n", style, html.EscapeString(prompt))
	for _, y := range s.shown() {
		if y < 0 {
			b.WriteString("  …\n")
			continue
		}
		s.paint(&b, y)
		b.WriteString("\n")
	}
	return b.String() + "</pre>"
}

// paint writes a row, each run of cells that look the same as one element.
func (s *screen) paint(b *strings.Builder, y int) {
	open := ""
	for x := range columns {
		c := s.cells.CellAt(x, y)
		if c == nil {
			continue
		}
		if look := css(c.Style); look != open {
			if open != "" {
				b.WriteString("</span>")
			}
			if open = look; look != "" {
				fmt.Fprintf(b, `<span style="%s">`, look)
			}
		}
		b.WriteString(html.EscapeString(c.Content))
	}
	if open != "" {
		b.WriteString("</span>")
	}
}

func css(st uv.Style) string {
	text := ""
	if st.Fg != nil {
		r, g, bl, _ := st.Fg.RGBA()
		text += fmt.Sprintf("color:#%02x%02x%02x;", r>>8, g>>8, bl>>8)
	}
	if st.Attrs&uv.AttrBold != 0 {
		text += "font-weight:bold;"
	}
	if st.Attrs&uv.AttrFaint != 0 {
		text += "opacity:.62;"
	}
	return text
}
