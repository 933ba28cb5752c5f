package report

import (
	"strings"

	"github.com/maskproof/maskproof/internal/paint"
)

// clean makes foreign text safe to show on one line.
func clean(s string) string { return paint.Clean(s) }

// wrap breaks text at spaces into rows of at most width columns. A longer word,
// such as a pointer, stays whole so that it can be copied. There is at least one
// row.
func wrap(text string, width int) []string {
	var rows []string
	row, used := "", 0
	for word := range strings.FieldsSeq(text) {
		w := paint.Width(word)
		if used > 0 && used+1+w > width {
			rows, row, used = append(rows, row), "", 0
		}
		if used > 0 {
			row, used = row+" ", used+1
		}
		row, used = row+word, used+w
	}
	return append(rows, row)
}

// fit pads text to a width in columns, or cuts it and says so with an ellipsis.
func fit(text string, width int) string { return paint.Fit(text, width) }

// longestRun is how many times the same character is shown in a row.
const longestRun = 16

// shorten cuts long runs of one character, as masks are.
func shorten(s string) string {
	var b strings.Builder
	var last rune
	run := 0
	for _, r := range s {
		if r != last {
			last, run = r, 0
		}
		run++
		switch {
		case run <= longestRun:
			b.WriteRune(r)
		case run == longestRun+1:
			b.WriteRune('…')
		}
	}
	return b.String()
}
