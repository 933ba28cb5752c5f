package posthog

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// maxBody bounds one answer, in bytes: 21 blocks of PostHog's largest flush do
// not reach it.
const maxBody = 512 << 20

// maxTries is how often a call that fails in passing is made in all.
const maxTries = 4

// call is one question to the API.
type call struct {
	op     string // for errors: "list the sources of recording 0192…"
	method string // "" means GET
	path   string // behind the project, such as "/session_recordings"; may be ""
	kind   string // "projects" or "environments"
	query  url.Values
	name   string                     // of the archived answer
	raw    bool                       // the answer is not JSON
	redact func([]byte) []byte        // what to blank in the archived answer; nil: nothing more than the key
	budget *bucket                    // which throttle counts it; nil: none
	until  time.Time                  // no waiting beyond this; zero: no bound
	wait   func(time.Duration, error) // told of a wait of a second or more; may be nil
}

// do makes the call, waiting for the budget, and again where it failed in
// passing: Retry-After as asked, else after 0.5 s, 1 s, 2 s.
func (c *Client) do(ctx context.Context, q call) ([]byte, error) {
	for try := 1; ; try++ {
		pause, err := q.budget.reserve(c.o.Now(), q.until)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.op, err)
		}
		if err := c.pause(ctx, q, pause, &budgetError{pause}); err != nil {
			return nil, err
		}
		body, err := c.once(ctx, q)
		if err == nil || !passing(err) || try == maxTries || ctx.Err() != nil {
			return body, err
		}
		pause = backoff(err, try)
		if !q.until.IsZero() && c.o.Now().Add(pause).After(q.until) {
			return nil, err
		}
		if err := c.pause(ctx, q, pause, err); err != nil {
			return nil, err
		}
	}
}

func backoff(err error, try int) time.Duration {
	var status *StatusError
	if errors.As(err, &status) && status.RetryAfter > 0 {
		return status.RetryAfter
	}
	return 500 * time.Millisecond << (try - 1)
}

func (c *Client) pause(ctx context.Context, q call, d time.Duration, why error) error {
	if d <= 0 {
		return nil
	}
	if q.wait != nil && d >= time.Second {
		q.wait(d, why)
	}
	if err := c.o.Sleep(ctx, d); err != nil {
		return fmt.Errorf("%s: %w", q.op, err)
	}
	return nil
}

// once makes the call once.
func (c *Client) once(ctx context.Context, q call) ([]byte, error) {
	req, err := c.request(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.op, err)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, c.broken(ctx, q, err)
	}
	return c.answer(ctx, q, res)
}

func (c *Client) request(ctx context.Context, q call) (*http.Request, error) {
	method := q.method
	if method == "" {
		method = http.MethodGet
	}
	u := c.base.JoinPath("api", q.kind, c.o.Project, q.path, "/")
	u.RawQuery = q.query.Encode()
	req, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return nil, err
	}
	c.authorize(req)
	req.Header.Set("Accept", "application/json, application/jsonl, application/octet-stream")
	req.Header.Set("User-Agent", "maskproof")
	return req, nil
}
