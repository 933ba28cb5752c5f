package posthog

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
)

// rangeSize is how many blocks one call asks for. PostHog documents 20 for
// personal keys.
const rangeSize = 20

// haul is what one pass over the sources brought in.
type haul struct {
	blocks   [][]byte // JSONL, in the order of the list
	numbered int      // how many of them, at the front, are blob_v2
	missing  int      // parts that were listed and not read
	notes    []string // one in words for each gap
	passed   bool     // the pass went over all sources
}

// whole tells whether every listed part was read.
func (h haul) whole() bool { return h.passed && h.missing == 0 }

func (h *haul) gap(n int, format string, args ...any) {
	h.missing += n
	h.notes = append(h.notes, fmt.Sprintf(format, args...))
}

// read fetches every part of the list. Gaps are noted, not errors; an error
// means that the pass was broken off, and comes with what was read so far.
func (f *fetch) read(ctx context.Context, list []Source) (haul, error) {
	var h haul
	var blocks int
	for _, s := range list {
		if s.Kind == sourceBlobV2 {
			blocks++
		}
	}
	for from := 0; from < blocks; from += rangeSize {
		if err := f.readRange(ctx, &h, from, min(from+rangeSize, blocks)-1); err != nil {
			return f.brokenOff(h, err)
		}
	}
	for _, s := range list {
		if s.Kind == sourceBlobV2 {
			continue
		}
		if err := f.readOne(ctx, &h, s); err != nil {
			return f.brokenOff(h, err)
		}
	}
	h.passed = true
	return h, nil
}

func (f *fetch) brokenOff(h haul, err error) (haul, error) {
	h.gap(1, "the blocks could not all be read: %v", err)
	return h, err
}

// readRange fetches blocks from to to and counts them. An answer in which they
// cannot be counted is asked for again block by block.
func (f *fetch) readRange(ctx context.Context, h *haul, from, to int) error {
	want := to - from + 1
	body, err := f.ask(ctx, fmt.Sprintf("snapshots-%d-%d", from, to), url.Values{
		"source": {sourceBlobV2}, "start_blob_key": {strconv.Itoa(from)}, "end_blob_key": {strconv.Itoa(to)}, "decompress": {"false"},
	})
	if allUnavailable(err) {
		h.gap(want, "PostHog could not read blocks %d to %d (502)", from, to)
		return nil
	}
	if err != nil {
		return err
	}
	got := unpack(body)
	if !got.counted && want > 1 {
		for i := from; i <= to; i++ {
			if err := f.readRange(ctx, h, i, i); err != nil {
				return err
			}
		}
		return nil
	}
	h.take(got, want, from, to)
	return nil
}

// take adds the blocks of one answer, which should have been want.
func (h *haul) take(got unpacked, want, from, to int) {
	h.blocks = append(h.blocks, got.blocks...)
	h.numbered = len(h.blocks)
	if got.bad > 0 {
		h.gap(got.bad, "%d of blocks %d to %d cannot be decompressed", got.bad, from, to)
	}
	if short := want - len(got.blocks) - got.bad; short > 0 {
		h.gap(short, "PostHog left out %d of blocks %d to %d in an answer that claims to be good (200)", short, from, to)
	}
	if len(got.blocks) > want {
		h.gap(1, "PostHog answered %d blocks where %d to %d were asked for: they cannot be told apart", len(got.blocks), from, to)
	}
	if got.cut {
		h.gap(1, "the answer for blocks %d to %d ends in the middle of a block", from, to)
	}
}

// readOne fetches a source that is not numbered: long-term storage, or the
// forms of old builds. An unknown kind is a gap, as nobody has read it.
func (f *fetch) readOne(ctx context.Context, h *haul, s Source) error {
	query := s.query()
	if query == nil {
		h.gap(1, "source %q is of a kind this version does not know: not read", s.Kind)
		return nil
	}
	body, err := f.ask(ctx, "snapshots-"+s.Kind, query)
	if allUnavailable(err) {
		h.gap(1, "PostHog could not read source %s (502)", s.Kind)
		return nil
	}
	if err != nil {
		return err
	}
	got := unpack(body)
	h.blocks = append(h.blocks, got.blocks...)
	if got.bad > 0 || got.cut || len(got.blocks) == 0 {
		h.gap(max(1, got.bad), "source %s is empty, cut short or cannot be decompressed", s.Kind)
	}
	return nil
}

func (f *fetch) ask(ctx context.Context, name string, query url.Values) ([]byte, error) {
	return f.c.recordings(ctx, call{
		op: "read recording " + f.id, path: recordingPath(f.id) + "/snapshots", name: name, raw: true,
		query: query, budget: f.c.snaps, until: f.until, wait: f.waiting,
	})
}

// allUnavailable is PostHog's answer when it can read no block of a range.
func allUnavailable(err error) bool {
	var status *StatusError
	return errors.As(err, &status) && status.Code == "recording_blocks_unavailable"
}
