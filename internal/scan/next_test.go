package scan

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/recording"
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
