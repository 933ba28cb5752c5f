package scenario

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/posthog"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/verify"
)

// collect fetches every recording of the flow into the run folder and has it
// examined.
func (a *attempt) collect(ctx context.Context, trace *flow.Trace, x *verify.Examiner) {
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
	client := a.clientFor(a.flow.Name, a.folder)
	for i, session := range sessions {
		if err := a.collectOne(ctx, client, session, i == len(sessions)-1, x); err != nil {
			x.Fail(a.failure(ctx, "fetch", err))
		}
	}
}

// collectOne fetches one recording. Only the last of a flow can hold the closing
// marker; the others are complete when PostHog's listing rests.
func (a *attempt) collectOne(ctx context.Context, client *posthog.Client, session string, last bool, x *verify.Examiner) error {
	name := "recordings/" + safeName(session) + ".jsonl"
	a.notify(a.flow.Name, NoteNow, "waiting for the recording")
	file, err := a.folder.create(name)
	if err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	defer file.Close()
	fetched, err := client.Fetch(ctx, session, posthog.FetchOptions{
		Wait: a.scenario.Recording.Wait, Out: file,
		Complete: func(block []byte) bool {
			return !last || verify.Closes(recording.Read(bytes.NewReader(block)), a.id)
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
	a.notify(a.flow.Name, NoteNow, "reading the recording")
	return errors.Join(err, x.Read(session, a.file(name), recording.Read(file), metadata))
}

// failure puts an error into the words of a result. A recorder that does not run
// is no failure: the trace says so, and the flow is inconclusive by it.
func (a *attempt) failure(ctx context.Context, stage string, err error) *verify.Failure {
	f := &verify.Failure{Stage: stage, Step: -1, Message: a.redactor.Replace(err.Error())}
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
		f.Step, f.Line, f.Screenshot = step.Index, step.Line, a.file(step.Screenshot)
	case errors.Is(err, browser.ErrDied):
		f.Hint = "Chrome may have run out of memory; try again, or with fewer flows at once (--flow)"
	}
	return f
}
