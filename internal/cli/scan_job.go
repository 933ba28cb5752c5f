package cli

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/scan"
)

// scanJob reads recordings from files, each with a scanner of its own.
type scanJob struct {
	canaries []canary.Canary
	policy   scan.Policy
	detect   *detect.Options // nil: canaries only
	reveal   bool
	now      func() time.Time
	workers  int // files read at the same time
	images   scan.ImageReader
	progress scanProgress

	transforms []canary.Transform
}

func (j *scanJob) scanner(name string, size func(bytes int)) (*scan.Scanner, error) {
	return scan.New(scan.Options{
		Canaries: j.canaries, Policy: j.policy, Recording: name, Reveal: j.reveal, Now: j.now, Transforms: j.transforms,
		Images: j.images, Detect: j.detect, Size: size,
	})
}

// all scans the files into one report, the same however many are read at the same
// time. What cannot be read, or was not because the user stopped it, is unscanned.
func (j *scanJob) all(ctx context.Context, files []recording.File, stdin io.Reader) (*scan.Report, error) {
	whole := &scan.Report{Schema: scan.Schema, Findings: []scan.Finding{}, Unscanned: []scan.Unscanned{}}
	for _, part := range j.each(ctx, files, stdin) {
		if part.err != nil {
			return nil, part.err
		}
		add(whole, part.report, part.name)
	}
	whole.Acceptances = j.policy.Uses(whole.Findings, j.now())
	slices.SortStableFunc(whole.Findings, func(a, b scan.Finding) int { return cmp.Compare(rank(a), rank(b)) })
	return whole, nil
}

// part is what one file holds.
type part struct {
	name   string
	report scan.Report
	err    error // no scanner could be made
}

// each scans the files and returns their parts in the order of the files.
func (j *scanJob) each(ctx context.Context, files []recording.File, stdin io.Reader) []part {
	workers := min(max(j.workers, 1), len(files))
	memory := newScanMemory(workers)
	defer memory.end()
	parts := make([]part, len(files))
	next := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			w := scanWorker{scanJob: j, size: memory.worker()}
			for i := range next {
				parts[i] = w.part(ctx, files[i], stdin)
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wg.Wait()
	return parts
}

// scanWorker scans one file after the other.
type scanWorker struct {
	*scanJob
	size    func(bytes int) // is told the size of each event
	scanner *scan.Scanner   // of the last file
}

// part scans one file.
func (w *scanWorker) part(ctx context.Context, f recording.File, stdin io.Reader) part {
	if err := w.begin(f.Name); err != nil {
		return part{err: err}
	}
	tell(w.progress.begun, f.Name)
	if err := w.one(ctx, w.scanner, f, stdin); err != nil {
		w.scanner.Unscanned(scan.Unscanned{Event: -1, Reason: err.Error()})
	}
	if ctx.Err() == nil {
		tell(w.progress.ended, f.Name)
	}
	return part{name: f.Name, report: w.scanner.Report()}
}

// begin makes a scanner, from the last one where there is one.
func (w *scanWorker) begin(name string) (err error) {
	if w.scanner != nil {
		w.scanner = w.scanner.Next(name, nil)
		return nil
	}
	w.scanner, err = w.scanJob.scanner(name, w.size)
	return err
}

// one scans one file. The error says that not all of it was read.
func (j *scanJob) one(ctx context.Context, scanner *scan.Scanner, f recording.File, stdin io.Reader) error {
	if err := ctx.Err(); err != nil {
		return errors.New("not read: interrupted")
	}
	r, err := open(ctx, f, stdin)
	if err != nil {
		return err
	}
	defer r.Close()
	err = scanner.Read(ctx, recording.Read(j.progress.of(r)), nil)
	if ctx.Err() != nil {
		return errors.New("not read to its end: interrupted")
	}
	return err
}

// open opens a file. One for which nothing may ever come is opened and read in the
// background, so that the end of ctx ends the read.
func open(ctx context.Context, f recording.File, stdin io.Reader) (io.ReadCloser, error) {
	info, err := os.Stat(f.Path)
	if f.Path != recording.Stdin && (err != nil || info.Mode().IsRegular()) {
		return f.Open(stdin)
	}
	out, in := io.Pipe()
	stop := context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	go func() {
		defer stop()
		from, err := f.Open(stdin)
		if err == nil {
			_, err = io.Copy(in, from)
			from.Close()
		}
		in.CloseWithError(err)
	}()
	return out, nil
}

// add counts one file's report into the whole.
func add(whole *scan.Report, part scan.Report, name string) {
	for _, u := range part.Unscanned {
		u.Recording = name
		whole.Unscanned = append(whole.Unscanned, u)
	}
	whole.Findings = append(whole.Findings, part.Findings...)
	whole.Detect = part.Detect
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
