package scan

import (
	"fmt"
	"strings"
)

// positions says of each character of a value whether it is shown.
type positions []bool

// between shows the characters from one index up to another, of n.
func between(from, to, n int) positions {
	p := make(positions, n)
	for i := from; i < to; i++ {
		p[i] = true
	}
	return p
}

func (p positions) count() int {
	n := 0
	for _, shown := range p {
		if shown {
			n++
		}
	}
	return n
}

// join adds what another one shows; it says whether that was new.
func (p positions) join(q positions) bool {
	added := false
	for i := range q {
		added = added || q[i] && !p[i]
		p[i] = p[i] || q[i]
	}
	return added
}

// common keeps what both show.
func (p positions) common(q positions) {
	for i := range p {
		p[i] = p[i] && q[i]
	}
}

// within says that nothing else is shown than the first and last so many.
func (p positions) within(first, last int) bool {
	for i := range p {
		if p[i] && i >= first && i < len(p)-last {
			return false
		}
	}
	return true
}

// words writes "1-6 and 13-16 of 16"; "" if nothing is shown.
func (p positions) words() string {
	var runs []string
	for i := 0; i < len(p); i++ {
		from := i
		for i < len(p) && p[i] {
			i++
		}
		switch i - from {
		case 0:
		case 1:
			runs = append(runs, fmt.Sprint(i))
		default:
			runs = append(runs, fmt.Sprintf("%d-%d", from+1, i))
		}
	}
	if len(runs) == 0 {
		return ""
	}
	last := len(runs) - 1
	text := runs[last]
	if last > 0 {
		text = strings.Join(runs[:last], ", ") + " and " + text
	}
	return fmt.Sprintf("%s of %d", text, len(p))
}
