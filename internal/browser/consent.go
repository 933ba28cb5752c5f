package browser

import (
	"context"
	"fmt"

	"github.com/maskproof/maskproof/internal/flow"
)

// consent answers the cookie banner of the page, which js/engine/banner.js knows.
func consent(r *run, ctx context.Context, s flow.Step) error {
	t := r.tab
	return poll(ctx, s.Timeout, func() error {
		e, err := t.consentButton(ctx, s.Value)
		if err == nil {
			err = e.ready(ctx, "act")
		}
		if err == nil {
			err = t.clickTimes(ctx, e, 1)
		}
		return t.forget(err)
	})
}

// consentButton finds the button in the page or in one of its frames.
func (t *tab) consentButton(ctx context.Context, answer string) (element, error) {
	frames := []*frame{t.top}
	if err := t.eachFrame(ctx, t.top, func(f *frame) error { frames = append(frames, f); return nil }); err != nil {
		return element{}, err
	}
	for _, f := range frames {
		var button int
		if err := f.engine(ctx, &button, "consentButton", answer); err != nil {
			return element{}, err
		}
		if button >= 0 {
			return element{f, button}, nil
		}
	}
	return element{}, &obstacle{reason: fmt.Sprintf("no cookie banner with a button to %s was found; name the button: click: {role: button, name: …}", answer)}
}
