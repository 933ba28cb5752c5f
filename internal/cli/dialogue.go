package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
)

// dialogue asks a person questions, one after the other; after an error it asks no
// more.
type dialogue struct {
	w     io.Writer
	lines <-chan string
	ended error // what it means where the input ends
	err   error
}

func newDialogue(p *Process, ended error) *dialogue {
	return &dialogue{w: p.Stderr, lines: linesOf(p.Stdin), ended: ended}
}

// ask repeats a question until the answer is taken. An empty answer is the usual one.
func (d *dialogue) ask(ctx context.Context, question, usual string, take func(string) error) {
	if usual != "" {
		question += " [" + oneLine(usual) + "]"
	}
	for d.err == nil {
		fmt.Fprint(d.w, question+": ")
		text, ok := d.next(ctx)
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
		fmt.Fprintf(d.w, "  %s\n", oneLine(err.Error()))
	}
}

func (d *dialogue) next(ctx context.Context) (string, bool) {
	select {
	case <-ctx.Done():
		d.err = ctx.Err()
	case text, ok := <-d.lines:
		if ok {
			return strings.TrimSpace(text), true
		}
		fmt.Fprintln(d.w)
		d.err = d.ended
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
