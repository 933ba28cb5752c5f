package report

import (
	"io"
	"time"

	"github.com/maskproof/maskproof/internal/verify"
)

// ctrfDocument is a report in the Common Test Report Format (ctrf.io, 1.0.0).
type ctrfDocument struct {
	Format  string      `json:"reportFormat"`
	Version string      `json:"specVersion"`
	Results ctrfResults `json:"results"`
}

type ctrfResults struct {
	Tool    ctrfTool    `json:"tool"`
	Summary ctrfSummary `json:"summary"`
	Tests   []ctrfTest  `json:"tests"`
}

type ctrfTool struct {
	Name string `json:"name"`
}

type ctrfSummary struct {
	Tests   int   `json:"tests"`
	Passed  int   `json:"passed"`
	Failed  int   `json:"failed"`
	Pending int   `json:"pending"`
	Skipped int   `json:"skipped"`
	Other   int   `json:"other"`
	Start   int64 `json:"start"` // ms since the Unix epoch
	Stop    int64 `json:"stop"`
}

type ctrfTest struct {
	Name     string   `json:"name"`
	Status   string   `json:"status"`   // passed, failed, or other: not proven
	Duration int64    `json:"duration"` // ms
	Suite    []string `json:"suite"`
	Message  string   `json:"message,omitempty"`
	Trace    string   `json:"trace,omitempty"`
	File     string   `json:"filePath,omitempty"`
	Flaky    bool     `json:"flaky,omitempty"`
}

// CTRF writes results in the Common Test Report Format, with the tests that [JUnit]
// has: a leak failed, what is not proven is other.
func CTRF(w io.Writer, results ...*verify.Result) error {
	doc := ctrfDocument{Format: "CTRF", Version: "0.0.0", Results: ctrfResults{Tool: ctrfTool{"maskproof"}, Tests: []ctrfTest{}}}
	s := &doc.Results.Summary
	for _, r := range results {
		if at := millis(r.Started); s.Start == 0 || at < s.Start {
			s.Start = at
		}
		s.Stop = max(s.Stop, millis(r.Ended), s.Start)
		doc.add(runSuite(r), false)
		for i := range r.Flows {
			doc.add(flowSuite(r, &r.Flows[i]), len(r.Flows[i].Tries) > 0)
		}
	}
	return encode(w, doc)
}

func (d *ctrfDocument) add(suite junitSuite, flaky bool) {
	s := &d.Results.Summary
	for _, c := range suite.Cases {
		t := ctrfTest{Name: c.Name, Status: "passed", Suite: []string{suite.Name}, File: c.File, Message: c.Out, Flaky: flaky}
		switch {
		case c.Failure != nil:
			t.Status, t.Message, t.Trace = "failed", c.Failure.Message, c.Failure.Text
			s.Failed++
		case c.Error != nil:
			t.Status, t.Message, t.Trace = "other", c.Error.Message, c.Error.Text
			s.Other++
		default:
			s.Passed++
		}
		t.Message, t.Trace = clean(t.Message), clean(t.Trace)
		s.Tests++
		d.Results.Tests = append(d.Results.Tests, t)
	}
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
