package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// changed is what the two forms of the difference say of a run.
func changed(t *testing.T, now, before *verify.Result) (markdown, slack string) {
	var m, s bytes.Buffer
	require.NoError(t, report.Changes(&m, now, before))
	require.NoError(t, report.Slack(&s, now, before))
	require.Equal(t, m.Len() > 0, s.Len() > 0)
	return m.String(), s.String()
}

// leaking is a run with a leak for each fingerprint.
func leaking(prints ...string) *verify.Result {
	r := resultCases()["leaked"]
	leak := r.Flows[0].Findings[1]
	r.Flows[0].Findings, r.Flows[0].Coverage.Unscanned = nil, nil
	for _, p := range prints {
		leak.Fingerprint, leak.Selector = strings.Repeat(p, 32), "#place-"+p
		r.Flows[0].Findings = append(r.Flows[0].Findings, leak)
	}
	return r
}

// Only what changed is said, and nothing where nothing did.
func TestChanges(t *testing.T) {
	masked := resultCases()["masked"]
	for _, row := range []struct {
		name        string
		now, before *verify.Result
		says, not   []string // nil says: silence
	}{
		{"masked again", masked, masked, nil, nil},
		{"leaks as before", leaking("a", "b"), leaking("b", "a"), nil, nil},
		{"accepted as before", resultCases()["accepted"], resultCases()["accepted"], nil, nil},
		{"expired as before", resultCases()["expired"], resultCases()["expired"], nil, nil},
		{"first run, masked", masked, nil, nil, nil},
		{"first run, leaked as expected", resultCases()["as_expected"], nil, nil, nil},

		{"first run, leaked", leaking("a"), nil, []string{"nightly: leaked (first run)", "New leaks", "#place-a"}, nil},
		{"first run, inconclusive", resultCases()["inconclusive"], nil, []string{"signup: inconclusive: the recorder never started"}, nil},
		{"first run, nothing walked", resultCases()["empty"], nil, []string{"empty: inconclusive", "nothing is proven"}, nil},
		{"first run, expired", resultCases()["expired"], nil, []string{"Expired", "2026-10-31"}, nil},
		{"one more leak", leaking("a", "b"), leaking("a"), []string{"New leaks", "#place-b", strings.Repeat("b", 32), "to do"}, []string{"#place-a"}},
		{"one leak less", leaking("a"), leaking("a", "b"), []string{"Fixed", "#place-b"}, []string{"#place-a", "New"}},
		{"one expired", resultCases()["expired"], masked, []string{"1 acceptance has expired", "Expired", "the run fails until then"}, nil},
		{"fewer flows", leaking("a"), resultCases()["leaked"], []string{"checkout"}, nil},
		{"interrupted", resultCases()["interrupted"], masked, []string{"was masked on 23 Nov 2026", "stopped before its end"}, nil},
		{"a flow proves nothing now", func() *verify.Result {
			r := leaking("a")
			r.Flows[1] = inconclusiveFlow()
			r.Flows[1].Name = "profile"
			return r
		}(), leaking("a"), []string{"profile: inconclusive, was masked: the recorder never started"}, []string{"#place-a"}},
		{"a flow is missing", func() *verify.Result { r := leaking("a"); r.Flows = r.Flows[:1]; return r }(), leaking("a"), []string{"profile: not walked, was masked"}, nil},
		{"a leak is accepted", func() *verify.Result {
			r := leaking("a", "b")
			r.Flows[0].Findings[1].Leak, r.Flows[0].Findings[1].Accepted = false, &scan.Acceptance{Owner: "J", Expires: "2027-01-01"}
			return r
		}(), leaking("a", "b"), []string{"Accepted", "#place-b"}, []string{"Fixed", "#place-a"}},
		{"a leak is not seen in a cut recording", func() *verify.Result {
			r := leaking("a")
			r.Flows[0].Coverage.EndMarker = false
			return r
		}(), leaking("a", "b"), []string{"Not seen again, and not proven fixed", "#place-b"}, []string{"Fixed"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			markdown, slack := changed(t, row.now, row.before)
			if row.says == nil {
				require.Empty(t, markdown)
				return
			}
			markdown = strings.ReplaceAll(markdown, "\\", "")
			for _, want := range row.says {
				require.Contains(t, markdown, want)
				require.Contains(t, strings.ReplaceAll(slack, "\u200b", ""), want)
			}
			for _, not := range row.not {
				require.NotContains(t, markdown, not)
				require.NotContains(t, slack, not)
			}
		})
	}
}

// TestSlackLimits: Slack refuses a message with longer texts or more blocks.
func TestSlackLimits(t *testing.T) {
	r := leaking()
	leak := resultCases()["leaked"].Flows[0].Findings[1]
	for i := range 1000 {
		leak.Fingerprint, leak.Selector = fmt.Sprintf("%032d", i), strings.Repeat("<&>", 1000)
		r.Flows[0].Findings = append(r.Flows[0].Findings, leak)
	}
	for range 100 {
		r.Flows = append(r.Flows, inconclusiveFlow())
		r.Flows[len(r.Flows)-1].Name = fmt.Sprint("flow ", len(r.Flows))
	}
	r.Scenario = strings.Repeat("*long* ", 2000)
	_, slack := changed(t, r, nil)
	var m struct {
		Text   string
		Blocks []struct{ Text struct{ Text string } }
	}
	require.NoError(t, json.Unmarshal([]byte(slack), &m))
	require.LessOrEqual(t, len([]rune(m.Text)), 3000)
	require.LessOrEqual(t, len(m.Blocks), 50)
	require.Greater(t, len(m.Blocks), 2)
	for _, b := range m.Blocks {
		require.LessOrEqual(t, len([]rune(b.Text.Text)), 3000)
		require.NotEmpty(t, b.Text.Text)
	}
	require.Contains(t, slack, "and 99", "what is left out is counted")
}

// TestSlackIsSafe: a page cannot write to a channel, make a link or leave a line.
func TestSlackIsSafe(t *testing.T) {
	r := leaking("a")
	r.Flows[0].Findings[0].Selector = "<!channel> <https://evil.test|here> & *bold* `code`\n• made up \u202e"
	_, slack := changed(t, r, nil)
	var m struct {
		Blocks []struct{ Text struct{ Text string } }
	}
	require.NoError(t, json.Unmarshal([]byte(slack), &m))
	for _, b := range m.Blocks {
		require.NotRegexp(t, `[<>]|&[^agl]|\*bold\*|`+"`code`|\n• made|\u202e", b.Text.Text)
	}
	require.Contains(t, m.Blocks[1].Text.Text, "&lt;!channel&gt;")
}

// Neither form shows an excerpt: it may be revealed, and they leave the machine.
func TestChangesHoldNoExcerpt(t *testing.T) {
	r := leaking("a")
	r.Flows[0].Findings[0].Excerpt, r.Flows[0].Findings[0].Rendered = "raw value", "raw value"
	markdown, slack := changed(t, r, nil)
	require.NotContains(t, markdown+slack, "raw value")
}

func TestSlackNotRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, report.SlackNotRun(&out, "nightly"))
	require.Contains(t, out.String(), "nightly: did not run")
	require.True(t, json.Valid(out.Bytes()))
	require.ErrorIs(t, report.SlackNotRun(brokenPipe{}, "x"), errBroken)
}
