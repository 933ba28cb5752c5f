package cli

import (
	"regexp"
	"strings"

	"github.com/maskproof/maskproof/internal/paint"
)

// topicWidth is how wide the texts of topics are, in columns; examples may be wider.
const topicWidth = 88

// terminalText makes of a guide's Markdown what reads well in a terminal: examples
// are indented, tables aligned, paragraphs filled, links and marks left out.
func terminalText(guide string) string {
	var out, block []string
	end := func() {
		if len(block) > 0 {
			out = append(out, terminalBlock(block), "")
			block = nil
		}
	}
	inside := false
	for line := range strings.SplitSeq(guide, "\n") {
		switch fence := strings.HasPrefix(line, "```"); {
		case fence && inside:
			inside = false
			out, block = append(out, "    "+strings.Join(block, "\n    "), ""), nil
		case fence:
			end()
			inside = true
		case inside:
			block = append(block, line)
		case strings.TrimSpace(line) == "":
			end()
		default:
			block = append(block, line)
		}
	}
	end()
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// terminalBlock is a heading, a table or a paragraph.
func terminalBlock(rows []string) string {
	switch {
	case strings.HasPrefix(rows[0], "#"):
		return strings.ToUpper(strings.TrimLeft(rows[0], "# "))
	case strings.HasPrefix(rows[0], "|"):
		return terminalTable(rows)
	}
	return strings.Join(fill(unmark(quote(strings.Join(rows, " "))), topicWidth), "\n")
}

var (
	code = regexp.MustCompile("`[^`]+`")
	mark = regexp.MustCompile("\\*\\*|`")
	link = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
)

// quote marks code in running text as a terminal can.
func quote(text string) string {
	return code.ReplaceAllStringFunc(text, func(s string) string {
		if strings.Contains(s, `"`) {
			return s
		}
		return `"` + strings.Trim(s, "`") + `"`
	})
}

// unmark leaves the words of a text.
func unmark(text string) string {
	return mark.ReplaceAllString(link.ReplaceAllString(text, "$1"), "")
}

// terminalTable aligns the columns of a table; the last one wraps in its place.
func terminalTable(rows []string) string {
	var table [][]string
	for i, row := range rows {
		if i != 1 { // the line below the head
			table = append(table, cells(row))
		}
	}
	last := len(table[0]) - 1
	widths := make([]int, last)
	for _, row := range table {
		for i := range widths {
			widths[i] = max(widths[i], min(paint.Width(row[i]), topicWidth*2/5))
		}
	}
	var out []string
	for _, row := range table {
		out = append(out, terminalRow(row, widths)...)
	}
	return strings.Join(out, "\n")
}

// terminalRow is a row of a table in as many lines as its fullest cell takes.
func terminalRow(row []string, widths []int) []string {
	left := 2
	for _, w := range widths {
		left += w + 2
	}
	var filled [][]string
	lines := 0
	for i, cell := range row {
		width := max(topicWidth-left, 24)
		if i < len(widths) {
			width = widths[i]
		}
		filled = append(filled, fill(cell, width))
		lines = max(lines, len(filled[i]))
	}
	out := make([]string, lines)
	for n := range out {
		out[n] = "  "
		for i, cell := range filled {
			text := ""
			if n < len(cell) {
				text = cell[n]
			}
			if i < len(widths) {
				text = paint.Fit(text, widths[i]) + "  "
			}
			out[n] += text
		}
		out[n] = strings.TrimRight(out[n], " ")
	}
	return out
}

// cells are those of one row; a bar behind a backslash is none between them.
func cells(row string) []string {
	row = strings.ReplaceAll(strings.Trim(row, "| "), `\|`, "\x00")
	var list []string
	for cell := range strings.SplitSeq(row, "|") {
		list = append(list, unmark(strings.TrimSpace(strings.ReplaceAll(cell, "\x00", "|"))))
	}
	return list
}

// fill breaks a text at its spaces into lines of at most width columns, at least one.
func fill(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case paint.Width(line)+1+paint.Width(word) > width:
			lines, line = append(lines, line), word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}
