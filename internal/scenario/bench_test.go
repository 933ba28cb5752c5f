package scenario_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

// BenchmarkFlowsAtOnce runs the flows of the masked demo alone, one after the other, and
// then all at once. "at-once" is what all take over the slowest alone, from the first
// step of any to the last one's verdict; the budget is 1.5. "verdict-ms" is from a flow's
// last step, alone, to its verdict: the recorder's flush, fetching and judging; the budget
// is a second.
func BenchmarkFlowsAtOnce(b *testing.B) {
	s, d, browsers := load(b, "demo-masked"), deps(b), &scenario.Browsers{}
	b.Cleanup(browsers.Close)
	d.Lent = browsers
	all := s.Flows
	walk := func(flows ...string) *clock {
		c := &clock{stepped: map[string]time.Time{}}
		d.Notify, d.Out, s.Flows = c.note, b.TempDir(), flows
		result, _, err := scenario.Run(context.Background(), s, d)
		require.NoError(b, err)
		require.Equal(b, verify.VerdictMasked, result.Verdict)
		return c
	}
	walk(all...) // the first visit pays for caches
	var alone, together, verdict time.Duration
	for b.Loop() {
		var slowest time.Duration
		for _, f := range all {
			c := walk(f)
			slowest, verdict = max(slowest, c.took()), max(verdict, c.judged)
		}
		alone, together = alone+slowest, together+walk(all...).took()
	}
	b.ReportMetric(float64(alone.Milliseconds())/float64(b.N), "slowest-ms")
	b.ReportMetric(float64(together)/float64(alone), "at-once")
	b.ReportMetric(float64(verdict.Milliseconds()), "verdict-ms")
}

// clock takes the times of a run from its notes.
type clock struct {
	began, ended time.Time
	stepped      map[string]time.Time // when a flow's last step ended
	judged       time.Duration        // the longest from there to a verdict
}

func (c *clock) note(n scenario.Note) {
	switch {
	case n.Kind == scenario.NoteNow && n.Step == 1 && c.began.IsZero():
		c.began = n.Time
	case n.Kind == scenario.NoteStep:
		c.stepped[n.Flow] = n.Time
	case n.Kind == scenario.NoteDone:
		c.ended = n.Time
		c.judged = max(c.judged, n.Time.Sub(c.stepped[n.Flow]))
	}
}

func (c *clock) took() time.Duration { return c.ended.Sub(c.began) }
