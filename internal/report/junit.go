package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// JUnit writes results as JUnit XML, which CI systems show as tests: a suite
// for each flow with a test for each plant and one for the flow as a whole, and
// a suite for each run that holds its verdict against the expected one. A leak
// is a failure, and so is a verdict other than the expected one; what is not
// proven or could not finish is an error. A test's name and class stay the same
// from run to run.
func JUnit(w io.Writer, results ...*verify.Result) error {
	var doc junitDocument
	doc.Name = "maskproof"
	for _, r := range results {
		doc.Suites = append(doc.Suites, runSuite(r))
		for i := range r.Flows {
			doc.Suites = append(doc.Suites, flowSuite(r, &r.Flows[i]))
		}
	}
	for _, s := range doc.Suites {
		doc.Tests, doc.Failures, doc.Errors = doc.Tests+s.Tests, doc.Failures+s.Failures, doc.Errors+s.Errors
	}
	body, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("encode junit report: %w", err)
	}
	if _, err := io.WriteString(w, xml.Header+string(body)+"\n"); err != nil {
		return fmt.Errorf("write junit report: %w", err)
	}
	return nil
}

func runSuite(r *verify.Result) junitSuite {
	s := newSuite(r.Scenario, r.Started, r.Ended)
	c := junitCase{Class: r.Scenario, Name: "verdict is the expected one"}
	message := fmt.Sprintf("verdict %s%s, expected %s", r.Verdict, besides(r.Verdict, tally(r).accepted), r.Expect)
	switch {
	case r.Interrupted:
		c.Error = &junitProblem{Type: "interrupted", Message: "the run was interrupted: " + message}
	case len(r.Flows) == 0:
		c.Error = &junitProblem{Type: "nothing-run", Message: "no flow was walked: " + message}
	case r.AsExpected() && r.Expired() > 0:
		c.Failure = &junitProblem{Type: "expired", Message: "an accepted leak has expired", Text: strings.Join(idleAcceptances(r.Acceptances), "\n")}
	case r.AsExpected():
		c.Out = message
	case r.Verdict == verify.VerdictInconclusive:
		c.Error = &junitProblem{Type: "inconclusive", Message: message}
	default:
		c.Failure = &junitProblem{Type: "unexpected-verdict", Message: message}
	}
	if idle := idleAcceptances(r.Acceptances); len(idle) > 0 {
		c.Out = strings.Join(append([]string{message}, idle...), "\n")
	}
	s.add(c)
	return s
}

func flowSuite(r *verify.Result, f *verify.FlowResult) junitSuite {
	var began, ended time.Time
	if n := len(f.Steps); n > 0 {
		began, ended = f.Steps[0].Started, f.Steps[n-1].Ended
	}
	s := newSuite(r.Scenario+"."+f.Name, began, ended)
	planted := map[string]bool{}
	for _, pl := range f.Plants {
		planted[pl.Canary] = true
		s.add(plantCase(s.Name, f, pl))
	}
	s.add(flowCase(s.Name, f, planted))
	return s
}

func plantCase(class string, f *verify.FlowResult, pl verify.PlantResult) junitCase {
	c := junitCase{Class: class, Name: fmt.Sprintf("%s at step %d", pl.Canary, pl.Step+1), File: f.File}
	message := fmt.Sprintf("%s: %s", pl.Outcome, pl.Detail)
	switch {
	case pl.Outcome == verify.Leaked:
		c.Failure = &junitProblem{"leaked", message, leakLines(f.Findings, func(id string) bool { return id == pl.Canary })}
	case !pl.Outcome.Hidden() && pl.Outcome != verify.Accepted:
		c.Error = &junitProblem{Type: "inconclusive", Message: message}
	case !f.Whole():
		c.Error = &junitProblem{Type: "inconclusive", Message: lookOfPlant(f, pl).word + ": " + pl.Detail + "; a part of the recording, which may show it, is missing"}
	default:
		c.Out = message
	}
	for _, f := range f.Findings {
		if f.Canary == pl.Canary && isAccepted(f) {
			c.Out += fmt.Sprintf("\naccepted by %s; in %s, %s; %s", acceptedBy(f), f.Surface, spot(f), how(f))
		}
	}
	c.Out = strings.TrimSpace(c.Out)
	return c
}

// flowCase is the test for all that no single plant stands for, leaks of
// canaries that another flow planted among it.
func flowCase(class string, f *verify.FlowResult, planted map[string]bool) junitCase {
	c := junitCase{Class: class, Name: "flow finished and was proven", File: f.File}
	foreign := leakLines(f.Findings, func(id string) bool { return !planted[id] })
	var lines []string
	_, _, lack := lackOf(f)
	for _, reason := range lack {
		lines = append(lines, reason.Code+": "+reason.Message)
	}
	for _, u := range f.Coverage.Unscanned {
		lines = append(lines, "unscanned: "+partName(u)+u.Reason)
	}
	switch {
	case foreign != "":
		c.Failure = &junitProblem{"leaked", "values that this flow did not plant stand in its recording", foreign}
	case f.Failure != nil:
		c.Error = &junitProblem{"not-finished", "the flow did not finish" + where(f) + ": " + f.Failure.Message, strings.Join(append(lines, f.Failure.Hint), "\n")}
	case len(lines) > 0:
		c.Error = &junitProblem{"inconclusive", lines[0], strings.Join(lines, "\n")}
	case f.Verdict == verify.VerdictInconclusive:
		c.Error = &junitProblem{Type: "inconclusive", Message: "inconclusive without a reason"}
	default:
		c.Out = lookOfFlow(f).word
	}
	c.Out = strings.TrimSpace(c.Out + "\n" + flakiness(f))
	return c
}

// leakLines is a line for each leak of the canaries that pass; "" for none.
func leakLines(findings []scan.Finding, pass func(canary string) bool) string {
	var lines []string
	for _, f := range findings {
		if f.Leak && pass(f.Canary) {
			lines = append(lines, fmt.Sprintf("%s in %s, %s; %s; to do: %s", f.Canary, f.Surface, spot(f), how(f), Fix(f)))
			for _, part := range f.Parts {
				lines = append(lines, "  adds up: "+partSpot(part))
			}
		}
	}
	return strings.Join(lines, "\n")
}
