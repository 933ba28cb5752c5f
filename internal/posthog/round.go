package posthog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// stillPolls is how many further lists must be equal before the list stands
// still.
const stillPolls = 2

// round asks once for all there is. It returns an error only where waiting
// longer is of no use.
func (f *fetch) round(ctx context.Context) (done bool, err error) {
	f.rounds++
	done, err = f.look(ctx)
	if err == nil {
		f.trouble = nil
		return done, nil
	}
	return f.bear(err)
}

// bear judges an error of a round: wait and see, end the waiting, or give up.
func (f *fetch) bear(err error) (done bool, fatal error) {
	var tired *budgetError
	var status *StatusError
	switch {
	case errors.Is(err, ErrNotReady):
		f.trouble, f.still = nil, 0
		f.state = notReady(err)
		return false, nil
	case errors.As(err, &tired):
		f.state = tired.Error()
		return true, nil
	case errors.As(err, &status) && f.c.o.Now().Add(status.RetryAfter).After(f.until):
		f.trouble, f.state = err, err.Error()
		return true, f.lastTrouble()
	case passing(err):
		f.trouble, f.state, f.still = err, err.Error(), 0
		return false, nil
	}
	f.state = err.Error()
	return false, err
}

func notReady(err error) string {
	var status *StatusError
	if errors.As(err, &status) && status.Detail != "" {
		return fmt.Sprintf("not there yet (%d %s); PostHog usually needs 10 to 60 s", status.Status, status.Detail)
	}
	return "not there yet; PostHog usually needs 10 to 60 s"
}

// look asks for metadata until there is some, then for the list of blocks, and
// for the blocks whenever the list has changed or the last read had gaps.
func (f *fetch) look(ctx context.Context) (done bool, err error) {
	if err := f.discover(ctx); err != nil {
		return false, err
	}
	list, err := f.listSources(ctx)
	switch {
	case err != nil:
		return false, err
	case len(list) == 0:
		f.still, f.state = 0, "PostHog lists no blocks (200 with an empty list: its storage may be in trouble)"
		return false, nil
	case f.data.whole() && slices.Equal(list, f.sources):
		f.still++
		return f.settled(), nil
	}
	f.sources, f.still = list, 0
	got, err := f.read(ctx, list)
	f.keep(got)
	if err != nil {
		return false, err
	}
	return f.settled(), nil
}

// discover waits for the recording's own record. PostHog tells of a deletion
// only at the list of blocks, so a missing record is looked up there, too, at
// first and now and then.
func (f *fetch) discover(ctx context.Context) error {
	if f.metaRaw != nil || f.sources != nil {
		return nil
	}
	meta, err := f.metadata(ctx)
	if err == nil {
		f.metaRaw = meta
		return nil
	}
	if errors.Is(err, ErrNotReady) && f.rounds%8 == 1 {
		return nil
	}
	return err
}

// settled judges the state after a look and says what is missing.
func (f *fetch) settled() bool {
	switch {
	case !f.data.whole():
		f.state = strings.Join(f.data.notes, "; ")
	case !f.ended:
		f.state = fmt.Sprintf("%d blocks there, the end of the recording is not among them", len(f.data.blocks))
	case f.still < stillPolls:
		f.state = fmt.Sprintf("%d blocks there with the end; watching whether more come", len(f.data.blocks))
	default:
		f.state = ""
		return true
	}
	return false
}
