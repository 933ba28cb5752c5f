package browser

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The pauses between two looks at a condition.
const (
	firstPause = 10 * time.Millisecond
	lastPause  = 150 * time.Millisecond
)

// errTimeout wraps the last obstacle when a deadline passed.
type errTimeout struct{ last error }

func (e *errTimeout) Error() string { return e.last.Error() }
func (e *errTimeout) Unwrap() error { return e.last }

func timedOut(err error) bool {
	var t *errTimeout
	return errors.As(err, &t)
}

// poll calls look until it returns nil or an error that no waiting mends. An
// obstacle and a replaced document are waited out for as long as limit; there is
// always one whole look.
func poll(ctx context.Context, limit time.Duration, look func() error) error {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	for pause := firstPause; ; pause = min(pause*3/2, lastPause) {
		err := look()
		var o *obstacle
		switch {
		case err == nil:
			return nil
		case errors.Is(err, context.DeadlineExceeded):
			return &errTimeout{fmt.Errorf("no answer from the page: %w", err)}
		case !errors.As(err, &o) && !isGone(err):
			return err
		}
		select {
		case <-time.After(pause):
		case <-deadline.C:
			return &errTimeout{err}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func isGone(err error) bool { return errors.Is(err, errGone) }
