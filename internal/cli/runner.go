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
	header cdpHeader
	headed bool
	out    string
	reveal bool
	format string
	only   []string
	junit  string // file for the results of all scenarios; "" for none

	webhook *webhook // nil: nobody is told

	retries int
	shard   *shard

	browsers scenario.Browsers // closed by who walks
	results  []*verify.Result
}

func newRunner(p *Process) runner { return runner{process: p} }

func (r *runner) flags(cmd *cobra.Command) {
	r.placeFlags(cmd)
	cmd.Flags().BoolVar(&r.reveal, "reveal", false, "leave the made-up values readable in the reports")
}

// placeFlags are the flags of runner that say with which browser, and where to.
func (r *runner) placeFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.chrome, "chrome", "", "Chrome or Chromium to use; found on the PATH if not given")
	f.StringVar(&r.cdp, "cdp", "", "use a running browser by its CDP address, such as http://127.0.0.1:9222")
	f.StringArrayVar((*[]string)(&r.header), "cdp-header", nil, "send this header when connecting to it, such as 'Authorization: Bearer ${CDP_TOKEN}'")
	f.BoolVar(&r.headed, "headed", false, "show the browser's window")
	f.StringVar(&r.out, "out", ".maskproof/runs", "folder for run folders")
}

// check refuses flags that contradict each other.
func (r *runner) check(formats ...string) error {
	if r.cdp != "" && (r.chrome != "" || r.headed) {
		return &usageError{errors.New("--cdp is a browser that runs already: --chrome and --headed do not go with it")}
	}
	if len(r.header) > 0 && r.cdp == "" {
		return &usageError{errors.New("--cdp-header goes with --cdp")}
	}
	if _, err := r.header.parse(r.process.Env); err != nil {
		return err
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

// walk runs one scenario to its end. It prints nothing but progress; label goes
// before the flow's name in its lines.
func (r *runner) walk(ctx context.Context, l loaded, label string) ran {
	done := ran{scenario: l.scenario}
	deps := r.deps(l.flowDir)
	if len(r.results) > 0 && r.process.live() {
		fmt.Fprintln(r.process.Stderr) // between the result before and this list
	}
	take, end := r.process.follow(l.scenario.Name, label)
	defer end()
	deps.Notify = take
	done.result, done.dir, done.err = scenario.Run(ctx, l.scenario, deps)
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
	r.process.fail(err)
	return exitCode(ctx, err)
}

func (r *runner) deps(flowDir string) scenario.Deps {
	p := r.process
	header, _ := r.header.parse(p.Env) // check has seen it
	d := scenario.Deps{
		Flows: flows.FS, FlowDir: flowDir,
		Lent:     &r.browsers,
		Browser:  browser.Options{Chrome: r.chrome, Remote: r.cdp, RemoteHeader: header, Visible: r.headed},
		CacheDir: p.cacheDir(), Out: r.out, Only: r.only, Reveal: r.reveal, Version: p.Version, Now: p.Now,
		Images: p.images(), Env: p.Env, Retries: r.retries,
	}
	if r.shard != nil {
		d.Take, d.Shard = r.shard.take, r.shard.String()
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
	return report.Text(p.Stdout, result, p.text(dir))
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
