package scenario

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/posthog"
	"github.com/maskproof/maskproof/internal/verify"
)

// run is one run of a scenario on its way.
type run struct {
	*plan
	scenario *Scenario
	deps     Deps
	id       string
	folder   folder
	stage    *Stage
	client   *posthog.Client
	browser  *browser.Browser
	redactor *strings.Replacer
	tell     func(Note)
}

func (r *run) notify(flow string, kind NoteKind, text string) {
	r.tell(Note{Flow: flow, Kind: kind, Text: text})
}

// Run walks the scenario's flows at the same time, fetches their recordings and
// judges them. It returns the result and the run folder, in which everything but
// result.json and the reports has been written.
//
// The error is a *BadInput where the scenario cannot be run as written, ErrNoFlow
// where Deps.Take takes none of its flows, and another where the whole run could not
// begin (no Chrome, a wrong API key); the result is nil then. What befalls one flow
// stands in its result. An interrupt (ctx) ends the run early, with a result of what
// was reached, or without a run folder where nothing was.
func Run(ctx context.Context, s *Scenario, d Deps) (*verify.Result, string, error) {
	if d.Now == nil {
		d.Now = time.Now
	}
	started := d.Now()
	r := &run{scenario: s, deps: d, id: fmt.Sprintf("%x", started.UnixMilli()), tell: serial(d)}
	seed := d.Seed
	if s.Seed != nil {
		seed = *s.Seed
	}
	if seed == 0 {
		seed = uint64(started.UnixNano())
	}
	var err error
	if r.plan, err = newPlan(s, d, r.id, seed); err != nil {
		return nil, "", err
	}
	r.redactor = redactor(r.all())
	dir, err := NewFolder(d.Out, s.Name, started)
	if err != nil {
		return nil, "", err
	}
	r.folder = folder(dir)
	if err := r.begin(ctx); err != nil {
		r.end()
		if ctx.Err() != nil {
			os.RemoveAll(dir) // there was no run to tell of
		}
		os.Remove(dir) // only if nothing was written
		return nil, "", err
	}
	defer r.end()
	result := r.head(started)
	result.Flows = r.walkAll(ctx)
	result.Verdict = verify.Worst(result.Flows)
	result.Acceptances = verify.Acceptances(s.Policy, result.Flows, started)
	result.Interrupted = ctx.Err() != nil
	result.Ended = d.Now()
	return result, dir, nil
}

// begin starts what all flows share: the stage, the client, the browser.
func (r *run) begin(ctx context.Context) (err error) {
	info := func(text string) { r.notify("", NoteInfo, text) }
	if r.stage, err = NewStage(ctx, r.scenario, r.deps, info); err != nil {
		return err
	}
	r.client, err = posthog.New(posthog.Options{
		Host: r.stage.Host, Project: r.stage.Project, Key: r.stage.Key, Budget: r.stage.Budget,
		HTTP: r.deps.HTTP, Now: r.deps.Now, Archive: r.folder.archive("check"),
	})
	if err != nil {
		return &BadInput{err}
	}
	if err := r.client.Check(ctx); err != nil {
		return fmt.Errorf("check PostHog before the run: %w", err)
	}
	if browser.NoSandbox() && r.deps.Browser.Remote == "" {
		r.notify("", NoteWarning, "running as root: Chrome's sandbox is off")
	}
	options := r.deps.Browser
	options.HostMap = append(options.HostMap, r.stage.HostMap...)
	if r.deps.Lent != nil {
		r.browser, err = r.deps.Lent.launch(ctx, options)
	} else {
		r.browser, err = browser.Launch(ctx, options)
	}
	return err
}

func (r *run) end() {
	if r.browser != nil && r.deps.Lent == nil {
		r.browser.Close()
	}
	if r.stage != nil {
		r.stage.Close()
	}
}

func (r *run) head(started time.Time) *verify.Result {
	s := r.scenario
	result := &verify.Result{
		Schema: "maskproof.result/1", Tool: "maskproof " + r.deps.Version,
		Scenario: s.Name, Run: r.id, Started: started,
		App: s.App.URL, PostHog: s.PostHog.Host, Project: s.PostHog.Project,
		Policy: s.Policy, Expect: s.Expect, Shard: r.deps.Shard,
	}
	if r.deps.Shard != "" {
		result.Planned = r.names
	}
	if s.App.Demo != "" {
		result.App = "demo: " + s.App.Demo
	}
	if s.PostHog.Embedded {
		result.PostHog = "embedded"
	}
	return result
}

// walkAll walks every flow in its own browser context, all at the same time.
// Canaries are written first: whoever finds the folder can scan again.
func (r *run) walkAll(ctx context.Context) []verify.FlowResult {
	if err := r.folder.writeCanaries(r.sought("", 1)); err != nil {
		r.notify("", NoteWarning, "canaries.yaml was not written: "+err.Error())
	}
	for _, f := range r.flows { // in their order, before the race
		r.notify(f.Name, NoteNow, "starting")
	}
	results := make([]verify.FlowResult, len(r.flows))
	var wg sync.WaitGroup
	for i, f := range r.flows {
		wg.Go(func() { results[i] = r.walk(ctx, f) })
	}
	wg.Wait()
	return results
}

// clientFor is the run's client with the raw answers below raw/<flow>/; the
// flows share one budget of calls, as PostHog counts them.
func (r *run) clientFor(flow string, in folder) *posthog.Client {
	return r.client.With(in.archive(flow), func(p posthog.Progress) {
		r.tell(Note{Flow: flow, Kind: NoteWait, Text: p.String(), Action: p.Text, Waited: p.Elapsed, Wait: p.Elapsed + p.Remaining})
	})
}

// serial wraps Notify so that one note is given at a time, with the time.
func serial(d Deps) func(Note) {
	var mu sync.Mutex
	return func(n Note) {
		if d.Notify == nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		n.Time = d.Now()
		d.Notify(n)
	}
}

// redactor hides the canaries' values, as they are and as a URL writes them.
func redactor(list []canary.Canary) *strings.Replacer {
	var pairs []string
	for _, c := range list {
		for _, form := range spellings(c.Value) {
			pairs = append(pairs, form, "‹"+c.ID+"›")
		}
	}
	return strings.NewReplacer(pairs...)
}

// interrupted says that a flow was stopped by the user, not by an error.
func interrupted(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, ctx.Err())
}
