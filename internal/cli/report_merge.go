package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

type mergeOptions struct {
	runner
	runs []string
	hook string
}

func newReportMerge(p *Process) *cobra.Command {
	o := &mergeOptions{runner: newRunner(p)}
	cmd := &cobra.Command{
		Use:   "merge RUN…",
		Short: "Make one run of the parts that run --shard walked",
		Long: `Make one run folder of those that the parts of a run left (run --shard 1/3, 2/3, 3/3),
with the reports of all flows together. What changed since the run before is taken from
the run folders beside it, as if one machine had walked all flows.

The verdict is the worst of all. A part that is not there leaves its flows unproven, so
that the merged run is inconclusive and says which; it is never taken for masked. Parts
of different scenarios, policies or versions of the result, a part or a flow given twice,
and parts that began more than a day apart are refused. Recordings, screenshots and what
else the parts hold are linked where the disk can, and copied elsewhere.

` + exitHelp(),
		Example: `  maskproof report merge part-1/* part-2/* part-3/*
  maskproof report merge parts/* --out .maskproof/runs --format json`,
		Args: atLeastOne("run folder of a part"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.runs = args
			return runReportMerge(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.out, "out", ".maskproof/runs", "folder for run folders")
	cmd.Flags().StringVar(&o.hook, "webhook", "", webhookHelp)
	formatFlag(cmd, &o.format, "text", "json", "junit")
	return cmd
}

func runReportMerge(ctx context.Context, o *mergeOptions) error {
	if err := checkFormat(o.format, "text", "json", "junit"); err != nil {
		return err
	}
	var err error
	if o.webhook, err = o.process.webhookTo(o.hook); err != nil {
		return err
	}
	parts, dirs, err := readParts(o.runs)
	if err != nil {
		return &badInput{err}
	}
	whole, err := verify.Merge(parts)
	if err != nil {
		return &badInput{fmt.Errorf("merge: %w", err)}
	}
	dir, err := scenario.NewFolder(o.out, whole.Scenario, whole.Started)
	if err != nil {
		return err
	}
	if err := o.gather(dir, parts, dirs); err != nil {
		return errors.Join(err, os.RemoveAll(dir)) // half a run is none
	}
	code := o.tell(ctx, ran{result: whole, dir: dir})
	return toldBy(worse(code, o.problem(ctx, o.finish())))
}

// readParts reads the results of all parts before anything is written.
func readParts(paths []string) (parts []*verify.Result, dirs []string, err error) {
	var problems []error
	for _, path := range paths {
		r, dir, err := readResult(path)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		parts, dirs = append(parts, r), append(dirs, dir)
	}
	return parts, dirs, errors.Join(problems...)
}
