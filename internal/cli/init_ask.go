package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/posthog"
)

// propose answers from what was seen of the app what no flag answers.
func (o *initOptions) propose(pages []browser.Page) {
	i := slices.IndexFunc(pages, func(p browser.Page) bool { return p.PostHog != nil })
	if i < 0 {
		o.process.say(slog.LevelWarn, "no posthog-js was found on these pages: does it wait for consent, or is it off in this build?")
		return
	}
	hog := pages[i].PostHog
	o.process.say(slog.LevelInfo, fmt.Sprintf("posthog-js %s sends to %s", oneLine(hog.Version), oneLine(hog.APIHost)))
	if o.given("host") {
		return
	}
	o.host = posthog.AppURL(hog.APIHost)
	if hog.UIHost != "" {
		o.host = posthog.AppURL(hog.UIHost)
	}
}

// asker asks a person what no flag says.
type asker struct {
	*dialogue
	silent bool // nobody is asked
	can    bool // somebody is there
	given  func(flag string) bool
}

func (o *initOptions) asker() *asker {
	p := o.process
	ended := &usageError{errors.New("the input ended before all was answered; nothing was written")}
	return &asker{dialogue: newDialogue(p, ended), silent: o.yes, can: p.Terminal.Stdin, given: o.given}
}

// missing refuses what cannot be asked for. The app is nobody's to guess.
func (a *asker) missing(list []question) error {
	var flags []string
	for i, q := range list {
		if !a.given(q.flag) && (i == 0 || !a.silent) {
			flags = append(flags, "--"+q.flag)
		}
	}
	if a.can || len(flags) == 0 {
		return nil
	}
	text := "this is no terminal, so nobody can be asked: give " + strings.Join(flags, ", ")
	if !a.silent {
		text += "; or --app with --yes, which takes what is proposed for the others"
	}
	return &usageError{errors.New(text)}
}

// answer gets an answer to each question: from its flag, by what is proposed, or from
// the person.
func (a *asker) answer(ctx context.Context, list []question) error {
	for _, q := range list {
		if a.given(q.flag) {
			continue
		}
		if *q.into == "" || q.wrong(*q.into) != nil {
			*q.into = q.proposed
		}
		if a.silent {
			continue
		}
		a.ask(ctx, q.text, *q.into, func(text string) error {
			if wrong := q.wrong(text); wrong != nil {
				return wrong
			}
			*q.into = text
			return nil
		})
	}
	return a.err
}
