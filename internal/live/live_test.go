package live_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/live"
	"github.com/maskproof/maskproof/internal/paint"
)

var update = flag.Bool("update", false, "write the golden frames anew")

var start = time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)

func at(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }

// frames is the shared table: what may be shown, and how it looks at a width.
func frames() []struct {
	name          string
	frame         live.Frame
	width, height int
	now           float64
} {
	run := func(l live.Look) *live.Run {
		return &live.Run{Look: l, Started: start, Flows: []*live.Flow{
			{Name: "signup", Started: at(1), Ended: at(13.4), Outcome: live.Leaked, Result: "leaked: 17 leaks"},
			{Name: "checkout", Started: at(1), Step: 3, Steps: 11, Doing: `fill label "Card number" in frame title "Secure card frame"`},
			{Name: "profile", Started: at(1), Doing: "recording 0192: not there yet; PostHog usually needs 10 to 60 s", WaitFrom: at(8), WaitUntil: at(308)},
			{Name: "konto-löschen-結帳結帳結帳結帳結帳結帳", Started: at(2), Ended: at(9), Outcome: live.Inconclusive, Result: "inconclusive: the recorder did not run: \x1b[2Jsampled out"},
			{Name: "account", Started: at(2), Ended: at(72), Outcome: live.Masked, Result: "masked: 8 fields proven"},
		}}
	}
	stopped := run(live.Look{})
	stopped.Stop(at(20))
	scan := live.Scan{Started: start, Files: 37, Total: 120, Bytes: 12_300_000, Size: 40_100_000, File: "recordings/漢字/0192\u202e.jsonl"}
	pipe := live.Scan{Started: start, Total: 1, Bytes: 3_200, File: "standard input"}
	ended, cut := scan, scan
	ended.Files, ended.Bytes, ended.Ended = 120, 40_100_000, at(5)
	cut.Ended, cut.Stopped = at(2), true
	return []struct {
		name          string
		frame         live.Frame
		width, height int
		now           float64
	}{
		{"nothing begun", &live.Run{Started: start, Doing: "starting Chrome"}, 80, 24, 0.3},
		{"a run", run(live.Look{}), 100, 24, 83.2},
		{"a run in colour", run(live.Look{Color: true}), 100, 24, 83.2},
		{"a run, narrow", run(live.Look{}), 44, 24, 83.2},
		{"a run, very narrow", run(live.Look{}), 20, 24, 83.2},
		{"a run, low", run(live.Look{}), 80, 3, 83.2},
		{"a run, waited for longer than allowed", run(live.Look{}), 80, 24, 4000},
		{"a run that was stopped", stopped, 80, 24, 30},
		{"a scan", &scan, 100, 24, 4},
		{"a scan, narrow", &scan, 40, 24, 4},
		{"a scan that begins", &live.Scan{Started: start, Total: 120, Size: 40_100_000}, 100, 24, 0},
		{"a scan of a pipe", &pipe, 100, 24, 4},
		{"a scan that ended", &ended, 100, 24, 9},
		{"a scan that was stopped", &cut, 100, 24, 9},
	}
}

// TestFrames holds each frame to its golden picture, and its rows to the width:
// one that wraps could not be painted over.
func TestFrames(t *testing.T) {
	var all strings.Builder
	for _, f := range frames() {
		rows := f.frame.Frame(f.width, f.height, at(f.now))
		all.WriteString("== " + f.name + "\n" + strings.Join(rows, "\n") + "\n\n")
		for _, row := range rows {
			require.Less(t, paint.Width(row), f.width, "%s: %q", f.name, row)
		}
		require.LessOrEqual(t, len(rows), f.height, f.name)
		require.NotContains(t, strings.Join(rows, ""), "\x1b[2J", f.name)
	}
	if *update {
		require.NoError(t, os.WriteFile("testdata/frames.txt", []byte(all.String()), 0o644))
	}
	want, err := os.ReadFile("testdata/frames.txt")
	require.NoError(t, err)
	require.Equal(t, string(want), all.String())
}
