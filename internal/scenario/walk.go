package scenario

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/posthog"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/verify"
)

// walk drives one flow, fetches its recordings and judges them. Whatever goes
// wrong on the way, the result holds what was seen until then.
func (r *run) walk(ctx context.Context, f *flow.Flow) verify.FlowResult {
	trace, err := r.browser.Run(ctx, f, browser.RunOptions{
		BaseURL: r.stage.appURL, RunID: r.id, Dir: string(r.folder), Now: r.deps.Now, Redact: r.redactor.Replace,
		RecorderTimeout: r.deps.RecorderTimeout,
		Canary: func(name string, step int, _ flow.Step) (canary.Canary, error) {
			return r.canaries[place{name, step}], nil
		},
		OnStep: func(st flow.StepTrace) { r.notify(f.Name, NoteStep, stepLine(st, len(f.Steps))) },
	})
	if werr := r.folder.writeJSON("traces/"+f.Name+".json", trace); werr != nil {
		r.notify(f.Name, NoteWarning, "the trace was not written: "+werr.Error())
	}
	x, xerr := verify.NewExaminer(verify.ExamineOptions{
		Trace: trace, File: f.File, Canaries: plantedAt(r.all, trace), Policy: r.scenario.Policy, Reveal: r.deps.Reveal,
		Scenario: r.scenario.Name, Now: r.deps.Now, Transforms: r.scenario.Transforms,
		Images: untilEnd(ctx, r.deps.Images),
	})
	if xerr != nil {
		return verify.Judge(verify.Evidence{File: f.File, Trace: trace, Failure: &verify.Failure{Stage: "read", Step: -1, Message: xerr.Error()}})
	}
	if err != nil {
		x.Fail(r.failure(ctx, "browser", err))
	}
	r.collect(ctx, f, trace, x)
	result := x.Result()
	r.notify(f.Name, NoteDone, doneLine(result))
	return result
}

// collect fetches every recording of the flow into the run folder and has it
// examined.
func (r *run) collect(ctx context.Context, f *flow.Flow, trace *flow.Trace, x *verify.Examiner) {
	sessions := trace.Recorder.Sessions
	if len(sessions) == 0 && trace.Recorder.Started {
		x.Gap("nothing-sent", "the recorder ran but sent nothing: its requests are held back, blocked or dropped")
	}
	if trace.Recorder.Started && !trace.Recorder.Flushed && ctx.Err() == nil {
		x.Gap("not-flushed", "the request that carries the end of the recording was not answered: PostHog may not have it")
	}
	if len(sessions) == 0 || !slices.ContainsFunc(trace.Markers, func(m flow.Marker) bool { return m.Written }) {
		return
	}
	client := r.clientFor(f.Name)
	for i, session := range sessions {
		if err := r.collectOne(ctx, client, session, i == len(sessions)-1, x); err != nil {
			x.Fail(r.failure(ctx, "fetch", err))
		}
	}
}

// collectOne fetches one recording. Only the last of a flow can hold the closing
// marker; the others are complete when PostHog's listing rests.
func (r *run) collectOne(ctx context.Context, client *posthog.Client, session string, last bool, x *verify.Examiner) error {
	name := "recordings/" + safeName(session) + ".jsonl"
	file, err := r.folder.create(name)
	if err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	defer file.Close()
	fetched, err := client.Fetch(ctx, session, posthog.FetchOptions{
		Wait: r.scenario.Recording.Wait, Out: file,
		Complete: func(block []byte) bool {
			return !last || verify.Closes(recording.Read(bytes.NewReader(block)), r.id)
		},
	})
	var metadata json.RawMessage
	if fetched != nil {
		metadata = fetched.Metadata
		if why := fetched.Err(); why != nil {
			x.Gap("not-complete", why.Error())
		}
	}
	if _, serr := file.Seek(0, io.SeekStart); serr != nil {
		return errors.Join(err, serr)
	}
	return errors.Join(err, x.Read(session, name, recording.Read(file), metadata))
}

// failure puts an error into the words of a result. A recorder that does not run
// is no failure: the trace says so, and the flow is inconclusive by it.
func (r *run) failure(ctx context.Context, stage string, err error) *verify.Failure {
	f := &verify.Failure{Stage: stage, Step: -1, Message: r.redactor.Replace(err.Error())}
	var (
		off    *browser.RecorderError
		step   *browser.StepError
		status *posthog.StatusError
	)
	switch {
	case interrupted(ctx, err):
		f.Stage, f.Message = "interrupt", "the run was interrupted"
	case errors.As(err, &off):
		return nil
	case errors.As(err, &status):
		f.Hint = status.Hint
	case errors.As(err, &step):
		f.Step, f.Line, f.Screenshot = step.Index, step.Line, step.Screenshot
	case errors.Is(err, browser.ErrDied):
		f.Hint = "Chrome may have run out of memory; try again, or with fewer flows at once (--flow)"
	}
	return f
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

func stepLine(st flow.StepTrace, steps int) string {
	line := fmt.Sprintf("step %d/%d %s", st.Index+1, steps, st.Title)
	switch st.Status {
	case flow.StepFailed:
		return line + ": failed"
	case flow.StepTolerated:
		return line + ": failed, but optional"
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
		return fmt.Sprintf("leaked: %d leak(s)", leaks)
	case r.Verdict == verify.VerdictInconclusive && len(r.Reasons) > 0:
		return "inconclusive: " + strings.SplitN(r.Reasons[0].Message, "\n", 2)[0]
	}
	return fmt.Sprintf("%s: %d field(s) proven", r.Verdict, len(r.Plants))
}
