package posthog

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Options says which PostHog a Client speaks to, as whom, and with what.
type Options struct {
	Host    string // the app's URL, such as "https://eu.posthog.com"; no path but a proxy prefix
	Project string // project (environment) id, or "@current"
	Key     Secret // personal API key

	HTTP   *http.Client // nil means a client with a timeout of 60 s a call
	Budget Budget       // zero: the published limits of PostHog's free plan; shared by Client.With

	Now   func() time.Time                           // nil means time.Now
	Sleep func(context.Context, time.Duration) error // nil means a timer; returns early with the context's error

	// Archive keeps a raw response body as evidence, under a name such as
	// "0003-snapshots-0-19.bin". Keys and tokens are blanked before. An error
	// ends the call. It may be called from several goroutines at once.
	Archive func(name string, body []byte) error

	// Progress takes a line a person understands while Fetch waits. It is called
	// when there is something new to say, and else every 5 s or later; it may be
	// called from several goroutines at once.
	Progress func(Progress)
}

// Budget is how often PostHog may be asked for snapshots. Zero fields stand for
// the figures of PostHog's free plan (PostHog/posthog,
// posthog/settings/session_replay.py).
type Budget struct {
	PerMinute int // calls; 0 means 12
	PerHour   int // calls; 0 means 60
	Burst     int // calls at once; 0 means PerMinute

	// Unlimited is for the embedded PostHog: no limits and short pauses.
	Unlimited bool
}

// Progress is what Fetch is waiting for.
type Progress struct {
	Session   string
	Text      string        // such as "not there yet (404)"
	Elapsed   time.Duration // since Fetch began
	Remaining time.Duration // until Fetch gives up
	Blocks    int           // blocks seen so far
}

// String is the line for a person: "recording 0192…: not there yet (404), 12s".
func (p Progress) String() string {
	return fmt.Sprintf("recording %s: %s, %s", p.Session, p.Text, p.Elapsed.Round(time.Second))
}

func (o Options) withDefaults() Options {
	if o.HTTP == nil {
		o.HTTP = &http.Client{Timeout: time.Minute}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = Sleep
	}
	if o.Archive == nil {
		o.Archive = func(string, []byte) error { return nil }
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	return o
}

// Sleep waits on a timer, or until ctx ends: its error then.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
