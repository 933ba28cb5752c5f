package posthog_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

// TestFetchBadDays is the rule above all: on no bad day is a recording called
// complete unless every stored line was delivered.
func TestFetchBadDays(t *testing.T) {
	const blocks = 5
	tests := []struct {
		name     string
		faults   minihog.Faults
		complete bool
		blocks   int
		reason   string // in one of the reasons
		err      string // in the error
	}{
		{name: "good day", complete: true, blocks: blocks},
		{name: "lag", faults: minihog.Faults{Lag: 10 * time.Second}, complete: true, blocks: blocks},
		{name: "lag for ever", faults: minihog.Faults{Lag: time.Hour}, reason: "not there yet (404 Recording not found)"},
		{name: "hidden for some looks", faults: minihog.Faults{HiddenPolls: 6}, complete: true, blocks: blocks},
		{name: "late block in the middle", faults: minihog.Faults{LateBlocks: []int{2}, LatePolls: 2}, complete: true, blocks: blocks},
		{name: "late first block", faults: minihog.Faults{LateBlocks: []int{0}, LatePolls: 1}, complete: true, blocks: blocks},
		{name: "late last blocks", faults: minihog.Faults{LateBlocks: []int{3, 4}, LatePolls: 5}, complete: true, blocks: blocks},
		{name: "end never comes", faults: minihog.Faults{DropTail: 1}, blocks: 4, reason: "the end of the recording is not among them"},
		{name: "end never stored", faults: minihog.Faults{DropFrom: endMark}, blocks: 5, reason: "the end of the recording is not among them"},
		{name: "missing block once", faults: minihog.Faults{MissingBlocks: []int{1}, MissingReads: 1}, complete: true, blocks: blocks},
		{name: "missing block for ever", faults: minihog.Faults{MissingBlocks: []int{1}, MissingReads: minihog.Forever}, blocks: 4, reason: "left out 1 of blocks 0 to 4"},
		{name: "all blocks missing", faults: minihog.Faults{MissingBlocks: []int{0, 1, 2, 3, 4}, MissingReads: minihog.Forever}, reason: "could not read blocks 0 to 4 (502)"},
		{name: "empty sources once", faults: minihog.Faults{EmptySources: 2}, complete: true, blocks: blocks},
		{name: "empty sources for ever", faults: minihog.Faults{EmptySources: minihog.Forever}, reason: "200 with an empty list"},
		{name: "short body once", faults: minihog.Faults{ShortBodies: 1}, complete: true, blocks: blocks},
		{name: "short bodies for ever", faults: minihog.Faults{ShortBodies: minihog.Forever}, blocks: 2, reason: "ends in the middle of a block"},
		{name: "broken connection", faults: minihog.Faults{CutBodies: 2}, complete: true, blocks: blocks},
		{name: "broken connections for ever", faults: minihog.Faults{CutBodies: minihog.Forever}, err: "broke off"},
		{name: "throttled for a while", faults: minihog.Faults{Throttled: 3, RetryAfter: 4 * time.Second}, complete: true, blocks: blocks},
		{name: "throttled without header", faults: minihog.Faults{Throttled: 3, RetryAfter: 4 * time.Second, NoRetryHeader: true}, complete: true, blocks: blocks},
		{name: "throttled beyond the deadline", faults: minihog.Faults{Throttled: minihog.Forever, RetryAfter: time.Hour}, err: "status 429"},
		{name: "500 for a while", faults: minihog.Faults{ServerErrors: 6}, complete: true, blocks: blocks},
		{name: "500 for ever", faults: minihog.Faults{ServerErrors: minihog.Forever}, err: "status 500"},
		{name: "502 for ever", faults: minihog.Faults{ServerErrors: minihog.Forever, ServerStatus: 502}, err: "status 502"},
		{name: "deleted", faults: minihog.Faults{Deleted: true}, err: "This recording has been deleted"},
		{name: "expired", faults: minihog.Faults{Expired: true}, reason: "not there yet"},
		{name: "nothing stored", faults: minihog.Faults{DropIngestion: true}, reason: "not there yet"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, tt.faults)
			r.record(blocks)
			got, jsonl, err := r.fetch(r.client(nil), 2*time.Minute)
			if tt.err == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, tt.err)
			}
			require.Equal(t, tt.complete, got.Complete, "reasons: %q", got.Reasons)
			require.Equal(t, tt.blocks, got.Blocks)
			require.Contains(t, strings.Join(got.Reasons, "\n"), tt.reason)
			if tt.complete {
				require.Equal(t, string(r.hog.Stored(session)), jsonl)
				require.NoError(t, got.Err())
				require.NotEmpty(t, got.Metadata)
			} else {
				require.NotEmpty(t, got.Reasons)
				require.ErrorIs(t, got.Err(), posthog.ErrIncomplete)
			}
		})
	}
}

func TestFetchDeletedIsTheSentinel(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	r.record(2)
	c := r.client(nil)
	require.NoError(t, c.Delete(t.Context(), session))
	_, _, err := r.fetch(c, time.Minute)
	require.ErrorIs(t, err, posthog.ErrDeleted)
	require.ErrorIs(t, c.Delete(t.Context(), session), posthog.ErrNotReady)
}

func TestFetchLongRecordingInRanges(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	r.record(45)
	got, jsonl, err := r.fetch(r.client(nil), time.Minute)
	require.NoError(t, err)
	require.True(t, got.Complete, got.Reasons)
	require.Equal(t, 45, got.Blocks)
	require.Equal(t, string(r.hog.Stored(session)), jsonl)
	require.EqualValues(t, len(jsonl), got.Bytes)
	var names []string
	for name := range r.archive {
		names = append(names, name)
	}
	require.Subset(t, names, []string{"0003-snapshots-0-19.bin", "0004-snapshots-20-39.bin", "0005-snapshots-40-44.bin"})
}

// TestFetchKeepsWhatWasShown hides a block that was already delivered: what it
// held must reach the scan, and the recording is not complete.
func TestFetchKeepsWhatWasShown(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	r.record(3)
	stored := string(r.hog.Stored(session))
	var out bytes.Buffer
	blocks := 0
	got, err := r.client(nil).Fetch(t.Context(), session, posthog.FetchOptions{
		Wait: 20 * time.Second, Out: &out,
		Complete: func(block []byte) bool {
			if blocks++; blocks == 3 {
				r.hog.SetFaults(minihog.Faults{LateBlocks: []int{1}, LatePolls: minihog.Forever})
			}
			return hasEnd(block)
		},
	})
	require.NoError(t, err)
	require.False(t, got.Complete)
	require.Contains(t, got.Err().Error(), "1 blocks that PostHog showed before are listed no more")
	for _, line := range strings.Split(strings.TrimSpace(stored), "\n") {
		require.Contains(t, out.String(), line)
	}
}

// TestFetchMetadataIsTheLast lets a block come while the first are read: the
// metadata must be of the whole recording.
func TestFetchMetadataIsTheLast(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	r.record(1)
	posted := false
	got, err := r.client(nil).Fetch(t.Context(), session, posthog.FetchOptions{
		Wait: time.Minute,
		Complete: func(block []byte) bool {
			if !posted {
				posted = true
				at := r.clock.now().Add(9 * time.Second).UnixMilli()
				r.post(9, []string{fmt.Sprintf(`{"type":4,"timestamp":%d,"data":{}}`, at)})
			}
			return hasEnd(block)
		},
	})
	require.NoError(t, err)
	require.True(t, got.Complete, got.Reasons)
	require.Equal(t, 2, got.Blocks)
	require.Contains(t, string(got.Metadata), `"recording_duration":9`)
}

func TestFetchSaysWhatItWaitsFor(t *testing.T) {
	r := newRig(t, minihog.Faults{Lag: 12 * time.Second})
	r.record(1)
	_, _, err := r.fetch(r.client(nil), time.Minute)
	require.NoError(t, err)
	require.Contains(t, r.lines[0], fmt.Sprintf("recording %s: not there yet (404 Recording not found); PostHog usually needs 10 to 60 s, 0s", session))
	require.Less(t, len(r.lines), 8, "lines repeat only every few seconds: %q", r.lines)
}

func TestFetchStopsWithItsContext(t *testing.T) {
	r := newRig(t, minihog.Faults{HiddenPolls: minihog.Forever})
	r.record(1)
	ctx, cancel := context.WithCancel(t.Context())
	c := r.client(func(o *posthog.Options) {
		o.Sleep = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	})
	got, err := c.Fetch(ctx, session, posthog.FetchOptions{})
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, got.Complete)
}

func TestFetchEndsWhenEvidenceCannotBeKept(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	r.record(1)
	full := errors.New("disk full")
	c := r.client(func(o *posthog.Options) { o.Archive = func(string, []byte) error { return full } })
	got, _, err := r.fetch(c, time.Minute)
	require.ErrorIs(t, err, full)
	require.False(t, got.Complete)
}

func TestFetchBadSession(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	got, err := r.client(nil).Fetch(t.Context(), "../../users", posthog.FetchOptions{})
	require.ErrorContains(t, err, "not a session id")
	require.False(t, got.Complete)
}
