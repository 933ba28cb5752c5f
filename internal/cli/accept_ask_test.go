package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/accept"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// acceptRun is a run with two leaks, and a terminal on which somebody types.
func acceptRun(t *testing.T, typed string) (args []string, p Process, file string, out, errs *bytes.Buffer) {
	dir := t.TempDir()
	f := verify.FlowResult{Name: "checkout", Verdict: verify.VerdictLeaked}
	for _, c := range []string{"a", "b"} {
		f.Findings = append(f.Findings, scan.Finding{
			Canary: "checkout." + c, Kind: "name", Match: scan.Exact, Surface: "text", Leak: true, Selector: "#" + c,
			Excerpt: "Hi ‹checkout." + c + "›\x1b[2J", Fingerprint: strings.Repeat(c, 32), Step: "checkout/2",
		})
	}
	r := &verify.Result{Schema: "maskproof.result/1", Scenario: "nightly", Started: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), Verdict: verify.VerdictLeaked, Flows: []verify.FlowResult{f}}
	require.NoError(t, writeReport(filepath.Join(dir, "result.json"), func(w io.Writer) error { return report.JSON(w, r) }))
	out, errs, file = &bytes.Buffer{}, &bytes.Buffer{}, filepath.Join(dir, "accept.yaml")
	p = Process{
		Stdin: strings.NewReader(typed), Stdout: out, Stderr: errs, Terminal: Terminal{Stdin: true},
		Env: func(name string) (string, bool) { return "jane", name == "USER" },
		Now: func() time.Time { return time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC) },
	}
	return []string{"accept", dir, "--file", file}, p, file, out, errs
}

func TestAcceptAsks(t *testing.T) {
	typed := "3\nx\n2\n\n\nthe badge, until May\n2026-11-24\n2028-01-01\n\n"
	args, p, file, out, errs := acceptRun(t, typed)
	p.Args = args
	require.Equal(t, exitOK, Main(t.Context(), p), errs.String())
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	list, err := accept.Parse(file, data)
	require.NoError(t, err)
	require.Equal(t, []scan.Acceptance{{
		Fingerprint: strings.Repeat("b", 32), Scenario: "nightly", Flow: "checkout", Canary: "checkout.b", Kind: "name", Surface: "text",
		Place: "#b, at checkout/2", Owner: "jane", Reason: "the badge, until May", Expires: "2027-02-23",
	}}, list)
	for _, want := range []string{
		"   1  checkout.a (name) in text, flow checkout; exact\n      where  #a\n      step   checkout/2\n      shows  Hi ‹checkout.a›�[2J\n",
		"a number from 1 to 2", "Who answers for it [jane]: ", "a reason",
		"2026-11-24 is over", "2028-01-01 is too far away: 2027-11-25 is the last day possible", "Until which day [2027-02-23]: ",
	} {
		require.Contains(t, errs.String(), want)
	}
	require.Contains(t, out.String(), "accepted until 2027-02-23: checkout.b in text")
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o644), info.Mode().Perm(), "it is shared")
}

// Who stops answering has accepted nothing.
func TestAcceptIsStopped(t *testing.T) {
	args, p, file, _, errs := acceptRun(t, "1\njane\n")
	p.Args = args
	require.Equal(t, exitBadInput, Main(t.Context(), p))
	require.Contains(t, errs.String(), "nothing was accepted")
	require.NoFileExists(t, file)

	never, write := io.Pipe()
	defer write.Close()
	p.Stdin = never
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.Equal(t, exitInterrupted, Main(ctx, p))
	require.NoFileExists(t, file)
}
