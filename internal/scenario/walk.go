package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/verify"
)

// walk walks one flow, and again if it proved nothing: apps have bad moments. What
// leaked stands whatever a further try would show, so there is none then.
func (r *run) walk(ctx context.Context, f *flow.Flow) verify.FlowResult {
	var earlier []verify.Try
	for n := 1; ; n++ {
		result := r.try(ctx, f, n)
		result.Tries = earlier
		if result.Verdict != verify.VerdictInconclusive || n > r.deps.Retries || ctx.Err() != nil {
			r.tell(Note{Flow: f.Name, Kind: NoteDone, Text: doneLine(result), Verdict: result.Verdict})
			return result
		}
		r.notify(f.Name, NoteWarning, fmt.Sprintf("%s; trying again (%d of %d)", doneLine(result), n+1, r.deps.Retries+1))
		earlier = append(earlier, result.AsTry())
	}
}

// attempt is one try of a flow. Each but the first has a run folder of its own in
// the run folder, so that nothing of the earlier ones is lost.
type attempt struct {
	*run
	flow   *flow.Flow
	n      int // 1 for the first
	folder folder
	within string // the folder in the run's, with a slash; "" for the first
}

func (r *run) attempt(f *flow.Flow, n int) *attempt {
	a := &attempt{run: r, flow: f, n: n, folder: r.folder}
	if n > 1 {
		a.within = fmt.Sprintf("tries/%s-%d/", f.Name, n)
		a.folder = r.folder.sub(a.within)
	}
	return a
}

// try drives one flow, fetches its recordings and judges them. Whatever goes
// wrong on the way, the result holds what was seen until then.
func (r *run) try(ctx context.Context, f *flow.Flow, n int) verify.FlowResult {
	a := r.attempt(f, n)
	sought := r.sought(f.Name, n)
	if n > 1 {
		if err := a.folder.writeCanaries(sought); err != nil {
			r.notify(f.Name, NoteWarning, "canaries.yaml was not written: "+err.Error())
		}
	}
	r.notify(f.Name, NoteNow, "opening the app")
	trace, err := r.browser.Run(ctx, f, browser.RunOptions{
		BaseURL: r.stage.AppURL, RunID: r.id, Dir: string(a.folder), Now: r.deps.Now, Redact: r.redactor.Replace,
		RecorderTimeout: r.deps.RecorderTimeout, Shots: true,
		Canary: func(name string, step int, _ flow.Step) (canary.Canary, error) {
			return r.typed(name, step, n), nil
		},
		OnStart: func(i int, s flow.Step) { r.tell(startNote(f, i, s)) },
		OnStep:  func(st flow.StepTrace) { r.tell(stepNote(f, st)) },
	})
	for i := range trace.Steps {
		trace.Steps[i].Screenshot = a.file(trace.Steps[i].Screenshot)
	}
	if werr := a.folder.writeJSON("traces/"+f.Name+".json", trace); werr != nil {
		r.notify(f.Name, NoteWarning, "the trace was not written: "+werr.Error())
	}
	x, xerr := verify.NewExaminer(verify.ExamineOptions{
		Trace: trace, File: f.File, Canaries: plantedAt(sought, trace), Policy: r.scenario.Policy, Reveal: r.deps.Reveal,
		Scenario: r.scenario.Name, Now: r.deps.Now, Transforms: r.scenario.Transforms,
		Images: untilEnd(ctx, r.deps.Images),
	})
	if xerr != nil {
		return verify.Judge(verify.Evidence{File: f.File, Trace: trace, Failure: &verify.Failure{Stage: "read", Step: -1, Message: xerr.Error()}})
	}
	if refused := (*browser.RefusedError)(nil); errors.As(err, &refused) {
		x.Gap("automation-refused", r.redactor.Replace(err.Error()))
	} else if err != nil {
		x.Fail(a.failure(ctx, "browser", err))
	}
	a.collect(ctx, trace, x)
	r.notify(f.Name, NoteNow, "judging what was read")
	result := x.Result()
	if result.Pictures, err = a.pictures(ctx, &result); err != nil && ctx.Err() == nil {
		r.notify(f.Name, NoteWarning, "not every leak has a picture: "+err.Error())
	}
	return result
}

// file is the name of a file of this try in the run folder.
func (a *attempt) file(name string) string {
	if name == "" {
		return ""
	}
	return a.within + name
}

// plantedAt gives the run's canaries the times at which this flow typed them.
func plantedAt(all []canary.Canary, trace *flow.Trace) []canary.Canary {
	list := slices.Clone(all)
	for i := range list {
		for _, site := range trace.Plants {
			if site.Canary == list[i].ID && list[i].PlantedAt.IsZero() {
				list[i].PlantedAt = site.Time
			}
		}
	}
	return list
}

// spellings are the ways in which a value stands in messages and URLs.
func spellings(value string) []string {
	list := []string{value, url.QueryEscape(value), url.PathEscape(value)}
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(list)
}
