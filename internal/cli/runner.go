package cli

import (
	"context"
	"errors"
	"fmt"

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

	results []*verify.Result
}

func (r *runner) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.chrome, "chrome", "", "Chrome or Chromium to use; found on the PATH if not given")
	f.StringVar(&r.cdp, "cdp", "", "use a running browser by its CDP address, such as http://127.0.0.1:9222")
	f.BoolVar(&r.headed, "headed", false, "show the browser's window")
	f.StringVar(&r.out, "out", ".maskproof/runs", "folder for run folders")
	f.BoolVar(&r.reveal, "reveal", false, "leave the made-up values readable in the reports")
	f.BoolVarP(&r.quiet, "quiet", "q", false, "no progress on standard error")
	cmd.MarkFlagsMutuallyExclusive("chrome", "cdp")
	cmd.MarkFlagsMutuallyExclusive("headed", "cdp")
}

// run runs one scenario to its end, writes its reports into the run folder and
// prints its result. The code is that of the result; with an error it is the
// code of what could be told before.
func (r *runner) run(ctx context.Context, s *scenario.Scenario, flowDir string) (int, error) {
	result, dir, err := scenario.Run(ctx, s, r.deps(flowDir))
	if result == nil {
		return exitOK, err
	}
	r.results = append(r.results, result)
	werr := writeReports(dir, result)
	return codeOf(result), errors.Join(err, werr, r.print(result, dir))
}

func (r *runner) deps(flowDir string) scenario.Deps {
	p := r.process
	d := scenario.Deps{
		Flows: flows.FS, FlowDir: flowDir,
		Browser:  browser.Options{Chrome: r.chrome, Remote: r.cdp, Visible: r.headed},
		CacheDir: p.cacheDir(), Out: r.out, Only: r.only, Reveal: r.reveal, Version: p.Version, Now: p.Now,
	}
	if !r.quiet {
		d.Notify = progress(p.Stderr, p.Now())
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

// conclude shows the problems that no report tells, and gives the exit code.
func (r *runner) conclude(code int, problems []error) error {
	if text := explain(errors.Join(problems...)); text != "" {
		fmt.Fprintln(r.process.Stderr, text)
	}
	return toldBy(code)
}
