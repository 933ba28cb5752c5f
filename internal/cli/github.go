package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// mostAnnotations is how many a step of GitHub Actions shows of a level.
const mostAnnotations = 10

// github tells GitHub Actions of a result: annotations at the flow's lines on
// standard error, and the result as Markdown in the step's summary. Elsewhere it does
// nothing.
func (p *Process) github(dir string, r *verify.Result) error {
	if on, _ := p.Env("GITHUB_ACTIONS"); on != "true" {
		return nil
	}
	if p.output.log != "json" { // annotations are lines of their own kind
		annotate(p.Stderr, r)
	}
	path, _ := p.Env("GITHUB_STEP_SUMMARY")
	if path == "" {
		return nil
	}
	summary, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the step's summary: %w", err)
	}
	return errors.Join(report.Markdown(summary, r, lastOf(earlier(dir, r))), summary.Close())
}

// annotate writes workflow commands (docs.github.com, Workflow commands for GitHub
// Actions): an error for each canary that leaked and each
// acceptance that has expired, a warning for each flow that is not
// proven.
func annotate(w io.Writer, r *verify.Result) {
	told := map[string]bool{}
	for _, f := range r.Flows {
		for _, g := range f.Findings {
			key := f.Name + g.Canary
			if !g.Leak || told[key] || len(told) == mostAnnotations {
				continue
			}
			told[key] = true
			fmt.Fprintf(w, "::error file=%s,line=%d,title=%s::%s\n", property(f.File), lineOf(f, g),
				property(g.Canary+" leaks in "+string(g.Surface)), message(report.Fix(g)))
		}
	}
	for _, a := range r.Acceptances {
		if a.State == scan.AcceptanceExpired && len(told) < mostAnnotations {
			told[a.Fingerprint+a.Flow] = true
			fmt.Fprintf(w, "::error file=%s,title=%s::%s\n", property(acceptFile), property("an accepted leak has expired"),
				message(fmt.Sprintf("%s answered for it until %s (%s): mend it, or accept it anew", a.Owner, a.Expires, a.Reason)))
		}
	}
	for _, f := range r.Flows {
		if f.Verdict == verify.VerdictInconclusive && len(f.Reasons) > 0 && len(told) < mostAnnotations {
			told[f.Name] = true
			fmt.Fprintf(w, "::warning file=%s,title=%s::%s\n", property(f.File), property("flow "+f.Name+" is not proven"), message(f.Reasons[0].Message))
		}
	}
}

// lineOf is the line of the flow where a finding's value was typed, 1 where it was
// typed elsewhere.
func lineOf(f verify.FlowResult, g scan.Finding) int {
	for _, p := range f.Plants {
		if p.Canary == g.Canary && p.Line > 0 {
			return p.Line
		}
	}
	return 1
}

// message and property escape as GitHub's toolkit does: what comes from a page cannot
// become a command.
func message(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(message(s))
}
