package scan

import (
	"fmt"
	"slices"
)

// maxUnscanned is how many unscanned parts of one recording are listed; the rest
// is counted. A broken file of any size must fit into memory.
const maxUnscanned = 1000

// unscannedList is what of a recording nobody read.
type unscannedList struct {
	list []Unscanned
	more int
}

// Unscanned notes a part of the recording that nobody read.
func (s *Scanner) Unscanned(u Unscanned) {
	if len(s.unscanned.list) < maxUnscanned {
		s.unscanned.list = append(s.unscanned.list, u)
		return
	}
	s.unscanned.more++
}

func (l *unscannedList) all() []Unscanned {
	all := append(make([]Unscanned, 0, len(l.list)+1), l.list...)
	if l.more > 0 {
		all = append(all, Unscanned{Event: -1, Reason: fmt.Sprintf("%d more parts that could not be read", l.more)})
	}
	return slices.Clip(all)
}
