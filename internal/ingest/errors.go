package ingest

import "errors"

// What can be wrong with a request. PostHog answers each of them with 400,
// except ErrTooLarge, which is 413.
var (
	ErrTooLarge    = errors.New("body too large")
	ErrEncoding    = errors.New("bad encoding")
	ErrUnsupported = errors.New("encoding not supported")
	ErrJSON        = errors.New("bad JSON")
	ErrNoEvents    = errors.New("no events")

	// Of "$snapshot" events only.
	ErrNoSession    = errors.New("missing session id")
	ErrBadSession   = errors.New("session id is longer than 70 characters or has others than A-Z a-z 0-9 -")
	ErrNoDistinctID = errors.New("missing distinct id")
	ErrNoSnapshots  = errors.New("missing snapshot data")
)
