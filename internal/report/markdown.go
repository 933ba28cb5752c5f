package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/verify"
)

// Markdown's limits: GitHub takes a step summary of 1 MiB, and nobody reads more.
const (
	mostMarkdownLeaks = 200
	mostMarkdownWord  = 400 // bytes of one text of a recording
)

// Markdown writes a result as GitHub's Markdown, for a step summary or an issue:
// the verdict, what changed since the run before, a table of flows, what is missing
// and the leaks. before may be nil. It stays far below 1 MiB.
func Markdown(w io.Writer, r, before *verify.Result) error {
	m := &markdown{w: bufio.NewWriter(w)}
	m.head(r, before)
	m.flows(r)
	var fields []flow.Field
	for i := range r.Flows {
		fields = flow.Covered(fields, r.Flows[i].Coverage.Fields...)
	}
	if text := planted(fields); text != "" {
		m.line("", word(text))
	}
	for i := range r.Flows {
		m.flow(&r.Flows[i])
	}
	if lines := idleAcceptances(r.Acceptances); len(lines) > 0 {
		m.line("", "**"+toLookAfter+"**", "")
		for _, line := range lines {
			m.line("- " + word(line))
		}
	}
	if err := m.w.Flush(); err != nil {
		return fmt.Errorf("write markdown report: %w", err)
	}
	return nil
}

type markdown struct {
	w     *bufio.Writer
	leaks int
}

func (m *markdown) line(lines ...string) {
	for _, l := range lines {
		m.w.WriteString(l + "\n")
	}
}

func (m *markdown) head(r, before *verify.Result) {
	look := lookOf(r)
	m.line(fmt.Sprintf("## %s %s: %s%s", look.symbol, word(r.Scenario), r.Verdict, word(expectation(r))), "", inWords(r), "")
	facts := []string{word(r.App), "PostHog " + word(r.PostHog), clock(r.Started, "2 Jan 2006 15:04 MST")}
	if r.Shard != "" {
		facts = append(facts, "part "+r.Shard)
	}
	m.line(strings.Join(facts, " · "))
	if changed := Compare(before, r).InWords(); changed != "" {
		m.line("", "Since the run of "+clock(before.Started, "2 Jan 2006 15:04 MST")+": **"+changed+"**")
	}
	if r.Interrupted {
		m.line("", "The run was interrupted: what follows is as far as it got.")
	}
}

func (m *markdown) flows(r *verify.Result) {
	if len(r.Flows) == 0 {
		return
	}
	m.line("", "| flow | verdict | planted | leaks | recording |", "| --- | --- | --- | --- | --- |")
	for _, f := range r.Flows {
		leaks := 0
		for _, g := range f.Findings {
			if g.Leak {
				leaks++
			}
		}
		look := lookOfFlow(&f)
		m.line(fmt.Sprintf("| %s | %s %s | %d of %d proven hidden | %d | %s |",
			cell(f.Name), look.symbol, look.word, f.Proven(), len(f.Plants), leaks, cell(coverage(f.Coverage))))
	}
}

func (m *markdown) flow(f *verify.FlowResult) {
	_, short, reasons := lackOf(f)
	leaks := groups(f.Findings, isLeak)
	accepted := groups(f.Findings, isAccepted)
	if len(leaks)+len(accepted) == 0 && len(reasons) == 0 && f.Failure == nil && len(f.Tries) == 0 {
		return
	}
	m.line("", "### "+lookOfFlow(f).symbol+" "+word(f.Name), "")
	if text := flakiness(f); text != "" {
		m.line(word(text), "")
	}
	if f.Failure != nil {
		m.line("- **did not finish**"+word(where(f))+": "+word(f.Failure.Message), hintLine(f.Failure.Hint))
	}
	for i, r := range reasons {
		if i == mostReasons {
			m.line(fmt.Sprintf("- and %d more reasons", len(reasons)-i))
			break
		}
		m.line("- "+short+": "+word(r.Message), hintLine(advice(r.Code)))
	}
	for i, g := range leaks {
		if m.leaks++; m.leaks > mostMarkdownLeaks {
			m.line(fmt.Sprintf("- and %s, in result.json", count(len(leaks)-i, "more kind of leak", "more kinds of leaks")))
			return
		}
		m.leak(g)
	}
	for i, g := range accepted {
		if i == mostNotes {
			m.line(fmt.Sprintf("- and %d more that are accepted, in result.json", len(accepted)-i))
			break
		}
		m.line("- ! " + word(noteLine(g)))
	}
}

func hintLine(hint string) string {
	if hint == "" {
		return ""
	}
	return "  - to do: " + word(hint)
}

func (m *markdown) leak(g group) {
	first := g[0]
	more := ""
	if len(g) > 1 {
		more = fmt.Sprintf(" and %s", count(len(g)-1, "more place", "more places"))
	}
	m.line(fmt.Sprintf("- ✗ **%s** (%s) in %s: %s%s; %s", word(first.Canary), first.Kind, first.Surface, code(spot(first)), more, word(how(first))),
		"  - shows "+code(first.Excerpt), "  - to do: "+word(Fix(first)), "  - fingerprint "+code(first.Fingerprint))
}

// word is foreign text in a line: no mark of Markdown or HTML in it counts.
func word(s string) string {
	s = clipped(clean(s))
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>#|~&!@", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cell is foreign text in a table.
func cell(s string) string { return word(s) }

// code is foreign text as code; it holds no backtick.
func code(s string) string {
	s = strings.ReplaceAll(clipped(clean(s)), "`", "'")
	if strings.TrimSpace(s) == "" {
		return "–"
	}
	return "`" + s + "`"
}

func clipped(s string) string {
	if len(s) <= mostMarkdownWord {
		return s
	}
	return strings.ToValidUTF8(s[:mostMarkdownWord], "") + "…"
}
