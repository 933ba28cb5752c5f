package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/verify"
)

// ask shows the leaks and has a person choose one and say who, why and until when.
func (o *acceptOptions) ask(ctx context.Context, r *verify.Result, dir string, leaks []report.Leak) ([]report.Leak, error) {
	w := o.process.Stderr
	fmt.Fprintf(w, "Leaks of %s, run of %s (%s):\n", oneLine(r.Scenario), r.Started.UTC().Format("2 Jan 2006 15:04 MST"), dir)
	for i, l := range leaks {
		showLeak(w, i+1, l)
	}
	fmt.Fprintln(w)
	a := newDialogue(o.process, &badInput{errors.New("nothing was accepted: the input ended")})
	chosen := 0
	a.ask(ctx, "Accept which (number)", "", func(text string) (err error) {
		if chosen, err = strconv.Atoi(text); err != nil || chosen < 1 || chosen > len(leaks) {
			return fmt.Errorf("a number from 1 to %d", len(leaks))
		}
		return nil
	})
	into := func(field *string, what string) func(string) error {
		return func(text string) error {
			if *field = text; text == "" {
				return errors.New(what)
			}
			return nil
		}
	}
	a.ask(ctx, "Who answers for it", cmp.Or(o.owner, o.process.person()), into(&o.owner, "a name"))
	a.ask(ctx, "Why may it stand", o.reason, into(&o.reason, "a reason"))
	a.ask(ctx, "Until which day", cmp.Or(o.expires, o.day(0, acceptDays)), func(text string) error {
		o.expires = text
		return o.checkDay(text)
	})
	if a.err != nil {
		return nil, a.err
	}
	return leaks[chosen-1 : chosen], nil
}

func showLeak(w io.Writer, n int, l report.Leak) {
	what := string(l.Match)
	if l.Revealed != "" {
		what = l.Revealed
	}
	fmt.Fprintf(w, "\n%4d  %s (%s) in %s, flow %s; %s\n", n, oneLine(l.Canary), l.Kind, l.Surface, oneLine(l.Flow), oneLine(what))
	for _, row := range [][2]string{{"where", l.Selector}, {"step", l.Step}, {"shows", l.Excerpt}} {
		if row[1] != "" {
			fmt.Fprintf(w, "      %-6s %s\n", row[0], oneLine(row[1]))
		}
	}
}
