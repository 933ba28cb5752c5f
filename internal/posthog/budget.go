package posthog

import (
	"fmt"
	"time"

	"golang.org/x/time/rate"
)

// pace is how long Fetch pauses between looks: first, growing by half up to
// most; settle once the end was seen, which must outlast the seconds for which
// PostHog caches its listing (session_recording_v2_service.py: 5 s).
type pace struct{ first, most, settle time.Duration }

func (b Budget) pace() pace {
	if b.Unlimited {
		return pace{50 * time.Millisecond, time.Second, 50 * time.Millisecond}
	}
	return pace{2 * time.Second, 20 * time.Second, 6 * time.Second}
}

// bucket is one of PostHog's throttles, with its limits by minute and by hour.
// Nil is no throttle.
type bucket struct{ limits []*rate.Limiter }

func (b Budget) bucket() *bucket {
	if b.Unlimited {
		return nil
	}
	minute, hour := b.PerMinute, b.PerHour
	if minute <= 0 {
		minute = 12
	}
	if hour <= 0 {
		hour = 60
	}
	burst := b.Burst
	if burst <= 0 {
		burst = minute
	}
	return &bucket{[]*rate.Limiter{
		rate.NewLimiter(rate.Limit(float64(minute)/60), burst),
		rate.NewLimiter(rate.Limit(float64(hour)/3600), hour),
	}}
}

// reserve takes one call at now and returns how long to wait before making it.
// It takes none and returns a *budgetError if that would be after until.
func (b *bucket) reserve(now, until time.Time) (time.Duration, error) {
	if b == nil {
		return 0, nil
	}
	var wait time.Duration
	var taken []*rate.Reservation
	for _, limit := range b.limits {
		r := limit.ReserveN(now, 1)
		taken = append(taken, r)
		wait = max(wait, r.DelayFrom(now))
	}
	if until.IsZero() || !now.Add(wait).After(until) {
		return wait, nil
	}
	for _, r := range taken {
		r.CancelAt(now)
	}
	return 0, &budgetError{wait}
}

// budgetError says that PostHog's published limits leave no call in time.
type budgetError struct{ wait time.Duration }

func (e *budgetError) Error() string {
	return fmt.Sprintf("PostHog's limit of recording calls is used up: the next one is allowed in %s", e.wait.Round(time.Second))
}
