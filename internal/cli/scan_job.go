package cli

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/scan"
)

// scanJob reads recordings from files, each with a scanner of its own.
type scanJob struct {
	canaries []canary.Canary
	policy   scan.Policy
	reveal   bool
	images   scan.ImageReader
}

func (j *scanJob) scanner(name string) (*scan.Scanner, error) {
	return scan.New(scan.Options{Canaries: j.canaries, Policy: j.policy, Recording: name, Reveal: j.reveal, Images: j.images})
}

// all scans the files into one report. What cannot be read, or was not because
// the user stopped it, is unscanned.
func (j *scanJob) all(ctx context.Context, files []recording.File, stdin io.Reader) (*scan.Report, error) {
	whole := &scan.Report{Schema: scan.Schema, Findings: []scan.Finding{}, Unscanned: []scan.Unscanned{}}
	for _, f := range files {
		scanner, err := j.scanner(f.Name)
		if err != nil {
			return nil, err
		}
		if err := one(ctx, scanner, f, stdin); err != nil {
			scanner.Unscanned(scan.Unscanned{Event: -1, Reason: err.Error()})
		}
		add(whole, scanner.Report(), f.Name)
	}
	slices.SortStableFunc(whole.Findings, func(a, b scan.Finding) int { return cmp.Compare(rank(a), rank(b)) })
	return whole, nil
}

// one scans one file. The error says that not all of it was read.
func one(ctx context.Context, scanner *scan.Scanner, f recording.File, stdin io.Reader) error {
	if err := ctx.Err(); err != nil {
		return errors.New("not read: interrupted")
	}
	r, err := f.Open(stdin)
	if err != nil {
		return err
	}
	defer r.Close()
	err = scanner.Read(ctx, recording.Read(r), nil)
	if ctx.Err() != nil {
		return errors.New("not read to its end: interrupted")
	}
	return err
}

// add counts one file's report into the whole.
func add(whole *scan.Report, part scan.Report, name string) {
	for _, u := range part.Unscanned {
		u.Recording = name
		whole.Unscanned = append(whole.Unscanned, u)
	}
	whole.Findings = append(whole.Findings, part.Findings...)
	whole.Events += part.Events
	whole.Strings += part.Strings
	whole.Bytes += part.Bytes
	whole.Images.Add(part.Images)
}

// rank puts leaks first.
func rank(f scan.Finding) int {
	if f.Leak {
		return 0
	}
	return 1
}
