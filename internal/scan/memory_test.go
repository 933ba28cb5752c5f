package scan

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFindingsOutliveTheEvents writes over the memory of each event after it was
// scanned, as a decoder does with the next one: nothing that was found may change.
func TestFindingsOutliveTheEvents(t *testing.T) {
	for _, reveal := range []bool{false, true} {
		report := func(overwrite bool) Report {
			s, err := New(Options{Canaries: planted(), Policy: DefaultPolicy(), Recording: "rec", Reveal: reveal})
			require.NoError(t, err)
			for _, tt := range splits {
				stage := newStage(t, false)
				tt.play(stage)
				for _, c := range planted() {
					stage.events = append(stage.events, textEvent(t, 9, 1, c.Value), inputEvent(t, 9, 7, c.Value[:len(c.Value)-1]),
						inputEvent(t, 9, 7, "**** **** **** 4242"), customEvent(t, 9, map[string]any{"key": c.Value, c.Value: 1}))
				}
				for i, ev := range stage.events {
					s.Event(i, "w", ev)
					if overwrite {
						copy(ev.JSON, bytes.Repeat([]byte{'X'}, len(ev.JSON)))
					}
				}
			}
			return s.Report()
		}
		want := report(false)
		require.Greater(t, len(want.Findings), 30)
		require.Equal(t, want, report(true))
	}
}
