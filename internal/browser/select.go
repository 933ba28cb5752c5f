package browser

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
)

// selectOption chooses an option of a <select>, or of a list that the app draws itself.
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

// choose opens the list that an element stands for and clicks the option. From the
// click that opens it on, the page is another one: no obstacle takes it back.
func (t *tab) choose(ctx context.Context, s flow.Step, e element) error {
	opener := e
	if err := e.engine(ctx, &opener.index, "opener", e.index); err != nil {
		return err
	}
	var open bool
	if err := opener.engine(ctx, &open, "beforeList", opener.index, s.Value); err != nil {
		return err
	}
	if !open {
		if err := t.clickTimes(ctx, opener, 1); err != nil {
			return err
		}
	}
	l := &list{tab: t, opener: opener, wanted: s.Value, changed: time.Now()}
	err := poll(ctx, s.Timeout, func() error { return l.choose(ctx) })
	if timedOut(err) {
		return &refusal{fmt.Sprintf("cannot select %q: %v", s.Value, err), nearest(s.Value, l.names)}
	}
	return err
}

// list is an open list of options, looked at again and again.
type list struct {
	*tab
	opener  element
	wanted  string
	names   []string // of the options that are shown
	changed time.Time
	sought  bool // its name was typed, or the list scrolled
	again   int  // how often the opener was clicked once more
}

// listTime is how long a list must stay as it is before it counts as all there: the
// option may still be loaded.
const listTime = 500 * time.Millisecond

// choose clicks the option where it is shown. In a list that stays without it, its name
// is typed where one can type, and the list scrolled where one cannot.
func (l *list) choose(ctx context.Context) error {
	var found struct {
		Count, Element int
		Part           bool // the name is only a part of the option's
		Unfolds        bool
		Names          []string
	}
	if err := l.opener.engine(ctx, &found, "option", l.opener.index, l.wanted); err != nil {
		return err
	}
	if !slices.Equal(found.Names, l.names) {
		l.names, l.changed = found.Names, time.Now()
	}
	missing := &obstacle{reason: "no such option came up"}
	settled := time.Since(l.changed) >= listTime
	switch {
	case found.Unfolds && time.Since(l.changed) < 2*listTime:
		return &obstacle{reason: "the list is still opening"}
	case found.Count == 1 && (!found.Part || settled && l.sought):
		return l.click(ctx, element{l.opener.frame, found.Element})
	case found.Count > 1 && !found.Part:
		return &obstacle{reason: fmt.Sprintf("%d options are called so", found.Count)}
	case settled && len(l.names) == 0 && l.again < 3:
		l.again++
		return cmp.Or(l.reopen(ctx), error(missing))
	case settled:
		return cmp.Or(l.narrow(ctx), error(missing))
	}
	return missing
}

// reopen clicks the opener once more where no option came up: the list was open already
// and did not say so, or the page was not ready for the first click.
func (l *list) reopen(ctx context.Context) error {
	var open bool
	if err := l.opener.engine(ctx, &open, "expanded", l.opener.index); err != nil || open {
		return err
	}
	l.changed = time.Now()
	return l.clickTimes(ctx, l.opener, 1)
}

func (l *list) click(ctx context.Context, option element) error {
	if err := option.ready(ctx, "act"); err != nil {
		return err
	}
	return l.clickTimes(ctx, option, 1)
}

// narrow types the option's name, once, or shows the next part of a list that scrolls.
func (l *list) narrow(ctx context.Context) error {
	field := l.opener
	if err := l.opener.engine(ctx, &field.index, "searchField", l.opener.index); err != nil {
		return err
	}
	if l.sought || field.index < 0 {
		l.sought = true
		return l.opener.engine(ctx, nil, "scrollList", l.opener.index, l.wanted)
	}
	l.sought, l.changed = true, time.Now()
	if err := field.focus(ctx, "all"); err != nil {
		return err
	}
	_, err := l.typeInto(ctx, field, l.wanted, typing{})
	return err
}
