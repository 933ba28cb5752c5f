package browser

import (
	"errors"
	"fmt"
	"strings"
)

// ErrDied is wrapped by the errors of a flow whose Chrome ended or lost its
// connection under it.
var ErrDied = errors.New("the browser ended unexpectedly")

// StepError says which step of a flow failed and what stood in its way.
type StepError struct {
	Flow       string
	File       string
	Line       int    // 1-based, in File
	Index      int    // 0-based step
	Title      string // the step as a person calls it
	Locator    string // "" where the step has none
	URL        string // of the page, without query
	Reason     string
	Candidates []string // the nearest things that are on the page
	Screenshot string   // file, relative to the run folder; "" if none could be taken

	// Accessibility is a text file beside the screenshot: the page's roles and names.
	Accessibility string
	Err           error
}

func (e *StepError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d: step %d (%s)", e.File, e.Line, e.Index+1, e.Title)
	if e.URL != "" {
		fmt.Fprintf(&b, " on %s", e.URL)
	}
	fmt.Fprintf(&b, ": %s", e.Reason)
	if len(e.Candidates) > 0 {
		fmt.Fprintf(&b, "; on the page: %s", strings.Join(e.Candidates, ", "))
	}
	return b.String()
}

func (e *StepError) Unwrap() error { return e.Err }

// Cause is why the recorder does not run.
type Cause string

// The known causes.
const (
	CauseNoPostHog     Cause = "no-posthog"
	CauseCSP           Cause = "csp"
	CauseBlocked       Cause = "blocked"
	CauseScriptFailed  Cause = "script-failed"
	CauseNotInit       Cause = "not-initialised"
	CauseBotFilter     Cause = "bot-filter"
	CauseOptedOut      Cause = "opted-out"
	CauseDisabledCode  Cause = "disabled-in-code"
	CauseDisabledCloud Cause = "disabled-in-project"
	CauseNoConfig      Cause = "no-remote-config"
	CauseSampled       Cause = "sampled-out"
	CauseLinkedFlag    Cause = "linked-flag"
	CauseTrigger       Cause = "trigger-pending"
	CausePaused        Cause = "paused"
	CauseBuffering     Cause = "buffering"
	CauseUnknown       Cause = "unknown"
)

// RecorderError says that posthog-js does not record in this page, and which of
// the known causes it is. A flow that ends with it is inconclusive.
type RecorderError struct {
	Cause  Cause
	Detail string // in words, with what to do
}

func (e *RecorderError) Error() string { return "the recorder does not run: " + e.Detail }

// obstacle is a condition that does not hold yet; the step tries again until
// its deadline and then reports the last one.
type obstacle struct {
	reason     string
	candidates []string
}

func (o *obstacle) Error() string { return o.reason }

// refusal is a condition that no waiting will mend.
type refusal struct {
	reason     string
	candidates []string
}

func (r *refusal) Error() string { return r.reason }

// candidatesOf are the near things that the last obstacle named.
func candidatesOf(err error) []string {
	var o *obstacle
	if errors.As(err, &o) {
		return o.candidates
	}
	return nil
}

// RefusedError says that somebody in the page, such as a payment provider, asks for
// a human and refuses automation. A flow that ends with it is inconclusive.
type RefusedError struct{ By string }

func (e *RefusedError) Error() string {
	return e.By + " refuses automation: it asks for a human; use the provider's test mode, or have this machine allowed"
}
