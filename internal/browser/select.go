package browser

import (
	"context"
	"fmt"

	"github.com/maskproof/maskproof/internal/flow"
)

// selectOption chooses an option of a <select>, or of what has the role combobox.
// The list of a <select> is drawn by the system, out of our reach: as a person's
// choice does, the value changes and the input and change events follow.
func selectOption(t *tab, ctx context.Context, s flow.Step, e element) error {
	var res struct {
		Error   string
		Custom  bool // no <select>
		Options []string
	}
	if err := e.engine(ctx, &res, "selectOption", e.index, s.Value); err != nil {
		return err
	}
	switch {
	case res.Custom:
		return t.choose(ctx, s, e)
	case res.Error != "":
		return &obstacle{fmt.Sprintf("cannot select %q: %s", s.Value, res.Error), nearest(s.Value, res.Options)}
	}
	return nil
}

// choose opens a combobox and clicks the option in its list, typing the option's
// name where one can type.
func (t *tab) choose(ctx context.Context, s flow.Step, e element) error {
	if err := t.take(ctx, e, "all"); err != nil {
		return err
	}
	if e.ready(ctx, "type") == nil {
		if _, err := t.typeInto(ctx, e, s.Value, typing{}); err != nil {
			return err
		}
	}
	option := s
	option.Locator = &flow.Locator{Role: "option", Name: s.Value}
	err := t.withElement(ctx, option, "act", func(o element) error { return t.clickTimes(ctx, o, 1) })
	if timedOut(err) {
		return &refusal{fmt.Sprintf("cannot select %q: no such option came up", s.Value), candidatesOf(err)}
	}
	return err
}
