package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/accept"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// How long a leak is accepted if nobody says, and at most, in days and years.
const (
	acceptDays  = 90
	acceptYears = 1
)

type acceptOptions struct {
	process *Process

	run     string // "" is the newest
	file    string
	prints  []string
	owner   string
	reason  string
	expires string
	list    bool
	prune   bool
}

func newAccept(p *Process) *cobra.Command {
	o := &acceptOptions{process: p}
	cmd := &cobra.Command{
		Use:   "accept [RUN]",
		Short: "Accept a known leak until a day, with who answers for it and why",
		Long: `Accept a leak of a run, so that "maskproof run" does not fail on it until a day. RUN is a
run folder or a result.json; without it, the newest in .maskproof/runs. On a terminal, the
leaks are listed and you are asked; elsewhere, flags say which leak, who answers for it,
why, and until when.

The entry is added to .maskproof/accept.yaml, which you commit; what stands there stays as
it is, comments too, and you may edit it by hand. It holds the leak's fingerprint and what
was accepted (value, kind, surface, place), and no value. What becomes another leak is a
leak again.

An accepted leak is shown as accepted, never as masked. An entry that has expired fails
the run: its leak is a leak again (exit code 1), and where no finding has it any more, the
exit code is 3 until it is removed: --prune removes what has expired, and with a RUN also
what matched nothing in it. An acceptance lasts 90 days if nobody says, and a year at most.`,
		Example: `  maskproof accept
  maskproof accept .maskproof/runs/20261124-101500-nightly
  maskproof accept RUN --fingerprint 4f1c0a52c0de4bb1a3f6f2a9d7b8e6c1 \
    --owner "Jane Doe" --reason "badge page, as agreed with legal" --expires 2027-01-31
  maskproof accept --list
  maskproof accept --prune .maskproof/runs/20261124-101500-nightly`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{fmt.Errorf("name one run at most, got %d", len(args))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.run = strings.Join(args, "")
			return runAccept(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.file, "file", acceptFile, "file of accepted leaks")
	f.StringSliceVar(&o.prints, "fingerprint", nil, "accept the leak with this fingerprint; may be given several times")
	f.StringVar(&o.owner, "owner", "", "who answers for it (default: GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, or USER)")
	f.StringVar(&o.reason, "reason", "", "why it may stand")
	f.StringVar(&o.expires, "expires", "", "last day it counts, YYYY-MM-DD (default: in 90 days)")
	f.BoolVar(&o.list, "list", false, "list what is accepted")
	f.BoolVar(&o.prune, "prune", false, "remove what has expired and, with a RUN, what matched nothing in it")
	return cmd
}

func runAccept(ctx context.Context, o *acceptOptions) error {
	asked := len(o.prints) > 0 || o.owner != "" || o.reason != "" || o.expires != ""
	switch {
	case o.list && o.prune, (o.list || o.prune) && asked:
		return &usageError{errors.New("--list, --prune and accepting a leak do not go together")}
	case o.list:
		return o.showAll()
	case o.prune:
		return o.removeIdle()
	}
	return o.add(ctx)
}

// add chooses leaks, asks for what is missing, and writes the entries.
func (o *acceptOptions) add(ctx context.Context) error {
	old, data, err := readAccepted(o.file, true)
	if err != nil {
		return &badInput{err}
	}
	r, dir, err := o.result()
	if err != nil {
		return &badInput{err}
	}
	leaks := report.Leaks(r)
	if len(leaks) == 0 {
		return &badInput{fmt.Errorf("%s has no leak to accept (verdict %s); name another RUN", dir, r.Verdict)}
	}
	values, err := readCanaryFile(filepath.Join(dir, "canaries.yaml"))
	if err != nil {
		return &badInput{err}
	}
	chosen, err := o.choose(ctx, r, dir, leaks)
	if err != nil {
		return err
	}
	var entries []scan.Acceptance
	for _, l := range chosen {
		if err := o.free(old, l); err != nil {
			return &badInput{err}
		}
		entries = append(entries, o.entry(r, l, values))
	}
	if err := o.checkWords(values); err != nil {
		return &badInput{err}
	}
	text, err := accept.Add(o.file, data, entries...)
	if err != nil {
		return &badInput{err}
	}
	if err := writeShared(o.file, text); err != nil {
		return err
	}
	for _, e := range entries {
		fmt.Fprintf(o.process.Stdout, "accepted until %s: %s in %s, flow %s (fingerprint %s)\n", e.Expires, oneLine(e.Canary), e.Surface, oneLine(e.Flow), e.Fingerprint)
	}
	fmt.Fprintf(o.process.Stdout, "%s: commit it\n", o.file)
	return nil
}

// result is the run that was named, or the newest.
func (o *acceptOptions) result() (*verify.Result, string, error) {
	path := o.run
	if path == "" {
		all, _ := filepath.Glob(".maskproof/runs/*/result.json") // the pattern is good
		if len(all) == 0 {
			return nil, "", errors.New("no run in .maskproof/runs: name a RUN")
		}
		path = filepath.Dir(slices.Max(all)) // they begin with their time
	}
	return readResult(path)
}

// choose takes the leaks that flags name, or asks a person.
func (o *acceptOptions) choose(ctx context.Context, r *verify.Result, dir string, leaks []report.Leak) ([]report.Leak, error) {
	if len(o.prints) == 0 {
		if !o.process.Terminal.Stdin {
			return nil, &usageError{errors.New("name a leak with --fingerprint (the report shows them), or run this on a terminal to be asked")}
		}
		return o.ask(ctx, r, dir, leaks)
	}
	var chosen []report.Leak
	for _, print := range o.prints {
		found := slices.DeleteFunc(slices.Clone(leaks), func(l report.Leak) bool { return l.Fingerprint != print })
		if len(found) == 0 {
			return nil, &badInput{fmt.Errorf("no leak of %s has the fingerprint %q: its report shows them", dir, print)}
		}
		chosen = append(chosen, found...) // one entry for each flow that shows it
	}
	o.owner, o.expires = cmp.Or(o.owner, o.process.person()), cmp.Or(o.expires, o.day(0, acceptDays))
	switch {
	case strings.TrimSpace(o.owner) == "":
		return nil, &badInput{errors.New("--owner is missing: name who answers for it")}
	case strings.TrimSpace(o.reason) == "":
		return nil, &badInput{errors.New("--reason is missing: say why it may stand")}
	}
	if err := o.checkDay(o.expires); err != nil {
		return nil, &badInput{fmt.Errorf("--expires: %w", err)}
	}
	return chosen, nil
}
