package posthog

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// What callers branch on, with errors.Is.
var (
	// ErrNotReady says that PostHog does not know the recording: not ingested
	// yet, expired, deleted, or never there.
	ErrNotReady = errors.New("recording is not there")

	// ErrDeleted says that PostHog knows the recording as deleted.
	ErrDeleted = errors.New("recording was deleted")

	// ErrIncomplete says that Fetch could not prove it has the whole recording.
	ErrIncomplete = errors.New("recording is not known to be complete")
)

// StatusError is an answer of PostHog that is not the one asked for. The API
// key is in none of its fields.
type StatusError struct {
	Op         string        // what was being done, such as "fetch recording 0192…"
	Method     string        // HTTP method
	Path       string        // URL path, without host and query
	Status     int           // HTTP status; 200 where a page came instead of data
	Code       string        // PostHog's code, such as "permission_denied"
	Detail     string        // PostHog's words
	RetryAfter time.Duration // what a 429 asks to wait; 0 if it does not say
	Scope      string        // the scope that the key lacks; "" if that is not the reason
	Hint       string        // what to do about it, for a person; may be ""

	kind  error // the sentinel it stands for; nil if none
	place place
}

// Error is one line: operation, request, status, PostHog's words and the hint.
func (e *StatusError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s %s: status %d", e.Op, e.Method, e.Path, e.Status)
	if e.Detail != "" {
		fmt.Fprintf(&b, ": %s", e.Detail)
	}
	if e.Hint != "" {
		fmt.Fprintf(&b, " (%s)", e.Hint)
	}
	return b.String()
}

// Unwrap lets errors.Is find ErrNotReady and ErrDeleted.
func (e *StatusError) Unwrap() error { return e.kind }

// place says what a 404 was about.
type place int

const (
	placeOther     place = iota
	placeRecording       // the recording is unknown
	placeProject         // the project is unknown or closed to the key
	placeHost            // whatever answers is not PostHog's app
	placeRoute           // PostHog's app, without this route
)

// passing tells whether the trouble may go away by itself.
func passing(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Status == 429 || status.Status >= 500
	}
	var broken *transportError
	return errors.As(err, &broken)
}

// transportError is a call without a whole answer.
type transportError struct {
	op  string
	err error
}

func (e *transportError) Error() string { return e.op + ": " + e.err.Error() }
func (e *transportError) Unwrap() error { return e.err }
