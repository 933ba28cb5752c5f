package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

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
	a := asker{w: w, lines: linesOf(o.process.Stdin)}
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

// asker asks questions one after the other; after an error it asks no more.
type asker struct {
	w     io.Writer
	lines <-chan string
	err   error
}

// ask repeats a question until the answer is taken. An empty answer is the usual one.
func (a *asker) ask(ctx context.Context, question, usual string, take func(string) error) {
	if usual != "" {
		question += " [" + oneLine(usual) + "]"
	}
	for a.err == nil {
		fmt.Fprint(a.w, question+": ")
		text, ok := a.next(ctx)
		if !ok {
			return
		}
		if text == "" {
			text = usual
		}
		err := take(text)
		if err == nil {
			return
		}
		fmt.Fprintf(a.w, "  not understood: %v\n", err)
	}
}

func (a *asker) next(ctx context.Context) (string, bool) {
	select {
	case <-ctx.Done():
		a.err = ctx.Err()
	case text, ok := <-a.lines:
		if ok {
			return strings.TrimSpace(text), true
		}
		fmt.Fprintln(a.w)
		a.err = &badInput{errors.New("nothing was accepted: the input ended")}
	}
	return "", false
}

// linesOf reads in the background, so that an interrupt need not wait for a line.
func linesOf(r io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(r); s.Scan(); {
			lines <- s.Text()
		}
	}()
	return lines
}
