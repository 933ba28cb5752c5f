package browser

import (
	"context"
	"net/url"
	"regexp"
)

// PostHog is what posthog-js in a page says of itself. The token is public: every
// visitor gets it.
type PostHog struct {
	APIHost string // where it sends to
	UIHost  string // where its project is looked at; "" where the app does not say
	Token   string // of the project (phc_…)
	Version string
}

func (s *recorderState) posthog() PostHog {
	return PostHog{APIHost: s.APIHost, UIHost: s.UIHost, Token: s.Token, Version: s.Lib}
}

// posthog waits until posthog-js was started in the page, and goes by its requests
// where an app keeps it to itself; nil where there is none.
func (s *survey) posthog(ctx context.Context) (*PostHog, error) {
	limit := s.opts.Patience
	if len(s.pages) > 0 && s.pages[0].PostHog == nil {
		limit = 0 // the first page was given the time
	}
	state := &recorderState{}
	err := poll(ctx, limit, func() error {
		if err := s.tab.ask(ctx, state, "state"); err != nil {
			return s.tab.forget(err)
		}
		if !state.Loaded {
			return &obstacle{reason: "posthog-js is not started"}
		}
		return nil
	})
	if err != nil && !timedOut(err) {
		return nil, err
	}
	if state.Loaded {
		return new(state.posthog()), nil
	}
	return s.tab.traffic.posthog(), nil
}

// configPath is where posthog-js asks for remote config (posthog-js 1.449.2,
// packages/browser/src/remote-config.ts).
var configPath = regexp.MustCompile(`^(.*)/array/(phc_\w+)/`)

// posthog is what requests tell of posthog-js: the address goes to an asset host,
// whose name differs from the one that recordings go to. nil where there were none.
func (t *traffic) posthog() *PostHog {
	for _, s := range t.sightings() {
		u, err := url.Parse(s.url)
		if err != nil {
			continue
		}
		if m := configPath.FindStringSubmatch(u.Path); m != nil {
			return &PostHog{APIHost: u.Scheme + "://" + u.Host + m[1], Token: m[2]}
		}
	}
	return nil
}
