package posthog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// FetchOptions says when a recording counts as whole and where it goes.
type FetchOptions struct {
	// Complete is asked about every block, in order, after each fetch of all of
	// them: does this block of JSONL lines hold the end of what was recorded?
	// Nil means that no end is known; a list of blocks that stands still is then
	// taken for the whole recording.
	Complete func(block []byte) bool

	Wait time.Duration // how long to wait for ingestion; 0 means 5 minutes
	Out  io.Writer     // takes the recording's JSONL once, at the end; nil: nowhere
}

// Fetched is what Fetch got of a recording.
type Fetched struct {
	Session  string
	Metadata json.RawMessage // the recording's own record (start_url, person, …); nil if PostHog gave none
	Sources  []Source        // the last list of blocks
	Blocks   int             // blocks written to Out
	Bytes    int64           // of JSONL written to Out

	// Complete says that every listed block was read, that the end was seen in
	// them, and that the list then stood still. Reasons say in words what is
	// missing to that, and are empty if it is true.
	Complete bool
	Reasons  []string
}

// Err is nil for a complete recording, and else ErrIncomplete with the reasons.
func (f *Fetched) Err() error {
	if f.Complete {
		return nil
	}
	return fmt.Errorf("recording %s: %w: %s", f.Session, ErrIncomplete, strings.Join(f.Reasons, "; "))
}

// stillPolls is how many further lists must be equal before the list stands
// still.
const stillPolls = 2

// fetch is one run of Fetch.
type fetch struct {
	c       *Client
	id      string
	o       FetchOptions
	began   time.Time
	until   time.Time
	metaRaw json.RawMessage
	sources []Source
	data    haul  // what was read of the blocks, all passes together
	shown   shown // every numbered block that PostHog ever showed
	ended   bool  // the end was seen in data
	still   int   // equal lists since
	rounds  int
	state   string // what is missing, in words
	trouble error  // the last passing trouble, nil after a good round
	said    string
	saidAt  time.Time
}

// Fetch waits until PostHog has the whole recording and writes its JSONL to
// o.Out. At the deadline it returns what was there with Complete false and the
// reasons. An error means that there is no use in waiting: ErrDeleted, a
// *StatusError (key, project, host, or trouble on PostHog's side to the end), or
// the context's. Even then the result is not nil and what was read is written.
func (c *Client) Fetch(ctx context.Context, session string, o FetchOptions) (*Fetched, error) {
	if o.Wait <= 0 {
		o.Wait = 5 * time.Minute
	}
	f := &fetch{c: c, id: session, o: o, began: c.o.Now(), state: "nothing was asked yet", shown: newShown()}
	f.until = f.began.Add(o.Wait)
	if !identifier.MatchString(session) {
		return f.result(), fmt.Errorf("fetch recording %q: not a session id", session)
	}
	err := f.run(ctx)
	f.refreshMetadata(ctx, err)
	return f.write(f.result(), err)
}

// run goes round until the recording is whole or the time is over.
func (f *fetch) run(ctx context.Context) error {
	pause := f.c.pace.first
	for {
		before := f.state
		done, err := f.round(ctx)
		if done || err != nil {
			return err
		}
		if f.state != before || f.ended {
			pause = f.c.pace.first
		}
		f.say()
		left := f.until.Sub(f.c.o.Now())
		if left <= 0 {
			return f.lastTrouble()
		}
		wait := pause
		if f.ended {
			wait = f.c.pace.settle
		}
		if err := f.c.o.Sleep(ctx, min(wait, left)); err != nil {
			return fmt.Errorf("fetch recording %s: %w", f.id, err)
		}
		pause = min(pause*3/2, f.c.pace.most)
	}
}

// round asks once for all there is. It returns an error only where waiting
// longer is of no use.
func (f *fetch) round(ctx context.Context) (done bool, err error) {
	f.rounds++
	done, err = f.look(ctx)
	if err == nil {
		f.trouble = nil
		return done, nil
	}
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
	if err != nil {
		return false, err
	}
	same := f.sources != nil && slices.Equal(list, f.sources)
	if len(list) == 0 {
		f.still, f.state = 0, "PostHog lists no blocks (200 with an empty list: its storage may be in trouble)"
		return false, nil
	}
	if same && f.data.whole() {
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

// lastTrouble is the error to end with: where nothing at all could be read for
// trouble on PostHog's side, the run could not finish.
func (f *fetch) lastTrouble() error {
	if len(f.data.blocks) > 0 {
		return nil
	}
	return f.trouble
}
