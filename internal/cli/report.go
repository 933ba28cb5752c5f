package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/verify"
)

type reportOptions struct {
	process *Process
	run     string
	format  string
	out     string
	chrome  string
}

// reportFormats are the words of report --format; the first is the default.
var reportFormats = []string{"html", "pdf", "markdown", "text", "json", "junit", "sarif", "ctrf", "csv", "changes", "slack"}

func newReport(p *Process) *cobra.Command {
	o := &reportOptions{process: p}
	cmd := &cobra.Command{
		Use:   "report RUN",
		Short: "Make a report of a run again, in any format",
		Long: `Make a report of an earlier run. RUN is a run folder, or a result.json. What changed since
the run before is taken from the run folders beside it.

The formats changes (Markdown) and slack (a message for a webhook) hold only what is not as
in the run before, and nothing at all where nothing changed; a first run counts as changed
if its verdict is not the expected one.

The report goes to standard output, or with -o to a file that only you can read.`,
		Example: `  maskproof report .maskproof/runs/20261124-101500-nightly -o report.html
  maskproof report result.json --format text
  maskproof report result.json --format pdf -o 2026-q4.pdf
  maskproof report .maskproof/runs/20261124-101500-nightly --format sarif -o maskproof.sarif
  maskproof report .maskproof/runs/20261124-101500-nightly --format changes -o changes.md`,
		Args: exactlyOne("run folder or result.json"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.run = args[0]
			return runReport(cmd.Context(), o)
		},
	}
	cmd.AddCommand(newReportMerge(p))
	formatFlag(cmd, &o.format, reportFormats...)
	cmd.Flags().StringVarP(&o.out, "output", "o", "", "write to this file")
	cmd.Flags().StringVar(&o.chrome, "chrome", "", "Chrome or Chromium that prints a PDF; found on the PATH if not given")
	return cmd
}

func runReport(ctx context.Context, o *reportOptions) error {
	if err := checkFormat(o.format, reportFormats...); err != nil {
		return err
	}
	r, dir, err := readResult(o.run)
	if err != nil {
		return &badInput{err}
	}
	write := func(w io.Writer) error { return o.write(ctx, w, r, dir) }
	if o.out != "" {
		return writeReport(o.out, write)
	}
	return write(o.process.Stdout)
}

func (o *reportOptions) write(ctx context.Context, w io.Writer, r *verify.Result, dir string) error {
	p := o.process
	switch o.format {
	case "html":
		return report.HTML(w, r, report.HTMLOptions{Files: os.DirFS(dir), Before: earlier(dir, r)})
	case "pdf":
		return o.pdf(ctx, w, r, dir)
	case "json":
		return report.JSON(w, r)
	case "junit":
		return report.JUnit(w, r)
	case "markdown":
		return report.Markdown(w, r, lastOf(earlier(dir, r)))
	case "changes":
		return report.Changes(w, r, lastOf(earlier(dir, r)))
	case "slack":
		return report.Slack(w, r, lastOf(earlier(dir, r)))
	case "sarif":
		return report.SARIF(w, r)
	case "ctrf":
		return report.CTRF(w, r)
	case "csv":
		return report.CSV(w, r)
	case "text":
		return report.Text(w, r, report.TextOptions{Color: o.out == "" && p.color(p.Terminal.Stdout), Width: p.Terminal.Width, Dir: dir})
	}
	return fmt.Errorf("no report in the format %q", o.format)
}

// pdf has Chrome print the HTML report, with nothing folded.
func (o *reportOptions) pdf(ctx context.Context, w io.Writer, r *verify.Result, dir string) error {
	var page bytes.Buffer
	if err := report.HTML(&page, r, report.HTMLOptions{Files: os.DirFS(dir), Before: earlier(dir, r), Open: true}); err != nil {
		return err
	}
	chrome, err := browser.Launch(ctx, browser.Options{Chrome: o.chrome})
	if err != nil {
		return err
	}
	defer chrome.Close()
	printed, err := chrome.Print(ctx, page.String())
	if err != nil {
		return err
	}
	_, err = w.Write(printed)
	return err
}
