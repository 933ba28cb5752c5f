package browser

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/flow"
)

func waitFor(r *run, ctx context.Context, s flow.Step) error {
	return poll(ctx, s.Timeout, func() error { return r.tab.holds(ctx, s.Frames, s.Condition) })
}

// holds checks a condition once; an obstacle says what is the case instead.
func (t *tab) holds(ctx context.Context, in flow.Frames, c *flow.Condition) error {
	return t.forget(t.check(ctx, in, c))
}

// forget drops what is known of a document that was replaced.
func (t *tab) forget(err error) error {
	if isGone(err) {
		t.top.world = 0
	}
	return err
}

func (t *tab) check(ctx context.Context, in flow.Frames, c *flow.Condition) error {
	switch {
	case c.Text != "":
		return t.checkText(ctx, in, c.Text)
	case c.URL != "":
		return t.checkPage(ctx, "url", "the URL is %s, without %q", c.URL)
	case c.Title != "":
		return t.checkPage(ctx, "title", "the title is %q, without %q", c.Title)
	case c.Visible != nil:
		return t.checkElement(ctx, in, *c.Visible, "look")
	case c.Enabled != nil:
		return t.checkElement(ctx, in, *c.Enabled, "enabled")
	case c.Hidden != nil:
		return t.checkHidden(ctx, in, *c.Hidden)
	case c.Count != nil:
		return t.checkCount(ctx, in, *c.Of, *c.Count)
	case c.Value != nil:
		return t.checkValue(ctx, in, *c.Of, *c.Value)
	}
	return t.checkRequest(c)
}

func (t *tab) checkText(ctx context.Context, in flow.Frames, text string) error {
	f, err := t.frame(ctx, in)
	if err != nil {
		return err
	}
	var there bool
	if err := f.engine(ctx, &there, "includesText", text); err != nil {
		return err
	}
	if !there {
		if revealed, err := f.reveal(ctx); err != nil || !revealed {
			return orObstacle(err, fmt.Sprintf("the text %q is not on the page", text))
		}
		return t.checkText(ctx, in, text)
	}
	return nil
}

func orObstacle(err error, reason string) error {
	if err != nil {
		return err
	}
	return &obstacle{reason: reason}
}

// checkPage looks at the page's own URL or title.
func (t *tab) checkPage(ctx context.Context, what, differs, want string) error {
	var is string
	if err := t.top.engine(ctx, &is, what); err != nil {
		return err
	}
	if what == "url" && !strings.Contains(is, want) {
		return &obstacle{reason: fmt.Sprintf(differs, bareURL(is), want)}
	}
	if what == "title" && !strings.Contains(strings.ToLower(is), strings.ToLower(want)) {
		return &obstacle{reason: fmt.Sprintf(differs, is, want)}
	}
	return nil
}

func (t *tab) checkElement(ctx context.Context, in flow.Frames, l flow.Locator, check string) error {
	e, err := t.locate(ctx, in, l)
	if err != nil {
		return err
	}
	return e.ready(ctx, check)
}

func (t *tab) checkHidden(ctx context.Context, in flow.Frames, l flow.Locator) error {
	m, err := t.findIn(ctx, in, l)
	if err != nil {
		return err
	}
	if m.Visible > 0 {
		return &obstacle{fmt.Sprintf("%s is still visible", l), m.Matches}
	}
	return nil
}

func (t *tab) checkCount(ctx context.Context, in flow.Frames, l flow.Locator, want int) error {
	m, err := t.findIn(ctx, in, l)
	if err != nil {
		return err
	}
	if m.Visible != want {
		return &obstacle{fmt.Sprintf("%d visible elements match %s, want %d", m.Visible, l, want), m.Matches}
	}
	return nil
}

// checkValue never shows what the field holds: it may be a canary.
func (t *tab) checkValue(ctx context.Context, in flow.Frames, l flow.Locator, want string) error {
	e, err := t.locate(ctx, in, l)
	if err != nil {
		return err
	}
	var value string
	if err := e.engine(ctx, &value, "value", e.index); err != nil {
		return err
	}
	if value != want {
		return e.hindered(ctx, fmt.Sprintf("it holds %d characters that are not %q", len([]rune(value)), want))
	}
	return nil
}

func (t *tab) checkRequest(c *flow.Condition) error {
	want, answered := c.Request, false
	if c.Response != "" {
		want, answered = c.Response, true
	}
	var near []string
	for _, s := range t.traffic.sightings() {
		if !strings.Contains(s.url, want) {
			near = append(near, fmt.Sprintf("%s %s", s.method, bareURL(s.url)))
			continue
		}
		if !answered || s.status != 0 && (c.Status == 0 || s.status == int64(c.Status)) {
			return nil
		}
		near = append(near, fmt.Sprintf("%s %s answered %d", s.method, bareURL(s.url), s.status))
	}
	return &obstacle{fmt.Sprintf("no %s since the step before", c), lastOf(near, 5)}
}

func lastOf(list []string, n int) []string {
	list = slices.Compact(list)
	return list[max(len(list)-n, 0):]
}

// findIn looks for all that a locator, or the first of its fallbacks that finds
// something, matches.
func (t *tab) findIn(ctx context.Context, in flow.Frames, l flow.Locator) (match, error) {
	if in.Any() {
		return t.findAnywhere(ctx, l)
	}
	f, err := t.frame(ctx, in)
	if err != nil {
		return match{}, err
	}
	m, err := f.find(ctx, l.First())
	for _, other := range l.Or {
		if err != nil || m.Count > 0 {
			break
		}
		m, err = f.find(ctx, other)
	}
	return m, err
}

func (t *tab) findAnywhere(ctx context.Context, l flow.Locator) (match, error) {
	_, err := t.locate(ctx, flow.Frames{{Any: true}}, l)
	var none *obstacle
	if errors.As(err, &none) {
		return match{}, nil
	}
	return match{Count: 1, Visible: 1}, err
}
