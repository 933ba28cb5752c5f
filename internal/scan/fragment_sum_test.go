package scan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A page that shows the last four digits at a million places does not fill the memory,
// and what a later place adds is not lost.
func TestFragmentsAreBounded(t *testing.T) {
	s, err := New(Options{Canaries: partly(), Policy: DefaultPolicy()})
	require.NoError(t, err)
	for i := range maxPlaces + 499 {
		s.Event(i, "w", inputEvent(t, int64(i), i, "**** **** **** 8210"))
	}
	s.Event(maxPlaces+499, "w", inputEvent(t, maxPlaces+499, maxPlaces+499, "5200 82** **** 8210"))
	require.LessOrEqual(t, len(s.fragments.list), maxPlaces+len(partly()))
	r := s.Report()
	require.Len(t, r.Findings, 1)
	require.Equal(t, "digits 1-6 and 13-16 of 16", r.Findings[0].Revealed)
	require.Equal(t, maxPlaces+500, r.Findings[0].Count)
}
