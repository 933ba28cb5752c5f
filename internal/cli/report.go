package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/verify"
)

type reportOptions struct {
	process *Process
	run     string
	format  string
	out     string
}

// reportFormats are the words of report --format; the first is the default.
var reportFormats = []string{"html", "markdown", "text", "json", "junit", "sarif", "ctrf", "csv"}

func newReport(p *Process) *cobra.Command {
	o := &reportOptions{process: p}
	cmd := &cobra.Command{
		Use:   "report RUN",
		Short: "Make a report of a run again, in any format",
		Long: `Make a report of an earlier run. RUN is a run folder, or a result.json. What changed since
the run before is taken from the run folders beside it.

The report goes to standard output, or with -o to a file that only you can read.`,
		Example: `  maskproof report .maskproof/runs/20261124-101500-nightly -o report.html
  maskproof report result.json --format text
  maskproof report .maskproof/runs/20261124-101500-nightly --format sarif -o maskproof.sarif`,
		Args: exactlyOne("run folder or result.json"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.run = args[0]
			return runReport(o)
		},
	}
	formatFlag(cmd, &o.format, reportFormats...)
	cmd.Flags().StringVarP(&o.out, "output", "o", "", "write to this file")
	return cmd
}

func runReport(o *reportOptions) error {
	if err := checkFormat(o.format, reportFormats...); err != nil {
		return err
	}
	r, dir, err := readResult(o.run)
	if err != nil {
		return &badInput{err}
	}
	write := func(w io.Writer) error { return o.write(w, r, dir) }
	if o.out != "" {
		return writeReport(o.out, write)
	}
	return write(o.process.Stdout)
}

func (o *reportOptions) write(w io.Writer, r *verify.Result, dir string) error {
	p := o.process
	switch o.format {
	case "html":
		return report.HTML(w, r, report.HTMLOptions{Files: os.DirFS(dir), Before: earlier(dir, r)})
	case "json":
		return report.JSON(w, r)
	case "junit":
		return report.JUnit(w, r)
	case "markdown":
		return report.Markdown(w, r, lastOf(earlier(dir, r)))
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
