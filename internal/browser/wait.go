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
// obstacle and a replaced document are waited out, to the deadline of ctx.
func poll(ctx context.Context, look func() error) error {
	var last error
	for pause := firstPause; ; pause = min(pause*3/2, lastPause) {
		err := look()
		var o *obstacle
		switch {
		case err == nil:
			return nil
		case errors.As(err, &o), errors.Is(err, errGone):
			last = err
		case ctx.Err() == nil:
			return err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			if last == nil {
				last = fmt.Errorf("no answer from the page: %w", context.Cause(ctx))
			}
			if errors.Is(ctx.Err(), context.Canceled) {
				return ctx.Err()
			}
			return &errTimeout{last}
		}
	}
}

func isGone(err error) bool { return errors.Is(err, errGone) }
