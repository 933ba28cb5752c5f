package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/maskproof/maskproof/internal/flow"
)

// fail turns what stopped a step into a StepError, with a screenshot of the page.
func (r *run) fail(ctx context.Context, i int, s flow.Step, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e := &StepError{
		Flow: r.flow.Name, File: s.From(r.flow), Line: s.Line, Index: max(i, 0), Title: s.Title(),
		URL: r.pageURL(ctx), Err: err,
	}
	if s.Locator != nil {
		e.Locator = s.Locator.String()
	}
	var (
		o *obstacle
		n *refusal
	)
	switch {
	case errors.As(err, &o):
		e.Reason, e.Candidates = o.reason, o.candidates
	case errors.As(err, &n):
		e.Reason, e.Candidates = n.reason, n.candidates
	default:
		e.Reason = err.Error()
	}
	if o != nil && len(e.Candidates) == 0 && s.Locator != nil {
		e.Candidates = r.near(ctx, s)
	}
	if timedOut(err) {
		limit := s.Timeout
		if limit == 0 {
			limit = r.opts.StepTimeout
		}
		e.Reason += fmt.Sprintf(" (waited %s)", limit)
	}
	if by := r.refusedBy(ctx); by != "" {
		refused := &RefusedError{By: by}
		e.Reason, e.Err = refused.Error()+"; "+e.Reason, errors.Join(refused, err)
	}
	e.Reason = r.opts.Redact(e.Reason)
	for j, c := range e.Candidates {
		e.Candidates[j] = r.opts.Redact(c)
	}
	e.Screenshot, e.Accessibility = r.screenshot(ctx, i), r.accessibility(ctx, i)
	return e
}

// near lists what stands near an element that was found and could not be acted on:
// perhaps it was another that was meant.
func (r *run) near(ctx context.Context, s flow.Step) []string {
	bound, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	f := r.tab.top
	if !s.Frames.Any() {
		var err error
		if f, err = r.tab.frame(bound, s.Frames); err != nil {
			return nil
		}
	}
	names, err := f.near(bound, *s.Locator)
	if err != nil {
		return nil
	}
	return names
}

// refusedBy looks in the page and all its frames for somebody who asks for a human.
func (r *run) refusedBy(ctx context.Context) string {
	bound, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var by string
	ask := func(f *frame) error {
		if by != "" {
			return nil
		}
		return f.engine(bound, &by, "refuses")
	}
	if err := ask(r.tab.top); err != nil {
		return ""
	}
	r.tab.eachFrame(bound, r.tab.top, ask)
	return by
}

// pageURL is the address of the page now, without what may hold values.
func (r *run) pageURL(ctx context.Context) string {
	bound, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var at string
	if err := r.tab.top.engine(bound, &at, "url"); err != nil {
		r.tab.top.world = 0
		return ""
	}
	return r.opts.Redact(strings.SplitN(at, "?", 2)[0])
}

// screenshot saves the page as it looks now and returns the file's name relative
// to the run folder; "" if there is none to be had.
func (r *run) screenshot(ctx context.Context, i int) string {
	bound, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return r.save(i, ".png", func() ([]byte, error) {
		shot, err := call(bound, r.tab.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
		return shot.Data, err
	})
}

// save writes what take returns into the run folder, as a file of the step.
func (r *run) save(i int, ending string, take func() ([]byte, error)) string {
	if r.opts.Dir == "" {
		return ""
	}
	data, err := take()
	if err != nil {
		return ""
	}
	name := filepath.Join("screenshots", fmt.Sprintf("%s-%02d%s", r.flow.Name, i+1, ending))
	path := filepath.Join(r.opts.Dir, name)
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil || os.WriteFile(path, data, 0o600) != nil {
		return ""
	}
	return filepath.ToSlash(name)
}
