package posthog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// answer reads what came: the body of a good answer, or the error it stands
// for. Every body is archived, errors too.
func (c *Client) answer(ctx context.Context, q call, res *http.Response) ([]byte, error) {
	defer res.Body.Close()
	body, broke := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	body = c.blank(body)
	if err := c.archive(q, res, body); err != nil {
		return nil, fmt.Errorf("%s: keep the answer: %w", q.op, err)
	}
	switch {
	case broke != nil:
		return nil, c.broken(ctx, q, fmt.Errorf("the answer broke off after %d bytes: %w", len(body), broke))
	case len(body) > maxBody:
		return nil, fmt.Errorf("%s: the answer is larger than %d MiB", q.op, maxBody>>20)
	case res.StatusCode >= 300 || page(q, res.Header, body):
		e := &StatusError{Op: q.op, Method: res.Request.Method, Path: res.Request.URL.Path, Status: res.StatusCode}
		return nil, explain(e, res.Header, body, c.base, c.o.Now())
	}
	return body, nil
}

// broken wraps a transport error without its URL, whose query is noise, and
// keeps the context's own error apart: an interrupt is no trouble of PostHog.
func (c *Client) broken(ctx context.Context, q call, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", q.op, ctx.Err())
	}
	var at *url.Error
	if errors.As(err, &at) {
		err = fmt.Errorf("%s: %w", c.base.Host, at.Err)
	}
	return &transportError{q.op, err}
}

// archive hands the body over as evidence, with the tokens of a settings answer
// blanked.
func (c *Client) archive(q call, res *http.Response, body []byte) error {
	if q.redact != nil {
		body = q.redact(body)
	}
	name := fmt.Sprintf("%04d-%s", c.calls.Add(1), q.name)
	if res.StatusCode != http.StatusOK {
		name += fmt.Sprintf("-%d", res.StatusCode)
	}
	return c.o.Archive(name+extension(res.Header.Get("Content-Type")), body)
}

func extension(kind string) string {
	switch {
	case strings.Contains(kind, "jsonl"):
		return ".jsonl"
	case strings.Contains(kind, "json"):
		return ".json"
	case strings.Contains(kind, "octet-stream"):
		return ".bin"
	}
	return ".txt"
}

// page tells whether a web page, or plain text where JSON was asked for, came.
func page(q call, header http.Header, body []byte) bool {
	kind := header.Get("Content-Type")
	if q.raw || strings.Contains(kind, "json") {
		return strings.Contains(kind, "html")
	}
	start := bytes.TrimSpace(body)
	return len(start) > 0 && start[0] != '{' && start[0] != '['
}
