package posthog

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// result says what the fetch came to.
func (f *fetch) result() *Fetched {
	out := &Fetched{Session: f.id, Metadata: f.metaRaw, Sources: f.sources, Blocks: len(f.data.blocks)}
	if f.state != "" {
		waited := f.c.o.Now().Sub(f.began).Round(time.Second)
		out.Reasons = append(out.Reasons, fmt.Sprintf("after %s: %s", waited, f.state))
	}
	if f.state != "" && !f.data.whole() {
		out.Reasons = appendNew(out.Reasons, f.data.notes, f.state)
	}
	if f.metaRaw == nil {
		out.Reasons = append(out.Reasons, "PostHog gave no metadata of the recording (start URL, person): not read")
	}
	out.Complete = len(out.Reasons) == 0
	return out
}

// appendNew adds the notes that the state does not already hold.
func appendNew(reasons, notes []string, state string) []string {
	for _, note := range notes {
		if !strings.Contains(state, note) {
			reasons = append(reasons, note)
		}
	}
	return reasons
}

// refreshMetadata reads the metadata again at the end, since person and counts
// come later than the first block. What was read before stays if that fails.
func (f *fetch) refreshMetadata(ctx context.Context, err error) {
	if err != nil || f.sources == nil {
		return
	}
	if meta, err := f.metadata(ctx); err == nil {
		f.metaRaw = meta
	}
}

// sayEvery is the longest silence while waiting.
const sayEvery = 5 * time.Second

// say tells what the fetch waits for, when that is new or was long ago.
func (f *fetch) say() { f.tell(f.state) }

func (f *fetch) tell(line string) {
	now := f.c.o.Now()
	if line == "" || line == f.said && now.Sub(f.saidAt) < sayEvery {
		return
	}
	f.said, f.saidAt = line, now
	f.c.o.Progress(Progress{
		Session: f.id, Text: line, Blocks: len(f.data.blocks),
		Elapsed: now.Sub(f.began), Remaining: max(0, f.until.Sub(now)),
	})
}

// waiting tells of a pause inside one call.
func (f *fetch) waiting(d time.Duration, why error) {
	f.tell(fmt.Sprintf("waiting %s: %v", d.Round(time.Second), why))
}
