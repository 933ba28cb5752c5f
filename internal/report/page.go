package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/maskproof/maskproof/internal/paint"
)

// The widths of a page, in columns.
const (
	defaultWidth  = 100
	narrowestPage = 60
	widestPage    = 120
)

// tone is what a span of text means; a page shows it as a colour.
type tone = paint.Tone

const (
	plain  = paint.Plain
	dim    = paint.Dim
	strong = paint.Strong
	good   = paint.Good
	unsure = paint.Unsure
	bad    = paint.Bad
)

// span is a piece of a line in one tone.
type span struct {
	tone tone
	text string
}

// page writes lines for a terminal. All text goes through clean before it is
// styled, so that nothing in a recording can drive the reader's terminal.
type page struct {
	w     *bufio.Writer
	width int
	color bool

	columns columns

	leaksTold  int
	fixesTold  map[string]int  // by text: the leak that it was told for
	adviceTold map[string]bool // by text
}

func newPage(w io.Writer, o TextOptions) *page {
	p := &page{w: bufio.NewWriter(w), width: o.Width, color: o.Color, fixesTold: map[string]int{}, adviceTold: map[string]bool{}}
	if p.width <= 0 {
		p.width = defaultWidth
	}
	p.width = min(max(p.width, narrowestPage), widestPage)
	return p
}

// close flushes the page; it returns the first error of any write.
func (p *page) close() error {
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

func (p *page) gap() { p.raw("\n") }

// line writes spans as they are, without wrapping.
func (p *page) line(indent int, spans ...span) {
	p.raw(strings.Repeat(" ", indent))
	for _, s := range spans {
		p.raw(p.paint(s.tone, clean(s.text)))
	}
	p.gap()
}

// para writes text from a column on, wrapped, each line beginning there.
func (p *page) para(indent int, t tone, text string) {
	for _, row := range wrap(clean(text), p.width-indent) {
		p.raw(strings.Repeat(" ", indent) + p.paint(t, row) + "\n")
	}
}

// field writes a label and its text, which wraps beside it.
func (p *page) field(indent, labelWidth int, label string, t tone, text string) {
	for i, row := range wrap(clean(text), p.width-indent-labelWidth) {
		if i > 0 {
			label = ""
		}
		p.raw(strings.Repeat(" ", indent) + p.paint(dim, fit(label, labelWidth)) + p.paint(t, row) + "\n")
	}
}

// raw relies on the buffer to keep the first error for close.
func (p *page) raw(s string) { _, _ = p.w.WriteString(s) }

func (p *page) paint(t tone, s string) string {
	if !p.color {
		return s
	}
	return t.Paint(s)
}
