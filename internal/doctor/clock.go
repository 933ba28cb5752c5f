package doctor

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/maskproof/maskproof/internal/posthog"
)

// What a clock may be off: the API's times have whole seconds.
const (
	skewNoted  = 5 * time.Second
	skewFailed = 5 * time.Minute
)

// clock compares the time of answers with our own.
type clock struct {
	mu   sync.Mutex
	seen bool
	off  time.Duration // how far ours is ahead; the least of all answers
}

// watch is a client that has the clock see its answers.
func (c *clock) watch(client *http.Client, now func() time.Time) *http.Client {
	if client == nil {
		client = &http.Client{Timeout: apiTime}
	}
	out := *client
	next := out.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	out.Transport = watched(func(r *http.Request) (*http.Response, error) {
		asked := now()
		res, err := next.RoundTrip(r)
		if err == nil {
			c.compare(res.Header.Get("Date"), asked, now())
		}
		return res, err
	})
	return &out
}

// compare takes the time of an answer, which was made between two of our own.
func (c *clock) compare(date string, asked, answered time.Time) {
	theirs, err := http.ParseTime(date)
	if err != nil {
		return
	}
	var off time.Duration
	switch {
	case theirs.After(answered):
		off = answered.Sub(theirs)
	case theirs.Add(time.Second).Before(asked):
		off = asked.Sub(theirs.Add(time.Second))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.seen || off.Abs() < c.off.Abs() {
		c.seen, c.off = true, off
	}
}

type watched func(*http.Request) (*http.Response, error)

func (f watched) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func skew(_ context.Context, e *exam) finding {
	c := &e.clock
	c.mu.Lock()
	defer c.mu.Unlock()
	way := "behind"
	if c.off > 0 {
		way = "ahead of"
	}
	text := fmt.Sprintf("this machine's clock is %s %s PostHog's", c.off.Abs().Round(time.Second), way)
	fix := "set the clock (timedatectl set-ntp true): steps are matched with recordings by time"
	switch {
	case !c.seen:
		return unchecked("PostHog's answers have no date", "compare this machine's clock by hand")
	case c.off.Abs() > skewFailed:
		return failed(text, fix)
	case c.off.Abs() > skewNoted:
		return warning(text, fix)
	}
	return fine("agrees with PostHog's to some seconds")
}

// longest is what the doctor waits for a busy PostHog.
const longest = 3 * time.Second

// aMoment waits, unless it is for long.
func aMoment(ctx context.Context, d time.Duration) error {
	if d > longest {
		return fmt.Errorf("it asks to wait %s", d.Round(time.Second))
	}
	return posthog.Sleep(ctx, d)
}
