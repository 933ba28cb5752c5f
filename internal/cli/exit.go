package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/strictyaml"
	"github.com/maskproof/maskproof/internal/verify"
)

// The exit codes. They are a promise to scripts. 2 is left to Go panics.
const (
	exitOK           = 0
	exitLeaked       = 1
	exitInconclusive = 3
	exitBadInput     = 4
	exitUnfinished   = 5
	exitInterrupted  = 130
)

// exits says what each code means, as help shows it; a test holds it against
// the constants.
var exits = []struct {
	code    int
	meaning string
}{
	{exitOK, "masked, or the verdict that the scenario expects; scan: no leak found in all of it"},
	{exitLeaked, "at least one leak; wins over 3, 4 and 5"},
	{exitInconclusive, "no leak seen, but not enough seen to say masked; an expected leak is not there, or an accepted one has expired"},
	{exitBadInput, "bad flags, flow, scenario or canaries: nothing was run"},
	{exitUnfinished, "could not finish: browser, network, credentials or disk"},
	{exitInterrupted, "interrupted; what was reached is reported"},
}

func exitHelp() string {
	var b strings.Builder
	b.WriteString("Exit codes:\n")
	for _, e := range exits {
		fmt.Fprintf(&b, "  %-4d %s\n", e.code, e.meaning)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// worse is the code that stands for both: an interrupt says that there may be
// more, a leak stands whatever else went wrong.
func worse(a, b int) int {
	rank := []int{exitOK, exitInconclusive, exitBadInput, exitUnfinished, exitLeaked, exitInterrupted}
	if slices.Index(rank, a) > slices.Index(rank, b) {
		return a
	}
	return b
}

// codeOf is the exit code for a run's result.
func codeOf(r *verify.Result) int {
	failed := slices.ContainsFunc(r.Flows, func(f verify.FlowResult) bool { return f.Failure != nil })
	switch {
	case r.Interrupted:
		return exitInterrupted
	case r.Verdict == verify.VerdictLeaked && !r.AsExpected():
		return exitLeaked
	case r.AsExpected() && (!failed || r.Expect == verify.VerdictInconclusive):
		if r.Expired() > 0 {
			return exitInconclusive
		}
		return exitOK
	case failed:
		return exitUnfinished
	}
	return exitInconclusive
}

// told is an error that says nothing more than an exit code: the report has
// told the rest. It is never returned for exitOK.
type told struct{ code int }

func (t *told) Error() string { return fmt.Sprintf("exit code %d", t.code) }

// toldBy is nil for exitOK, as commands return it.
func toldBy(code int) error {
	if code == exitOK {
		return nil
	}
	return &told{code}
}

// usageError is a command line that cannot be understood.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// badInput is input that cannot be worked on as it is.
type badInput struct{ err error }

func (e *badInput) Error() string { return e.err.Error() }
func (e *badInput) Unwrap() error { return e.err }

func isUsage(err error) bool {
	var usage *usageError
	return errors.As(err, &usage)
}

// exitCode is the code for what a command returned.
func exitCode(ctx context.Context, err error) int {
	var (
		silent   *told
		input    *badInput
		plan     *scenario.BadInput
		mistakes strictyaml.Errors
	)
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &silent):
		return silent.code
	case isUsage(err), errors.As(err, &input), errors.As(err, &plan), errors.As(err, &mistakes):
		return exitBadInput
	case ctx.Err() != nil:
		return exitInterrupted
	}
	return exitUnfinished
}
