package scenario

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/verify"
)

// startNote says that a step begins.
func startNote(f *flow.Flow, i int, s flow.Step) Note {
	return Note{
		Flow: f.Name, Kind: NoteNow, Text: s.Title(), Step: i + 1, Steps: flow.Count(f.Steps), Action: actionOf(s),
	}
}

// stepNote says how a step ended.
func stepNote(f *flow.Flow, st flow.StepTrace) Note {
	n := Note{
		Flow: f.Name, Kind: NoteStep, Step: st.Index + 1, Steps: flow.Count(f.Steps), Took: st.Ended.Sub(st.Started),
	}
	n.Text = stepLine(st, n.Steps)
	for i, s := range f.Numbered() {
		if i == st.Index {
			n.Action = actionOf(s)
		}
	}
	return n
}

// actionOf is the step's verb and locator, whatever name the flow gives it.
func actionOf(s flow.Step) string {
	s.Name = ""
	return s.Title()
}

func stepLine(st flow.StepTrace, steps int) string {
	line := fmt.Sprintf("step %d/%d %s", st.Index+1, steps, st.Title)
	switch st.Status {
	case flow.StepFailed:
		return line + ": failed"
	case flow.StepTolerated:
		return line + ": failed, but optional"
	case flow.StepSkipped:
		return line + ": not there"
	}
	if st.Drift != "" {
		return line + ": " + st.Drift
	}
	return line
}

func doneLine(r verify.FlowResult) string {
	leaks := 0
	for _, f := range r.Findings {
		if f.Leak {
			leaks++
		}
	}
	switch {
	case leaks > 0:
		return "leaked: " + count(leaks, "leak")
	case r.Verdict == verify.VerdictInconclusive && len(r.Reasons) > 0:
		return "inconclusive: " + strings.SplitN(r.Reasons[0].Message, "\n", 2)[0]
	}
	return fmt.Sprintf("%s: %s proven", r.Verdict, count(len(r.Plants), "field"))
}

// count is "1 leak" or "2 leaks".
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
