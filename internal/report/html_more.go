package report

import (
	"fmt"
	"strings"
)

// mostCards is how many leaks of a page are told in full. A browser takes seconds
// to build ten thousand cards, so each of the others is a line of plain text.
const mostCards = 300

// mostRows is how many such lines stand in one block: a browser lays out the
// blocks that are in view.
const mostRows = 100

// Cards are the leaks that are told in full.
func (f *htmlFlow) Cards() []*htmlLeak { return f.Leaks[:f.cards()] }

func (f *htmlFlow) cards() (n int) {
	for n < len(f.Leaks) && f.Leaks[n].Number <= mostCards {
		n++
	}
	return n
}

// More are the others, in blocks of lines.
func (f *htmlFlow) More() (blocks []string) {
	for rest := f.Leaks[f.cards():]; len(rest) > 0; {
		rows := make([]string, min(mostRows, len(rest)))
		for i := range rows {
			rows[i] = rest[i].row()
		}
		blocks, rest = append(blocks, strings.Join(rows, "\n")), rest[len(rows):]
	}
	return blocks
}

// row is a leak on a line. The page's script tells its parts by the tabs between
// them; no part holds one, or a line's end, once it is clean.
func (l *htmlLeak) row() string {
	told := l.Spot() + "; " + l.How()
	if l.Places() > 1 {
		told += fmt.Sprintf("; %d places", l.Places())
	}
	parts := []string{fmt.Sprintf("✗ %d", l.Number), l.Canary, "(" + l.Kind + ") in", l.Surface, l.State, told}
	for i, part := range parts {
		parts[i] = clean(part)
	}
	return strings.Join(parts, "\t")
}
