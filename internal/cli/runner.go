package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// runner runs scenarios for the commands that do, and reports each result as
// soon as it is there.
type runner struct {
	process *Process

	chrome string
	cdp    string
	headed bool
	out    string
	reveal bool
	quiet  bool
	format string
	only   []string
	junit  string // file for the results of all scenarios; "" for none

	webhook *webhook // nil: nobody is told

	retries int
	shard   *shard

	progress progress
	results  []*verify.Result
}

func newRunner(p *Process) runner { return runner{process: p, progress: progress{w: p.Stderr}} }

func (r *runner) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.chrome, "chrome", "", "Chrome or Chromium to use; found on the PATH if not given")
	f.StringVar(&r.cdp, "cdp", "", "use a running browser by its CDP address, such as http://127.0.0.1:9222")
	f.BoolVar(&r.headed, "headed", false, "show the browser's window")
	f.StringVar(&r.out, "out", ".maskproof/runs", "folder for run folders")
	f.BoolVar(&r.reveal, "reveal", false, "leave the made-up values readable in the reports")
	f.BoolVarP(&r.quiet, "quiet", "q", false, "no progress on standard error")
}

// check refuses flags that contradict each other.
func (r *runner) check(formats ...string) error {
	if r.cdp != "" && (r.chrome != "" || r.headed) {
		return &usageError{errors.New("--cdp is a browser that runs already: --chrome and --headed do not go with it")}
	}
	return checkFormat(r.format, formats...)
}

// ran is one scenario that was run.
type ran struct {
	scenario *scenario.Scenario
	result   *verify.Result // nil where the run could not begin
	dir      string
	err      error
}

// walk runs one scenario to its end. It prints nothing but progress, so that two
// may walk at the same time; label goes before the flow's name then.
func (r *runner) walk(ctx context.Context, l loaded, label string) ran {
	done := ran{scenario: l.scenario}
	done.result, done.dir, done.err = scenario.Run(ctx, l.scenario, r.deps(l.flowDir, label))
	return done
}

// tell writes the reports of a run into its folder, prints its result and shows
// what kept it from happening. The code is that of the result.
func (r *runner) tell(ctx context.Context, done ran) int {
	if done.result == nil {
		if errors.Is(done.err, scenario.ErrNoFlow) {
			return exitOK // another part has them
		}
		// In a report of all runs it must not be missing.
		r.results = append(r.results, &verify.Result{
			Scenario: done.scenario.Name, Expect: done.scenario.Expect, Verdict: verify.VerdictInconclusive,
		})
		return worse(r.problem(ctx, done.err), r.problem(ctx, r.webhook.notRun(ctx, done.scenario.Name)))
	}
	r.results = append(r.results, done.result)
	err := errors.Join(done.err, writeReports(done.dir, done.result, r.reveal), r.print(done.result, done.dir), r.process.github(done.dir, done.result),
		r.webhook.told(ctx, done.dir, done.result))
	return worse(codeOf(done.result), r.problem(ctx, err))
}

// problem shows an error that no report tells, and gives its exit code.
func (r *runner) problem(ctx context.Context, err error) int {
	if text := explain(err); text != "" {
		fmt.Fprintln(r.process.Stderr, text)
	}
	return exitCode(ctx, err)
}

func (r *runner) deps(flowDir, label string) scenario.Deps {
	p := r.process
	d := scenario.Deps{
		Flows: flows.FS, FlowDir: flowDir,
		Browser:  browser.Options{Chrome: r.chrome, Remote: r.cdp, Visible: r.headed},
		CacheDir: p.cacheDir(), Out: r.out, Only: r.only, Reveal: r.reveal, Version: p.Version, Now: p.Now,
		Images: p.images(), Env: p.Env, Retries: r.retries,
	}
	if r.shard != nil {
		d.Take, d.Shard = r.shard.take, r.shard.String()
	}
	if !r.quiet {
		d.Notify = r.progress.under(label, p.Now())
	}
	return d
}

func (r *runner) print(result *verify.Result, dir string) error {
	p := r.process
	switch r.format {
	case "json":
		return report.JSON(p.Stdout, result)
	case "junit": // one document for all, by finish
		return nil
	}
	return report.Text(p.Stdout, result, report.TextOptions{Color: p.color(p.Terminal.Stdout), Width: p.Terminal.Width, Dir: dir})
}

// finish writes what covers all results together.
func (r *runner) finish() error {
	var err error
	all := func(w io.Writer) error { return report.JUnit(w, r.results...) }
	if r.junit != "" {
		err = writeReport(r.junit, all)
	}
	if r.format == "junit" {
		err = errors.Join(err, all(r.process.Stdout))
	}
	return err
}
