package posthog

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
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
		f.say()
		left := f.until.Sub(f.c.o.Now())
		if left <= 0 {
			return f.lastTrouble()
		}
		pause = f.nextPause(pause, before)
		if err := f.c.o.Sleep(ctx, min(pause, left)); err != nil {
			return fmt.Errorf("fetch recording %s: %w", f.id, err)
		}
	}
}

// nextPause grows while nothing changes, and is the settling pause once the end
// was seen.
func (f *fetch) nextPause(last time.Duration, before string) time.Duration {
	switch {
	case f.ended:
		return f.c.pace.settle
	case f.state != before:
		return f.c.pace.first
	}
	return min(last*3/2, f.c.pace.most)
}

// lastTrouble is the error to end with: where nothing at all could be read for
// trouble on PostHog's side, the run could not finish.
func (f *fetch) lastTrouble() error {
	if len(f.data.blocks) > 0 {
		return nil
	}
	return f.trouble
}
