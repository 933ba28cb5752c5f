package scan

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// TestNextIsAsNew: what a scanner reports of a recording does not depend on those
// that were read before it, however alike they are.
func TestNextIsAsNew(t *testing.T) {
	list, values := loadCorpus(t)
	var stored [][]byte
	for i, c := range list {
		if i%9 == 0 {
			for _, v := range c.Visits()[:2] {
				stored = append(stored, storedRecording(t, v))
			}
		}
	}
	o := Options{Canaries: values.Canaries(), Policy: DefaultPolicy()}
	chained, err := New(o)
	require.NoError(t, err)
	report := func(s *Scanner, data []byte) Report {
		require.NoError(t, s.Read(context.Background(), recording.Read(bytes.NewReader(data)), nil))
		return s.Report()
	}
	found := 0
	for round := range 2 { // in the second each text is known
		for i, data := range stored {
			fresh, err := New(o)
			require.NoError(t, err)
			want := report(fresh, data)
			chained = chained.Next("", nil)
			require.Equal(t, want, report(chained, data), "recording %d, round %d", i, round)
			found += len(want.Findings)
		}
	}
	require.Greater(t, found, 20)
}

// TestNextFindsAgain: what was found in one recording is found in the next, too.
func TestNextFindsAgain(t *testing.T) {
	s := newDetecting(t, detect.Options{})
	for range 3 {
		s = s.Next("", nil)
		s.Event(0, "w", customEvent(t, 0, map[string]any{"ssn": "536228741"}))
		require.Len(t, s.Report().Findings, 1)
	}
}

// TestNextKnowsNoPage: what stood on a page of one recording before the plant is a
// leak in the next one.
func TestNextKnowsNoPage(t *testing.T) {
	c := canary.Canary{ID: "card", Kind: canary.Card, Value: "4242424242424242", PlantedAt: time.UnixMilli(200)}
	page := func(at int64) []*rrweb.Event {
		text := map[string]any{"type": 3, "id": 7, "textContent": "Try 4242 4242 4242 4242"}
		return []*rrweb.Event{
			event(t, map[string]any{"type": 4, "timestamp": at, "data": map[string]any{"href": "/a"}}),
			event(t, map[string]any{"type": 2, "timestamp": at, "data": map[string]any{
				"node": map[string]any{"type": 0, "id": 1, "childNodes": []any{text}}}}),
		}
	}
	s := newScanner(t, c)
	for _, want := range []struct {
		at   int64
		leak bool
	}{{100, false}, {300, true}} {
		s = s.Next("", nil)
		for i, ev := range page(want.at) {
			s.Event(i, "w", ev)
		}
		found := s.Report().Findings
		require.Len(t, found, 1)
		require.Equal(t, want.leak, found[0].Leak)
	}
}
