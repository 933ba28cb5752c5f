package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/input"

	"github.com/maskproof/maskproof/internal/flow"
)

// action does what a step says; it returns an obstacle, a refusal or a protocol
// error.
type action func(r *run, ctx context.Context, s flow.Step) error

// actions is what each verb does. Groups are not among them: walk does their steps.
func actions() map[flow.Verb]action {
	return map[flow.Verb]action{
		flow.Goto:           func(r *run, ctx context.Context, s flow.Step) error { return r.tab.open(ctx, r.base, s.Value) },
		flow.Back:           goBack,
		flow.Reload:         reload,
		flow.Fill:           enterValue,
		flow.Type:           enterValue,
		flow.Paste:          enterValue,
		flow.Autofill:       enterValue,
		flow.Clear:          enterValue,
		flow.Press:          pressKey,
		flow.Click:          onElement("act", click),
		flow.DoubleClick:    onElement("act", doubleClick),
		flow.Tap:            onElement("act", tap),
		flow.Check:          onElement("act", setChecked),
		flow.Uncheck:        onElement("act", setChecked),
		flow.Select:         onElement("act", selectOption),
		flow.Upload:         upload,
		flow.Hover:          onElement("hover", hover),
		flow.Drag:           onElement("act", drag),
		flow.Scroll:         scroll,
		flow.Focus:          onElement("touchless", focus),
		flow.Blur:           onElement("look", blur),
		flow.RevealPassword: onElement("look", revealPassword),
		flow.WaitFor:        waitFor,
		flow.Expect:         waitFor,
		flow.IfVisible:      look,
		flow.Consent:        consent,
		flow.Dialog:         answerDialogs,
		flow.Tab:            switchWindow,
		flow.Stripe3DS:      onElement("act", click),
		flow.Cookie:         setCookie,
		flow.StorageState:   storageState,
		flow.Emulate:        func(r *run, ctx context.Context, s flow.Step) error { return r.emulateNow(ctx, *s.Emulate) },
		flow.Checkpoint:     func(*run, context.Context, flow.Step) error { return nil },
		flow.Eval:           eval,
	}
}

func (r *run) act(ctx context.Context, s flow.Step) error {
	do, known := r.actions[s.Verb]
	if !known {
		return fmt.Errorf("verb %s is not known to the browser", s.Verb)
	}
	return do(r, ctx, s)
}

// onElement is the action of a verb that does something with one element.
func onElement(check string, do func(t *tab, ctx context.Context, s flow.Step, e element) error) action {
	return func(r *run, ctx context.Context, s flow.Step) error {
		t := r.tab
		return t.withElement(ctx, s, check, func(e element) error { return do(t, ctx, s, e) })
	}
}

// withElement resolves the step's element and does something with it, again and
// again until nothing stands in the way or the deadline passes. do must not have
// acted, or must act the same again, when it returns an obstacle.
func (t *tab) withElement(ctx context.Context, s flow.Step, check string, do func(element) error) error {
	return poll(ctx, s.Timeout, func() error {
		e, err := t.locate(ctx, s.Frames, *s.Locator)
		if err == nil {
			err = e.ready(ctx, check)
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

func click(t *tab, ctx context.Context, _ flow.Step, e element) error {
	return t.clickTimes(ctx, e, 1)
}

func doubleClick(t *tab, ctx context.Context, _ flow.Step, e element) error {
	return t.clickTimes(ctx, e, 2)
}

func (t *tab) clickTimes(ctx context.Context, e element, times int64) error {
	x, y, err := e.point(ctx)
	if err != nil {
		return err
	}
	if err := t.reach(ctx, e, x, y); err != nil {
		return err
	}
	there, cancel := e.whileThere(ctx)
	defer cancel()
	err = t.clickAt(there, x, y, times)
	if err != nil && there.Err() != nil && ctx.Err() == nil {
		return nil // the click was it that took the frame away
	}
	return err
}

// reach moves the mouse over an element of a frame until it gets there: Chrome hands
// the mouse to a frame of another site only once it has drawn it.
func (t *tab) reach(ctx context.Context, e element, x, y float64) error {
	if !crossOrigin(e.frame) {
		return nil
	}
	return poll(ctx, reachTime, func() error {
		var seen bool
		if err := e.engine(ctx, &seen, "mouseSeen", e.index); err != nil || seen {
			return err
		}
		if err := t.mouse(ctx, input.DispatchMouseEventTypeMouseMoved, x, y, 0); err != nil {
			return err
		}
		return &obstacle{reason: "the mouse does not reach it"}
	})
}

// reachTime is how long a frame may take to be drawn before all is looked at anew.
const reachTime = time.Second

func hover(t *tab, ctx context.Context, _ flow.Step, e element) error {
	x, y, err := e.point(ctx)
	if err != nil {
		return err
	}
	return t.mouse(ctx, input.DispatchMouseEventTypeMouseMoved, x, y, 0)
}

// take clicks the element as a person would, makes sure it took the focus, and
// selects "all" in it or goes to its "end"; "" leaves the caret where it is.
func (t *tab) take(ctx context.Context, e element, where string) error {
	if err := t.clickTimes(ctx, e, 1); err != nil {
		return err
	}
	return e.focus(ctx, where)
}

func (e element) focus(ctx context.Context, where string) error {
	var focused bool
	if err := e.engine(ctx, &focused, "focus", e.index, where); err != nil {
		return err
	}
	if !focused {
		return e.hindered(ctx, "it does not take the focus")
	}
	return nil
}

func focus(_ *tab, ctx context.Context, _ flow.Step, e element) error { return e.focus(ctx, "") }

func blur(_ *tab, ctx context.Context, _ flow.Step, e element) error {
	var had bool
	if err := e.engine(ctx, &had, "blur", e.index); err != nil {
		return err
	}
	if !had {
		return e.hindered(ctx, "it does not have the focus")
	}
	return nil
}

func pressKey(r *run, ctx context.Context, s flow.Step) error {
	t := r.tab
	if s.Locator == nil {
		return t.press(ctx, s.Value)
	}
	return t.withElement(ctx, s, "act", func(e element) error {
		if err := t.take(ctx, e, ""); err != nil {
			return err
		}
		return t.press(ctx, s.Value)
	})
}

func setChecked(t *tab, ctx context.Context, s flow.Step, e element) error {
	is, want := false, s.Verb == flow.Check
	if err := e.engine(ctx, &is, "checked", e.index); err != nil || is == want {
		return err
	}
	if err := t.clickTimes(ctx, e, 1); err != nil {
		return err
	}
	return poll(ctx, s.Timeout, func() error {
		if err := e.engine(ctx, &is, "checked", e.index); err != nil {
			return err
		}
		if is != want {
			return e.hindered(ctx, "the click did not change it")
		}
		return nil
	})
}

// look is the step of if_visible itself.
func look(r *run, ctx context.Context, s flow.Step) error {
	t := r.tab
	err := poll(ctx, s.Timeout, func() error {
		m, err := t.findIn(ctx, s.Frames, *s.Locator)
		if err == nil && m.Visible == 0 {
			err = &obstacle{reason: "it is not visible"}
		}
		return t.forget(err)
	})
	var o *obstacle
	if errors.As(err, &o) {
		return errNotVisible
	}
	return err
}

// errNotVisible says that an if_visible saw nothing.
var errNotVisible = errors.New("it is not visible")
