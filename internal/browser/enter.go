package browser

import (
	"context"
	"strings"
	"time"
	"unicode"

	"github.com/maskproof/maskproof/internal/flow"
)

// enterValue types the literal value of a step.
func enterValue(r *run, ctx context.Context, s flow.Step) error {
	return r.tab.withElement(ctx, s, "type", func(e element) error {
		_, err := r.enter(ctx, s, e, s.Value)
		return err
	})
}

// enter brings a text into an element in the way of the verb. It returns what the
// element held before the last key: a form that submits itself is gone after it.
func (r *run) enter(ctx context.Context, s flow.Step, e element, text string) (before string, err error) {
	t := r.tab
	var kind struct {
		Picker, Code bool
		Text         string
	}
	if err := e.engine(ctx, &kind, "kind", e.index, text); err != nil {
		return "", err
	}
	if kind.Picker {
		return text, e.engine(ctx, nil, "set", e.index, text)
	}
	text = kind.Text
	where := "all"
	if s.Verb == flow.Type {
		where = "end"
	}
	if err := t.take(ctx, e, where); err != nil {
		return "", err
	}
	switch {
	case s.Verb == flow.Clear, text == "" && s.Verb == flow.Fill:
		return "", t.press(ctx, "Delete")
	case s.Verb == flow.Paste:
		return "", r.paste(ctx, text)
	case s.Verb == flow.Autofill:
		return "", t.autofill(ctx, e, text)
	}
	how := typing{delay: s.Delay, code: kind.Code}
	before, err = t.typeInto(ctx, e, text, how)
	if err != nil || s.Verb != flow.Fill || s.Delay > 0 {
		return before, err
	}
	return t.typeAgain(ctx, e, text, before, how)
}

// humanPace is the time between two keys of a quick typist.
const humanPace = 60 * time.Millisecond

// typeAgain types once more, as slowly as a person, where a field holds the text garbled:
// some masks move the caret a moment after they got the focus, under our keys, and some
// apps set a field back until they know of the last key.
func (t *tab) typeAgain(ctx context.Context, e element, text, before string, how typing) (string, error) {
	value, err := e.holding(ctx)
	if err == nil && !sameDigits(value, text) {
		value, err = e.holdingLater(ctx)
	}
	if err != nil || !garbled(text, value) {
		return before, nil // it is gone with its last key, or holds what it makes of it
	}
	if err := t.take(ctx, e, "all"); err != nil {
		return before, nil
	}
	how.delay = humanPace
	if err := pause(ctx, how.delay); err != nil {
		return "", err
	}
	return t.typeInto(ctx, e, text, how)
}

// garbled says that a field holds the letters and digits of a text in another order, or
// not the first of them. What was cut off at its end, or put around it, is the app's will.
func garbled(text, value string) bool {
	typed, held := bareText(text), bareText(value)
	return held != "" && !strings.Contains(held, typed) && !strings.HasPrefix(typed, held)
}

// typing is how a text is typed.
type typing struct {
	delay time.Duration // after each key but the last
	code  bool          // into boxes that take one digit each
}

// typeInto types key by key, as a person does: a recorder that reads a field while
// it is typed into must get the chance to. A field that was replaced meanwhile
// makes it an obstacle.
func (t *tab) typeInto(ctx context.Context, e element, text string, how typing) (before string, err error) {
	keys := []rune(text)
	there, cancel := e.whileThere(ctx)
	defer cancel()
	for i, key := range keys {
		if i == len(keys)-1 && i > 0 {
			if before, err = e.holding(ctx); err != nil {
				return "", err
			}
		}
		err := t.key(there, key, 0)
		switch gone := there.Err() != nil && ctx.Err() == nil; {
		case gone && i < len(keys)-1:
			return "", &obstacle{reason: replaced}
		case err != nil && !gone:
			return "", err
		}
		if how.code && i < len(keys)-1 {
			if err := t.nextBox(ctx, e); err != nil {
				return "", err
			}
		}
		if how.delay > 0 && i < len(keys)-1 {
			if err := pause(ctx, how.delay); err != nil {
				return "", err
			}
		}
	}
	return before, nil
}

const replaced = "it was replaced while it was typed into"

// whileThere is a context that also ends when the frame that holds the element goes
// away with its target: Chrome never answers for input to a frame that is gone.
func (e element) whileThere(ctx context.Context) (context.Context, context.CancelFunc) {
	there, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-detached(e.target):
			cancel()
		case <-there.Done():
		}
	}()
	return there, cancel
}

// holding is the value of an element that must still be there.
func (e element) holding(ctx context.Context) (string, error) { return e.held(ctx, "holding") }

// holdingLater is that value once the page's timers for the keys so far are through.
func (e element) holdingLater(ctx context.Context) (string, error) {
	return e.held(ctx, "holdingLater")
}

func (e element) held(ctx context.Context, when string) (string, error) {
	var state struct {
		There bool
		Value string
	}
	err := e.engine(ctx, &state, when, e.index)
	if isGone(err) || err == nil && !state.There {
		return "", &obstacle{reason: replaced}
	}
	return state.Value, err
}

// nextBox goes on to the next box of a code where the app does not do so itself.
func (t *tab) nextBox(ctx context.Context, e element) error {
	var full bool
	if err := e.engine(ctx, &full, "boxIsFull"); err != nil || !full {
		return err
	}
	return t.press(ctx, "Tab")
}

// pause waits as the flow asks for, between two keys.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sameDigits says that two texts have the same letters and digits, whatever a mask
// put between them.
func sameDigits(a, b string) bool {
	return bareText(a) == bareText(b)
}

// bareText is the letters and digits of a text, in lower case.
func bareText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
