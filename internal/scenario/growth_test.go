package scenario_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// warmUp is how many rounds pass before growth counts: caches fill, and Chrome
// keeps a process or two in store.
const warmUp = 3

// footprint is what the test holds at one moment.
type footprint struct {
	Goroutines  int
	Descriptors int // open files and sockets of this process
	Files       int // in the folder for temporary files and in that of the runs
	Processes   int // that descend from this one: Chrome's
	Heap        int // of this process after a collection, in KiB
	Chrome      int // memory of those processes, in KiB
}

// beyond lists what grew by more than a moment's chance explains. What leaks once
// a round passes every bound well before 200 rounds.
func (f footprint) beyond(before footprint) (grown []string) {
	for _, x := range []struct {
		name             string
		now, was, leeway int
	}{
		{"goroutines", f.Goroutines, before.Goroutines, 20},
		{"open descriptors", f.Descriptors, before.Descriptors, 20},
		{"temporary files", f.Files, before.Files, 5},
		{"processes", f.Processes, before.Processes, 4},
		{"heap in KiB", f.Heap, before.Heap, 16 << 10},
		{"Chrome's memory in KiB", f.Chrome, before.Chrome, before.Chrome/2 + 256<<10},
	} {
		if x.now > x.was+x.leeway {
			grown = append(grown, fmt.Sprintf("%s: %d, were %d", x.name, x.now, x.was))
		}
	}
	return grown
}

// TestGrowth: what leaks a little each round is found by the end of a soak, and
// what comes and goes is not.
func TestGrowth(t *testing.T) {
	before := footprint{Goroutines: 12, Descriptors: 16, Files: 1, Processes: 11, Heap: 4 << 10, Chrome: 900 << 10}
	const rounds = 200 - warmUp
	tests := map[string]struct {
		each footprint // more of it, each round
		want string
	}{
		"nothing":     {footprint{}, ""},
		"goroutines":  {footprint{Goroutines: 1}, "goroutines"},
		"descriptors": {footprint{Descriptors: 1}, "open descriptors"},
		"files":       {footprint{Files: 1}, "temporary files"},
		"processes":   {footprint{Processes: 1}, "processes"},
		"heap":        {footprint{Heap: 100}, "heap in KiB"},
		"tabs":        {footprint{Chrome: 4 << 10}, "Chrome's memory in KiB"},
	}
	for name, test := range tests {
		more := func(was, each int) int { return was + rounds*each }
		grown := footprint{
			more(before.Goroutines, test.each.Goroutines), more(before.Descriptors, test.each.Descriptors),
			more(before.Files, test.each.Files), more(before.Processes, test.each.Processes),
			more(before.Heap, test.each.Heap), more(before.Chrome, test.each.Chrome),
		}.beyond(before)
		if test.want == "" {
			require.Empty(t, grown, name)
			continue
		}
		require.Len(t, grown, 1, name)
		require.Contains(t, grown[0], test.want+": ")
	}
}
