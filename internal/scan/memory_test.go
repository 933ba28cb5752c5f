package scan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// TestFindingsOutliveTheEvent writes over the memory of an event, as a reader
// does with the next one.
func TestFindingsOutliveTheEvent(t *testing.T) {
	const needle = "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"
	s := newScanner(t, planted()...)
	play := func(index int, attribute string) int {
		raw := []byte(fmt.Sprintf(`{"type":3,"data":{"source":0,"attributes":[{"id":4,"attributes":{%q:%q}}]},"timestamp":5}`, attribute, needle))
		ev, err := rrweb.Decode(raw)
		require.NoError(t, err)
		fresh := len(s.Event(index, "w", ev))
		copy(raw, strings.Repeat("x", len(raw)))
		return fresh
	}
	require.Equal(t, 1, play(0, "title"))
	before := s.Report().Findings
	require.Equal(t, 1, play(1, "other"), "another attribute is another place")
	require.Equal(t, 0, play(2, "title"), "the first place is still known")
	after := s.Report().Findings
	require.Len(t, after, 2)
	require.Equal(t, 2, after[0].Count)
	after[0].Count, after[0].LastTimestamp = before[0].Count, before[0].LastTimestamp
	require.Equal(t, before[0], after[0])
}

// TestFindingsAreBounded holds that a value at very many places is reported all
// the same, and that a leak shows behind any number of preexisting places.
func TestFindingsAreBounded(t *testing.T) {
	c := planted()[0]
	c.PlantedAt = time.UnixMilli(1000)
	s := newScanner(t, c)
	for i := range maxPlaces + 500 {
		s.Event(i, "w", inputEvent(t, 999, i+1, c.Value))
	}
	s.Event(maxPlaces+500, "w", inputEvent(t, 1000, 1, c.Value))
	r := s.Report()
	require.Len(t, r.Findings, maxPlaces+2)
	require.True(t, r.Findings[0].Leak)
	require.Equal(t, 500, r.Findings[len(r.Findings)-1].Count)
}

func TestUnscannedIsBounded(t *testing.T) {
	s := newScanner(t, planted()...)
	for i := range maxUnscanned + 5 {
		s.Unscanned(Unscanned{Event: i, Reason: "broken"})
	}
	r := s.Report()
	require.Len(t, r.Unscanned, maxUnscanned+1)
	require.Equal(t, Unscanned{Event: -1, Reason: "5 more parts that could not be read"}, r.Unscanned[maxUnscanned])
}
