package browser

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/maskproof/maskproof/internal/flow"
)

// act does what a step says, apart from plants; it returns an obstacle, a
// refusal or a protocol error.
func (t *tab) act(ctx context.Context, base *url.URL, s flow.Step) error {
	switch s.Verb {
	case flow.Goto:
		return t.open(ctx, base, s.Value)
	case flow.WaitFor, flow.Expect:
		return poll(ctx, s.Timeout, func() error { return t.holds(ctx, s.Frames, s.Condition) })
	case flow.Press:
		if s.Locator == nil {
			return t.press(ctx, s.Value)
		}
	case flow.Checkpoint:
		return nil
	}
	return t.onElement(ctx, s, func(e element) error { return t.perform(ctx, s, e) })
}

// onElement resolves the step's element and does something with it, again and
// again until nothing stands in the way or the deadline passes. do must not have
// acted when it returns an obstacle.
func (t *tab) onElement(ctx context.Context, s flow.Step, do func(element) error) error {
	action := map[flow.Verb]string{flow.Fill: "type", flow.Type: "type", flow.Hover: "hover"}[s.Verb]
	if action == "" {
		action = "act"
	}
	return poll(ctx, s.Timeout, func() error {
		e, err := t.locate(ctx, s.Frames, *s.Locator)
		if err == nil {
			err = e.ready(ctx, action)
		}
		if err == nil {
			err = do(e)
		}
		if err != nil && t.top.world != 0 && isGone(err) {
			t.top.world = 0
		}
		return err
	})
}

func (t *tab) perform(ctx context.Context, s flow.Step, e element) error {
	switch s.Verb {
	case flow.Fill, flow.Type:
		return t.enterText(ctx, e, s.Value, s.Verb == flow.Fill)
	case flow.Press:
		if err := t.focus(ctx, e); err != nil {
			return err
		}
		return t.press(ctx, s.Value)
	case flow.Click:
		return t.click(ctx, e)
	case flow.Check, flow.Uncheck:
		return t.setChecked(ctx, e, s)
	case flow.Select:
		return t.selectOption(ctx, e, s.Value)
	case flow.Hover:
		x, y, err := e.point(ctx)
		if err != nil {
			return err
		}
		return t.mouse(ctx, input.DispatchMouseEventTypeMouseMoved, x, y, 0)
	}
	return fmt.Errorf("verb %s is not known to the browser", s.Verb)
}

func (t *tab) click(ctx context.Context, e element) error {
	x, y, err := e.point(ctx)
	if err != nil {
		return err
	}
	return t.clickAt(ctx, x, y)
}

// focus clicks the element as a person would, and makes sure it took the focus.
func (t *tab) focus(ctx context.Context, e element) error {
	if err := t.click(ctx, e); err != nil {
		return err
	}
	var focused bool
	if err := e.engine(ctx, &focused, "focus", e.index); err != nil {
		return err
	}
	if !focused {
		return &obstacle{reason: "it does not take the focus"}
	}
	return nil
}

// enterText types into an element, over its content or behind it.
func (t *tab) enterText(ctx context.Context, e element, text string, replace bool) error {
	var picker bool
	if err := e.engine(ctx, &picker, "picker", e.index); err != nil {
		return err
	}
	if picker {
		return e.engine(ctx, nil, "set", e.index, text)
	}
	if err := t.focus(ctx, e); err != nil {
		return err
	}
	where := "caretToEnd"
	if replace {
		where = "selectAll"
	}
	if err := e.engine(ctx, nil, where, e.index); err != nil {
		return err
	}
	if replace && text == "" {
		return t.press(ctx, "Delete")
	}
	return t.typeText(ctx, text)
}

func (t *tab) setChecked(ctx context.Context, e element, s flow.Step) error {
	is, want := false, s.Verb == flow.Check
	if err := e.engine(ctx, &is, "checked", e.index); err != nil || is == want {
		return err
	}
	if err := t.click(ctx, e); err != nil {
		return err
	}
	return poll(ctx, s.Timeout, func() error {
		if err := e.engine(ctx, &is, "checked", e.index); err != nil {
			return err
		}
		if is != want {
			return &obstacle{reason: "the click did not change it"}
		}
		return nil
	})
}

func (t *tab) selectOption(ctx context.Context, e element, option string) error {
	var res struct {
		Error   string
		Options []string
	}
	if err := e.engine(ctx, &res, "selectOption", e.index, option); err != nil {
		return err
	}
	if res.Error != "" {
		return &obstacle{fmt.Sprintf("cannot select %q: %s", option, res.Error), nearest(option, res.Options)}
	}
	return nil
}

// open navigates the page and waits for its load event.
func (t *tab) open(ctx context.Context, base *url.URL, address string) error {
	ref, err := url.Parse(address)
	if err != nil {
		return &refusal{reason: fmt.Sprintf("%q is not a URL: %v", address, err)}
	}
	target := base.ResolveReference(ref)
	bound, cancel := context.WithCancel(t.ctx)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	t.top.world = 0
	res, err := chromedp.Run(bound, chromedp.NavigateResponse(target.String()))
	switch {
	case ctx.Err() != nil:
		return &errTimeout{&obstacle{reason: "the page " + plain(target) + " did not finish loading"}}
	case err != nil:
		return &refusal{reason: fmt.Sprintf("cannot open %s: %v; is the app running and reachable from this machine?", plain(target), err)}
	case res != nil && res.Status >= 400:
		return &refusal{reason: fmt.Sprintf("%s answered %d %s", plain(target), res.Status, res.StatusText)}
	}
	return nil
}

// plain is a URL without its query and fragment, which may hold values.
func plain(u *url.URL) string { return strings.SplitN(u.String(), "?", 2)[0] }

// holds checks a condition once; an obstacle says what is the case instead.
func (t *tab) holds(ctx context.Context, in flow.Frames, c *flow.Condition) error {
	err := t.check(ctx, in, c)
	if isGone(err) {
		t.top.world = 0
	}
	return err
}

func (t *tab) check(ctx context.Context, in flow.Frames, c *flow.Condition) error {
	f, err := t.frame(ctx, in)
	if err != nil {
		return err
	}
	switch {
	case c.Text != "":
		var there bool
		if err := f.engine(ctx, &there, "includesText", c.Text); err != nil {
			return err
		}
		if !there {
			return &obstacle{reason: fmt.Sprintf("the text %q is not on the page", c.Text)}
		}
	case c.URL != "":
		var at string
		if err := f.engine(ctx, &at, "url"); err != nil {
			return err
		}
		if !strings.Contains(at, c.URL) {
			return &obstacle{reason: fmt.Sprintf("the URL is %s, without %q", strings.SplitN(at, "?", 2)[0], c.URL)}
		}
	case c.Visible != nil:
		e, err := t.locate(ctx, in, *c.Visible)
		if err != nil {
			return err
		}
		return e.ready(ctx, "look")
	case c.Hidden != nil:
		m, err := f.find(ctx, *c.Hidden)
		if err != nil {
			return err
		}
		if m.Visible > 0 {
			return &obstacle{fmt.Sprintf("%s is still visible", c.Hidden), m.Matches}
		}
	}
	return nil
}
