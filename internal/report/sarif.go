package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// toolURL is where the tool is explained.
const toolURL = "https://github.com/maskproof/maskproof"

// SARIF writes results as a SARIF 2.1.0 log, as code scanning reads it: a run for
// each result, a rule for each surface, and a result for each leak, at the line of the
// flow where the value was typed. A fingerprint stays while the leak does; what
// somebody answers for is suppressed. Flows that are not proven are notifications,
// and the run is not successful then.
func SARIF(w io.Writer, results ...*verify.Result) error {
	log := sarif.NewReport()
	for _, r := range results {
		log.AddRun(sarifRun(r))
	}
	data, err := json.MarshalIndent(log, "", "  ")
	if err != nil {
		return fmt.Errorf("encode sarif report: %w", err)
	}
	if _, err := w.Write(append(data, '\n')); err != nil {
		return fmt.Errorf("write sarif report: %w", err)
	}
	return nil
}

func sarifRun(r *verify.Result) *sarif.Run {
	run := sarif.NewRunWithInformationURI("maskproof", toolURL)
	version := strings.TrimPrefix(r.Tool, "maskproof ")
	run.Tool.Driver.Version = &version
	run.WithAutomationDetails(sarif.NewRunAutomationDetails().WithID("maskproof/" + r.Scenario))
	for _, surface := range surfacesOf(r) {
		run.AddRule(ruleOf(surface)).
			WithName("LeakIn" + strings.ToUpper(string(surface[:1])) + string(surface[1:])).
			WithShortDescription(sarif.NewMultiformatMessageString().WithText("A planted value stands in the recording: " + string(surface))).
			WithHelp(sarif.NewMultiformatMessageString().WithText(fixes[surface])).
			WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel("error"))
	}
	successful := r.Verdict != verify.VerdictInconclusive && !r.Interrupted && r.Expired() == 0
	invocation := sarif.NewInvocation().WithExecutionSuccessful(successful)
	for _, line := range idleAcceptances(r.Acceptances) {
		invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel("warning").WithMessage(sarif.NewTextMessage(clean(line))))
	}
	for i := range r.Flows {
		f := &r.Flows[i]
		for _, g := range groups(f.Findings, func(f scan.Finding) bool { return f.Leak || isAccepted(f) }) {
			run.AddResult(sarifResult(f, g))
		}
		_, _, lack := lackOf(f)
		for _, reason := range lack {
			invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel("warning").
				WithMessage(sarif.NewTextMessage(f.Name + ": " + clean(reason.Message))))
		}
	}
	run.AddInvocation(invocation)
	return run
}

func ruleOf(surface rrweb.Surface) string { return "leak/" + string(surface) }

// surfacesOf lists the surfaces on which something leaked, or is accepted there.
func surfacesOf(r *verify.Result) (list []rrweb.Surface) {
	for _, f := range r.Flows {
		for _, g := range f.Findings {
			if g.Leak || isAccepted(g) {
				list = append(list, g.Surface)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func sarifResult(f *verify.FlowResult, g group) *sarif.Result {
	first := g[0]
	text := fmt.Sprintf("%s (%s) leaks in %s: %s. %s. To do: %s.", first.Canary, first.Kind, first.Surface, spot(first), how(first), Fix(first))
	if more := len(g) - 1; more > 0 {
		text += " And in " + count(more, "more place.", "more places.")
	}
	result := sarif.NewRuleResult(ruleOf(first.Surface)).WithLevel("error").WithMessage(sarif.NewTextMessage(clean(text))).
		WithPartialFingerprints(map[string]string{"maskproof/v1": first.Fingerprint})
	line := 1
	for _, p := range f.Plants {
		if p.Canary == first.Canary && p.Line > 0 {
			line = p.Line
		}
	}
	result.AddLocation(sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(f.File)).WithRegion(sarif.NewSimpleRegion(line, line))))
	if isAccepted(first) {
		result.AddSuppression(sarif.NewSuppression().WithKind("external").WithJustification("accepted by " + clean(acceptedBy(first))))
	}
	return result
}
