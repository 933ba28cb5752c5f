package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/live"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

var began = time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC)

// notes are those of a run with two flows, as package scenario gives them.
func notes() []scenario.Note {
	list := []scenario.Note{
		{Kind: scenario.NoteInfo, Text: "fetching posthog-js"},
		{Kind: scenario.NoteWarning, Text: "running as root: Chrome's sandbox is off"},
		{Flow: "signup", Kind: scenario.NoteNow, Text: "opening the app"},
		{Flow: "pay", Kind: scenario.NoteNow, Text: "opening the app"},
		{Flow: "signup", Kind: scenario.NoteNow, Text: "the mail", Step: 1, Steps: 1, Action: `fill label "Email"`},
		{Flow: "signup", Kind: scenario.NoteStep, Text: "step 1/1 the mail: \x1b[2Jdrifted", Step: 1, Steps: 1, Action: `fill label "Email"`, Took: 412 * time.Millisecond},
		{Flow: "pay", Kind: scenario.NoteNow, Text: `click role button "Pay"`, Step: 3, Steps: 11, Action: `click role button "Pay"`},
		{Flow: "signup", Kind: scenario.NoteWait, Text: "recording 0192: not there yet, 5s", Action: "not there yet", Waited: 5 * time.Second, Wait: 5 * time.Minute},
		{Flow: "signup", Kind: scenario.NoteDone, Text: "leaked: 2 leaks", Verdict: verify.VerdictLeaked},
	}
	for i := range list {
		list[i].Time = began.Add(time.Duration(i+1) * time.Second)
	}
	return list
}

// follow gives the notes to what a process does with them.
func (o output) follow(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	p := &Process{Stderr: &out, Now: func() time.Time { return began }, Env: func(string) (string, bool) { return "", false }, output: o}
	take, end := p.follow("nightly", "leaky/")
	defer end()
	if take == nil {
		return ""
	}
	for _, n := range notes() {
		take(n)
	}
	return out.String()
}

func TestProgressAsLines(t *testing.T) {
	require.Equal(t, `   1.0s  leaky/          fetching posthog-js
   2.0s  leaky/          warning: running as root: Chrome's sandbox is off
   6.0s  leaky/signup    step 1/1 the mail: `+"\uFFFD"+`[2Jdrifted
   8.0s  leaky/signup    recording 0192: not there yet, 5s
   9.0s  leaky/signup    leaked: 2 leaks
`, output{log: "text"}.follow(t))

	verbose := output{log: "text", verbose: true}.follow(t)
	require.Contains(t, verbose, "   3.0s  leaky/signup    opening the app\n")
	require.Contains(t, verbose, `drifted  [fill label "Email", 412 ms]`)
	require.Equal(t, 7, strings.Count(verbose, "\n"))

	require.Empty(t, output{log: "text", quiet: true}.follow(t))
}

// TestProgressAsJSON: each line is an object with the keys that the help promises.
func TestProgressAsJSON(t *testing.T) {
	for _, verbose := range []bool{false, true} {
		lines := strings.Split(strings.TrimSpace(output{log: "json", verbose: verbose}.follow(t)), "\n")
		require.Len(t, lines, map[bool]int{false: 5, true: 9}[verbose])
		for _, line := range lines {
			var object map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &object))
			for _, key := range []string{"time", "level", "flow", "step", "message", "scenario"} {
				require.Contains(t, object, key, line)
				require.Contains(t, outputHelp, key)
			}
			for key := range object {
				require.Contains(t, outputHelp, key)
			}
		}
		require.Contains(t, lines[1], `"level":"warning"`)
	}
	require.Contains(t, output{log: "json"}.follow(t),
		`{"time":"2026-11-28T10:00:06Z","level":"info","message":"step 1/1 the mail: \u001b[2Jdrifted","flow":"signup","step":1,"scenario":"nightly","steps":1,"action":"fill label \"Email\"","took_ms":412}`)
}

// TestLiveList: what the notes of a run make of the list, from one to the next.
func TestLiveList(t *testing.T) {
	run := &live.Run{Started: began, Doing: "starting"}
	var seen []string
	for _, n := range notes() {
		show(run, n)
		seen = append(seen, strings.Join(run.Frame(70, 10, n.Time), "\n"))
	}
	require.Equal(t, "⠋ fetching posthog-js", seen[0])
	require.Contains(t, seen[2], "signup  opening the app")
	require.Contains(t, seen[4], "signup  1/1  the mail")
	require.Contains(t, seen[5], "signup  sending what was recorded")
	require.Contains(t, seen[6], `pay      3/11  click role button "Pay"`)
	require.Contains(t, seen[7], "5.0s of 5m00s  not there yet")
	require.Contains(t, seen[8], "✗ signup  leaked: 2 leaks")
	require.Contains(t, seen[8], "⠋ pay      3/11")
}
