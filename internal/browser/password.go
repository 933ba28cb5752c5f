package browser

import (
	"context"

	"github.com/maskproof/maskproof/internal/flow"
)

// revealPassword shows what a password field holds, or hides it again, by what the
// flow names or the eye that stands beside the field.
func revealPassword(t *tab, ctx context.Context, s flow.Step, e element) error {
	shown := func(e element) (bool, error) {
		var is bool
		err := e.engine(ctx, &is, "passwordShown", e.index)
		return is, err
	}
	before, err := shown(e)
	if err != nil {
		return err
	}
	toggle, err := t.toggleOf(ctx, s, e)
	if err != nil {
		return err
	}
	if err := t.clickTimes(ctx, toggle, 1); err != nil {
		return err
	}
	err = poll(ctx, s.Timeout, func() error {
		field, err := t.locate(ctx, s.Frames, *s.Locator)
		if err != nil {
			return err
		}
		after, err := shown(field)
		if err == nil && after == before {
			err = toggle.hindered(ctx, "the click did not show or hide the password")
		}
		return err
	})
	if timedOut(err) {
		return &refusal{err.Error(), candidatesOf(err)}
	}
	return err
}

func (t *tab) toggleOf(ctx context.Context, s flow.Step, e element) (element, error) {
	if s.To != nil {
		return t.locate(ctx, s.Frames, *s.To)
	}
	var index int
	if err := e.engine(ctx, &index, "passwordToggle", e.index); err != nil {
		return element{}, err
	}
	if index < 0 {
		return element{}, e.hindered(ctx, "nothing that shows the password was found beside it; name it with by: {…}")
	}
	return element{e.frame, index}, nil
}
