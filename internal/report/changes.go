package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/maskproof/maskproof/internal/verify"
)

// Any says whether somebody should hear of the run now: something is not as in the
// run before, or there was none and this one is not as it should be.
func (c Change) Any(now *verify.Result) bool {
	switch {
	case c.Since == nil:
		return !now.AsExpected() || now.Expired() > 0 || now.Interrupted
	case c.Since.Verdict != now.Verdict, c.Since.AsExpected() != now.AsExpected(), c.Since.Interrupted != now.Interrupted:
		return true
	}
	return len(c.New)+len(c.Fixed)+len(c.Accepted)+len(c.Unknown)+len(c.Flows)+len(c.Expired) > 0
}

// Changes writes what a run shows that the run before did not, as GitHub's Markdown,
// for an issue or a message; before may be nil. It writes nothing at all where nothing
// changed. Excerpts are left out: who reads it may see less than the run folder.
func Changes(w io.Writer, r, before *verify.Result) error {
	c := Compare(before, r)
	if !c.Any(r) {
		return nil
	}
	m := &markdown{w: bufio.NewWriter(w)}
	m.line("## "+word(headline(r, c)), "", word(inWords(r)))
	for _, part := range c.parts(r) {
		m.line("", "**"+word(part.title)+"**", "")
		for i, line := range part.lines {
			if i == mostMarkdownLeaks {
				m.line(fmt.Sprintf("- and %d more, in result.json", len(part.lines)-i))
				break
			}
			m.line("- " + word(line))
		}
	}
	if err := m.w.Flush(); err != nil {
		return fmt.Errorf("write changes: %w", err)
	}
	return nil
}

// headline is the verdict and what it was.
func headline(r *verify.Result, c Change) string {
	text := fmt.Sprintf("%s %s: %s%s", lookOf(r).symbol, r.Scenario, r.Verdict, expectation(r))
	switch {
	case c.Since == nil:
		return text + " (first run)"
	case c.Since.Verdict != r.Verdict:
		return text + fmt.Sprintf(" (was %s on %s)", c.Since.Verdict, clock(c.Since.Started, "2 Jan 2006 15:04 MST"))
	}
	return text + fmt.Sprintf(" (as on %s)", clock(c.Since.Started, "2 Jan 2006 15:04 MST"))
}

// changePart is one kind of change, a line for each.
type changePart struct {
	title string
	lines []string
}

// parts lists what changed, the worst first. A first run shows all that it has.
func (c Change) parts(r *verify.Result) (list []changePart) {
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			list = append(list, changePart{title, lines})
		}
	}
	if r.Interrupted {
		add("Interrupted", []string{"the run was stopped before its end: this is as far as it got"})
	}
	news, expired := c.New, c.Expired
	if c.Since == nil {
		news, expired = Leaks(r), r.Acceptances
	}
	add("New leaks", leakChanges(news, true))
	add("Expired", idleAcceptances(expired))
	add("Flows", c.flowLines(r))
	add("Not seen again, and not proven fixed", leakChanges(c.Unknown, false))
	add("Accepted", leakChanges(c.Accepted, false))
	add("Fixed", leakChanges(c.Fixed, false))
	return list
}

func leakChanges(list []Leak, fix bool) (lines []string) {
	for _, l := range list {
		text := fmt.Sprintf("%s (%s) in %s, flow %s", l.Canary, l.Kind, l.Surface, l.Flow)
		if l.Selector != "" {
			text += ": " + l.Selector
		}
		if fix {
			text += "; fingerprint " + l.Fingerprint + "; to do: " + Fix(l.Finding)
		}
		lines = append(lines, text)
	}
	return lines
}

// flowLines tells of each flow that has another verdict, and why where it proves
// nothing now.
func (c Change) flowLines(r *verify.Result) (lines []string) {
	changes := c.Flows
	if c.Since == nil {
		changes = nil
		for _, f := range r.Flows {
			changes = append(changes, FlowChange{Name: f.Name, Is: f.Verdict})
		}
	}
	for _, f := range changes {
		text := fmt.Sprintf("%s: %s", f.Name, verdictOr(f.Is, "not walked"))
		if c.Since != nil {
			text += ", was " + verdictOr(f.Was, "not walked")
		}
		lines = append(lines, text+reasonOf(r, f.Name))
	}
	return lines
}

func verdictOr(v verify.Verdict, none string) string {
	if v == "" {
		return none
	}
	return string(v)
}

func reasonOf(r *verify.Result, flow string) string {
	for _, f := range r.Flows {
		if f.Name == flow && f.Verdict == verify.VerdictInconclusive && len(f.Reasons) > 0 {
			return ": " + f.Reasons[0].Message
		}
	}
	return ""
}
