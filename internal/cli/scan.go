package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scan"
)

type scanOptions struct {
	process *Process

	paths    []string
	canaries string
	policy   scan.Policy
	accept   string
	detect   detectFlags
	format   string
	reveal   bool
}

func newScan(p *Process) *cobra.Command {
	o := &scanOptions{process: p, policy: scan.DefaultPolicy()}
	cmd := &cobra.Command{
		Use:   "scan PATH…",
		Short: "Find values in recordings that you have as files",
		Long: `Read recordings and report every place where one of the given values stands. A PATH is
a file, a folder (all files in it, or the recordings of a run's folder), or - for standard
input. Forms are told apart by content: PostHog's snapshot lines, old and new, what its
player exports, captured requests of posthog-js, and rrweb events as an array, wrapped in
an object or one a line; each plain or compressed with gzip, zstd or snappy.

The file of canaries lists what was typed:

  canaries:
    - {id: email, kind: email, value: "…", planted_at: 2026-11-23T10:00:00Z}

planted_at may be left out; with it, what stood there before is no leak. Kinds are
email, password, card, cvc, name, phone, ssn, address, dob, iban, otp and text. The run
folder of a run holds such a file.

What is known and answered for can be accepted until a day. The report shows the
fingerprint of each finding; --accept takes a file that names it (see "maskproof accept
--help"):

  accept:
    - {fingerprint: 4f1c…, owner: Jane, reason: "test account", expires: 2027-01-31}

An entry that has expired fails the scan: its finding is a leak again, and without one
the exit code is 3 until the entry is removed.

` + detectHelp + "\n\n" + exitHelp(),
		Example: `  maskproof scan --canaries canaries.yaml recording.jsonl
  maskproof scan --canaries run/canaries.yaml run --format json
  maskproof scan --detect exported-recordings/
  maskproof scan --detect --region US --min-confidence high --format json recording.jsonl
  zstd -dc export.zst | maskproof scan --canaries canaries.yaml -`,
		Args: atLeastOne("recording, folder, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return runScan(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.canaries, "canaries", "", "file with the values to look for (required without --detect)")
	f.StringVar(&o.policy.Hashes, "hashes", o.policy.Hashes, "what digests of a value count as: leak, warn, off")
	f.StringVar(&o.policy.Fragments, "fragments", o.policy.Fragments, "which parts of a value are leaks: pci (a card beyond first 6 and last 4, others as good as known), strict (any), off")
	f.StringVar(&o.policy.Images, "images", o.policy.Images, "pictures: off, scan, require (those that cannot be read make it inconclusive)")
	f.StringVar(&o.accept, "accept", "", acceptFlagHelp)
	o.detect.add(cmd)
	f.BoolVar(&o.reveal, "reveal", false, "show the values in excerpts")
	formatFlag(cmd, &o.format, "text", "json")
	completeWords(cmd, "hashes", "leak", "warn", "off")
	completeWords(cmd, "fragments", "pci", "strict", "off")
	completeWords(cmd, "images", "off", "scan", "require")
	completeWords(cmd, "min-confidence", "low", "medium", "high")
	return cmd
}

func runScan(ctx context.Context, o *scanOptions) error {
	job, files, err := o.prepare()
	if err != nil {
		return err
	}
	progress, end := o.process.followScan(files)
	job.progress = progress
	whole, err := job.all(ctx, files, o.process.Stdin)
	end(ctx.Err() != nil)
	if err != nil {
		return err
	}
	code := scanCode(ctx, whole)
	if err := o.print(whole); err != nil {
		o.process.fail(err)
		code = worse(code, exitUnfinished)
	}
	return toldBy(code)
}

// prepare checks all that the user said before anything is read.
func (o *scanOptions) prepare() (*scanJob, []recording.File, error) {
	if err := checkFormat(o.format, "text", "json"); err != nil {
		return nil, nil, err
	}
	job := &scanJob{
		policy: o.policy, reveal: o.reveal, now: o.process.Now, workers: runtime.GOMAXPROCS(0), images: o.process.images(),
	}
	if err := job.policy.Validate(); err != nil {
		return nil, nil, &usageError{err}
	}
	var err error
	if o.accept != "" {
		list, _, err := readAccepted(o.accept, false)
		if err != nil {
			return nil, nil, &badInput{err}
		}
		job.policy.Accept = acceptedIn(list, "")
	}
	if job.detect, err = o.detect.options(); err != nil {
		return nil, nil, &usageError{err}
	}
	if job.canaries, job.transforms, err = o.readCanaries(); err != nil {
		return nil, nil, &badInput{err}
	}
	if _, err := job.scanner("", nil); err != nil {
		return nil, nil, &badInput{fmt.Errorf("canaries %s: %w", o.canaries, err)}
	}
	files, err := recording.Find(o.paths)
	if err != nil {
		return nil, nil, &badInput{err}
	}
	return job, files, nil
}

func (o *scanOptions) readCanaries() ([]canary.Canary, []canary.Transform, error) {
	switch {
	case o.canaries == "" && o.detect.on:
		return nil, nil, nil
	case o.canaries == "":
		return nil, nil, &usageError{errors.New("--canaries is missing: without values to look for, nothing can be found; --detect looks for personal data without them")}
	}
	f, err := os.Open(o.canaries)
	if err != nil {
		return nil, nil, fmt.Errorf("read canaries: %w", err)
	}
	defer f.Close()
	return canary.ParseSet(f, o.canaries)
}

func (o *scanOptions) print(r *scan.Report) error {
	p := o.process
	if o.format == "json" {
		return report.ScanJSON(p.Stdout, r)
	}
	return report.ScanText(p.Stdout, r, p.text(""))
}

func scanCode(ctx context.Context, r *scan.Report) int {
	code := exitOK
	if r.Events == 0 || len(r.Unscanned) > 0 {
		code = exitInconclusive
	}
	if slices.ContainsFunc(r.Acceptances, func(a scan.AcceptanceUse) bool { return a.State == scan.AcceptanceExpired }) {
		code = exitInconclusive
	}
	if slices.ContainsFunc(r.Findings, func(f scan.Finding) bool { return f.Leak }) {
		code = exitLeaked
	}
	if foundPersonal(r) {
		code = exitLeaked
	}
	if ctx.Err() != nil {
		code = exitInterrupted
	}
	return code
}
