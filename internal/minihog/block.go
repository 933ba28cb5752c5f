package minihog

import (
	"bytes"
	"encoding/json"
	"slices"
	"sort"
	"time"

	"github.com/klauspost/compress/snappy"
)

// block is what one batch became: snappy (block format, not framed) over JSONL
// lines of ["windowId", event], as PostHog's ingester writes it
// (nodejs/src/ingestion/pipelines/sessionreplay).
type block struct {
	start, end time.Time // of its events
	stored     time.Time // when it came in
	packed     []byte
}

// built is a block with what is said about its events elsewhere.
type built struct {
	block
	facts facts
	count int
}

// lines are the block's lines, each ended by a newline.
func (b block) lines() []byte {
	out, err := snappy.Decode(nil, b.packed)
	if err != nil {
		return nil // cannot be: newBlock packed it
	}
	return out
}

// newBlock packs a batch and counts the events it had to leave out because they
// have no numeric timestamp.
func newBlock(b *batch, now time.Time) (built, int) {
	var (
		lines   bytes.Buffer
		out     = built{block: block{stored: now}}
		dropped int
	)
	window, _ := json.Marshal(b.window)
	for _, raw := range b.events {
		at, ok := out.facts.note(raw)
		if !ok {
			dropped++
			continue
		}
		out.stretch(at)
		writeLine(&lines, window, raw)
	}
	out.facts.start, out.facts.end = out.start, out.end
	out.packed = snappy.Encode(nil, lines.Bytes())
	return out, dropped
}

// stretch makes the block's time cover one more event.
func (b *built) stretch(at time.Time) {
	if b.count == 0 || at.Before(b.start) {
		b.start = at
	}
	if b.count == 0 || at.After(b.end) {
		b.end = at
	}
	b.count++
}

// writeLine writes the event as it came but on one line.
func writeLine(lines *bytes.Buffer, window, raw []byte) {
	lines.WriteByte('[')
	lines.Write(window)
	lines.WriteByte(',')
	if err := json.Compact(lines, raw); err != nil {
		lines.Write(bytes.ReplaceAll(raw, []byte{'\n'}, []byte{' '}))
	}
	lines.WriteString("]\n")
}

// ordered are the blocks by start time: a block's place in it is its blob_key,
// so one that comes late shifts those behind it.
func (s *session) ordered() []block {
	out := slices.Clone(s.blocks)
	sort.SliceStable(out, func(i, j int) bool { return out[i].start.Before(out[j].start) })
	return out
}

// byStart are all recordings with blocks, the oldest first; the caller holds mu.
func (st *store) byStart() []*session {
	var out []*session
	for _, rec := range st.sessions {
		if len(rec.blocks) > 0 {
			out = append(out, rec)
		}
	}
	slices.SortFunc(out, func(a, b *session) int {
		if c := a.facts.start.Compare(b.facts.start); c != 0 {
			return c
		}
		return bytes.Compare([]byte(a.id), []byte(b.id))
	})
	return out
}
