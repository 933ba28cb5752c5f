package report

import (
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
)

// clean makes foreign text safe to show on one line: control characters and
// those that reorder or hide text become a visible stand-in.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.In(r, unicode.Zl, unicode.Zp):
			return '\uFFFD'
		}
		return r
	}, s)
}

// wrap breaks text at spaces into rows of at most width columns. A longer word,
// such as a pointer, stays whole so that it can be copied. There is at least one
// row.
func wrap(text string, width int) []string {
	var rows []string
	row, used := "", 0
	for word := range strings.FieldsSeq(text) {
		w := lipgloss.Width(word)
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
func fit(text string, width int) string {
	if w := lipgloss.Width(text); w <= width {
		return text + strings.Repeat(" ", width-w)
	}
	out, used := "", 0
	for _, r := range text {
		w := lipgloss.Width(string(r))
		if used+w > width-1 {
			break
		}
		out, used = out+string(r), used+w
	}
	return out + "…" + strings.Repeat(" ", width-1-used)
}

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
