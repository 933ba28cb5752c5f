package scan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
)

// A recording with a window for each event takes no more memory for it than with thousands:
// of the rest each string is read, and their pages are unscanned.
func TestManyWindows(t *testing.T) {
	c := planted()[0]
	var lines strings.Builder
	const more = 3
	for i := range maxWindows + more {
		text := "hello"
		if i >= maxWindows {
			text = c.Value
		}
		fmt.Fprintf(&lines, `["window-%d",{"type":3,"timestamp":%d,"data":{"source":0,"adds":[],"removes":[],"attributes":[],"texts":[{"id":7,"value":%q}]}}]`+"\n", i, i+1, text)
	}
	s := newScanner(t, c)
	require.NoError(t, s.Read(t.Context(), recording.Read(strings.NewReader(lines.String())), nil))
	r := s.Report()
	require.Len(t, s.player.Windows(), maxWindows)
	require.Len(t, s.windows, maxWindows)
	require.NotEmpty(t, r.Findings)
	total := 0
	for _, f := range r.Findings {
		require.Equal(t, []any{c.ID, Exact}, []any{f.Canary, f.Match})
		total += f.Count
	}
	require.Equal(t, more, total)
	require.Contains(t, r.Unscanned[len(r.Unscanned)-1].Reason, "more parts", "one for each event")
}

// The last window that is followed is; the next is told of.
func TestFirstUnknownWindow(t *testing.T) {
	s := newScanner(t, planted()[0])
	ev := textEvent(t, 1, 7, "hello")
	for i := range maxWindows + 1 {
		s.Event(i, fmt.Sprint(i), ev)
	}
	var told []int
	for _, u := range s.Report().Unscanned {
		if strings.Contains(u.Reason, "windows") {
			told = append(told, u.Event)
		}
	}
	require.Equal(t, []int{maxWindows}, told)
}
