package posthog_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

// TestBudgetIsKept counts snapshot calls in any minute and hour of the clock.
func TestBudgetIsKept(t *testing.T) {
	r := newRig(t, minihog.Faults{EmptySources: minihog.Forever})
	r.record(1)
	var at []time.Time
	c := r.client(func(o *posthog.Options) {
		o.Budget = posthog.Budget{}
		keep := o.Archive
		o.Archive = func(name string, body []byte) error {
			if name[5:] == "sources.json" {
				at = append(at, r.clock.now())
			}
			return keep(name, body)
		}
	})
	got, _, err := r.fetch(c, 3*time.Hour)
	require.NoError(t, err)
	require.False(t, got.Complete)
	require.Greater(t, len(at), 100, "it goes on asking")
	// A token bucket lets its burst and the refill of one period through.
	require.LessOrEqual(t, most(at, time.Minute), 24)
	require.LessOrEqual(t, most(at, time.Hour), 120)
	require.LessOrEqual(t, len(at), 60+3*60+1)
}

func most(at []time.Time, window time.Duration) int {
	best := 0
	for i := range at {
		n := 0
		for _, t := range at[i:] {
			if t.Sub(at[i]) < window {
				n++
			}
		}
		best = max(best, n)
	}
	return best
}

func TestBudgetUsedUpEndsInWords(t *testing.T) {
	r := newRig(t, minihog.Faults{EmptySources: minihog.Forever})
	r.record(1)
	c := r.client(func(o *posthog.Options) { o.Budget = posthog.Budget{PerMinute: 2, PerHour: 3} })
	got, _, err := r.fetch(c, 10*time.Minute)
	require.NoError(t, err)
	require.Contains(t, got.Err().Error(), "limit of recording calls is used up")
}

// TestBudgetIsSharedByWith empties the budget with one client: the other, which
// archives elsewhere, has to wait.
func TestBudgetIsSharedByWith(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	r.record(1)
	first := r.client(func(o *posthog.Options) { o.Budget = posthog.Budget{PerMinute: 4, PerHour: 4} })
	got, _, err := r.fetch(first, time.Minute)
	require.NoError(t, err)
	require.True(t, got.Complete, got.Reasons)

	var names []string
	second := first.With(func(name string, _ []byte) error { names = append(names, name); return nil }, nil)
	kept := len(r.archive)
	got, _, err = r.fetch(second, time.Minute)
	require.NoError(t, err)
	require.Contains(t, got.Err().Error(), "limit of recording calls is used up")
	require.Equal(t, []string{"0001-recording.json"}, names)
	require.Len(t, r.archive, kept, "each client archives for itself")
}

func TestRetryAfterIsHonoured(t *testing.T) {
	for _, silent := range []bool{false, true} {
		r := newRig(t, minihog.Faults{Throttled: 2, RetryAfter: 7 * time.Second, NoRetryHeader: silent})
		_, err := r.client(nil).Settings(t.Context())
		require.NoError(t, err)
		require.Equal(t, []time.Duration{7 * time.Second, 7 * time.Second}, r.clock.slept)
	}
}

func TestServerErrorsBackOff(t *testing.T) {
	r := newRig(t, minihog.Faults{ServerErrors: minihog.Forever})
	_, err := r.client(nil).Settings(t.Context())
	require.ErrorContains(t, err, "status 500: A server error occurred.")
	require.Equal(t, []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second}, r.clock.slept)
}

func TestRefusalsAreNotRetried(t *testing.T) {
	r := newRig(t, minihog.Faults{})
	_, err := r.client(func(o *posthog.Options) { o.Key = "phx_other" }).Settings(t.Context())
	require.ErrorContains(t, err, "status 401")
	require.Empty(t, r.clock.slept)
}
