package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

func leakyResult() *verify.Result {
	f := verify.FlowResult{
		Name: "checkout", File: "flows/check,out.yaml", Verdict: verify.VerdictLeaked,
		Plants: []verify.PlantResult{{Canary: "checkout.card", Line: 9}},
	}
	for range 3 {
		f.Findings = append(f.Findings, scan.Finding{Canary: "checkout.card", Surface: "text", Leak: true, Excerpt: "x\n::error::made up"})
	}
	g := verify.FlowResult{Name: "signup", File: "flows/signup.yaml", Verdict: verify.VerdictInconclusive, Reasons: []verify.Reason{{Code: "x", Message: "100% of\nit"}}}
	return &verify.Result{Schema: "maskproof.result/1", Scenario: "nightly", Verdict: verify.VerdictLeaked, Flows: []verify.FlowResult{f, g}}
}

func TestGitHub(t *testing.T) {
	summary := filepath.Join(t.TempDir(), "summary.md")
	env := map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary}
	var errs bytes.Buffer
	p := &Process{Stderr: &errs, Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }}
	require.NoError(t, p.github(t.TempDir(), leakyResult()))
	lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
	require.Len(t, lines, 2, "one annotation for a canary, however often it leaks")
	require.True(t, strings.HasPrefix(lines[0], "::error file=flows/check%2Cout.yaml,line=9,title=checkout.card leaks in text::put class"))
	require.Equal(t, "::warning file=flows/signup.yaml,title=flow signup is not proven::100%25 of%0Ait", lines[1])
	written, err := os.ReadFile(summary)
	require.NoError(t, err)
	require.Contains(t, string(written), "## ✗ nightly: leaked")

	errs.Reset()
	env["GITHUB_ACTIONS"] = ""
	require.NoError(t, p.github(t.TempDir(), leakyResult()))
	require.Empty(t, errs.String())
}

func TestExpiredIsAnnotated(t *testing.T) {
	r := &verify.Result{Acceptances: []scan.AcceptanceUse{
		{Acceptance: scan.Acceptance{Owner: "Jane", Reason: "badge\n::x", Expires: "2026-01-31"}, State: scan.AcceptanceExpired},
		{Acceptance: scan.Acceptance{Owner: "Bob"}, State: scan.AcceptanceUsed},
	}}
	var out bytes.Buffer
	annotate(&out, r)
	require.Equal(t, "::error file=.maskproof/accept.yaml,title=an accepted leak has expired::Jane answered for it until 2026-01-31 (badge%0A::x): mend it, or accept it anew\n", out.String())
}

func TestAnnotationsAreFew(t *testing.T) {
	r := leakyResult()
	for i := range 40 {
		r.Flows[0].Findings = append(r.Flows[0].Findings, scan.Finding{Canary: strings.Repeat("a", i+1), Surface: "url", Leak: true})
	}
	var out bytes.Buffer
	annotate(&out, r)
	require.Equal(t, mostAnnotations, strings.Count(out.String(), "\n"))
}
