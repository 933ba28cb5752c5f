package posthog

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
)

// Source is one entry of the list of a recording's parts, as PostHog gives it.
type Source struct {
	Kind  string `json:"source"`          // blob_v2 | blob_v2_lts, and of old builds blob | realtime
	Key   string `json:"blob_key"`        // blob_v2: decimal index by start time, so it shifts when a block comes late
	Start string `json:"start_timestamp"` // ISO 8601; "" if PostHog gives none
	End   string `json:"end_timestamp"`
}

// The kinds of sources.
const (
	sourceBlobV2   = "blob_v2"
	sourceLTS      = "blob_v2_lts"
	sourceBlobV1   = "blob"
	sourceRealtime = "realtime"
)

// query asks for the data of a source that is not numbered; nil for a kind that
// is not known.
func (s Source) query() url.Values {
	switch s.Kind {
	case sourceLTS:
		return url.Values{"source": {s.Kind}, "blob_key": {s.Key}, "decompress": {"false"}}
	case sourceBlobV1:
		return url.Values{"source": {s.Kind}, "blob_key": {s.Key}}
	case sourceRealtime:
		return url.Values{"source": {s.Kind}}
	}
	return nil
}

func (f *fetch) listSources(ctx context.Context) ([]Source, error) {
	body, err := f.c.recordings(ctx, call{
		op: "list the sources of recording " + f.id, path: recordingPath(f.id) + "/snapshots", name: "sources",
		query: url.Values{"blob_v2": {"true"}}, budget: f.c.snaps, until: f.until, wait: f.waiting,
	})
	if err != nil {
		return nil, err
	}
	var answer struct {
		Sources *[]Source `json:"sources"`
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Sources == nil {
		return nil, fmt.Errorf("list the sources of recording %s: the answer has no list of sources (%v)", f.id, err)
	}
	return *answer.Sources, checkKeys(f.id, *answer.Sources)
}

// checkKeys refuses a list whose blocks are not numbered from 0: ranges of it
// would miss some.
func checkKeys(id string, list []Source) error {
	next := 0
	for _, s := range list {
		if s.Kind != sourceBlobV2 {
			continue
		}
		if s.Key != strconv.Itoa(next) {
			return fmt.Errorf("list the sources of recording %s: block %q stands where block %d should", id, s.Key, next)
		}
		next++
	}
	return nil
}

// metadata reads the recording's own record, which counts against no snapshot
// budget.
func (f *fetch) metadata(ctx context.Context) (json.RawMessage, error) {
	body, err := f.c.recordings(ctx, call{
		op: "find recording " + f.id, path: recordingPath(f.id), name: "recording", until: f.until, wait: f.waiting,
	})
	if err != nil {
		return nil, err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		return nil, fmt.Errorf("find recording %s: the answer is no JSON object: %w", f.id, err)
	}
	return body, nil
}
