package report

import (
	"fmt"
	"io"
	"time"

	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// TextOptions says how the terminal report looks. The zero value is plain text.
type TextOptions struct {
	Color bool   // ANSI colours; nothing is said by colour alone
	Width int    // columns; 0 means 100. Values and pointers are never broken
	Dir   string // run folder to name at the end; "" names none
	Brief bool   // only the verdict
}

// Text writes a result for a person: the verdict in words, a table of plants
// for each flow, each leak with its place and its fix, and whatever keeps the
// run from being proven. Canary values appear only where the result reveals
// them. The error is that of w.
func Text(w io.Writer, r *verify.Result, o TextOptions) error {
	p := newPage(w, o)
	if o.Brief {
		p.lastLine(r)
		return p.close()
	}
	p.columns = p.columnsOf(r.Flows)
	p.header(r)
	p.verdict(r)
	for i := range r.Flows {
		p.flow(&r.Flows[i])
	}
	p.allFields(r.Flows)
	p.acceptancesTold(r.Acceptances)
	p.summary(r.Flows)
	p.footer(r, o.Dir)
	return p.close()
}

func (p *page) header(r *verify.Result) {
	posthog := "PostHog " + r.PostHog
	if r.Project != "" {
		posthog += ", project " + r.Project
	}
	name := "scenario " + r.Scenario
	if r.Shard != "" {
		name += ", part " + r.Shard
	}
	p.line(0, span{strong, name}, span{dim, " · " + r.App + " · " + posthog})
	when := clock(r.Started, "2 Jan 2006 15:04:05 MST")
	if !r.Ended.IsZero() {
		when += " · " + seconds(r.Ended.Sub(r.Started))
	}
	p.line(0, span{dim, when + " · run " + r.Run + " · " + r.Tool})
}

func (p *page) verdict(r *verify.Result) {
	look := lookOf(r)
	p.gap()
	p.line(0, span{look.tone, look.symbol + " " + look.word}, span{plain, expectation(r)})
	p.para(2, plain, inWords(r))
	if r.Interrupted {
		p.para(2, unsure, "The run was interrupted: what follows is as far as it got.")
	}
}

// look is how a verdict or outcome appears: a symbol and a word, for readers
// without colour.
type look struct {
	tone   tone
	symbol string
	word   string
}

var looks = map[verify.Verdict]look{
	verify.VerdictMasked:       {good, "✓", "MASKED"},
	verify.VerdictLeaked:       {bad, "✗", "LEAKED"},
	verify.VerdictInconclusive: {unsure, "?", "INCONCLUSIVE"},
}

// lookOf does not show masked as good news where a leak is known to be there, or the
// run fails.
func lookOf(r *verify.Result) look {
	l := looks[r.Verdict]
	switch {
	case r.Verdict != verify.VerdictMasked:
	case !r.AsExpected():
		l.tone, l.symbol = unsure, "?"
	case tally(r).accepted > 0 || r.Expired() > 0:
		l.tone, l.symbol = unsure, "!"
	}
	return l
}

// lookOfFlow is lookOf for one flow; its word is the verdict as a sentence has it.
func lookOfFlow(f *verify.FlowResult) look {
	l, accepted := looks[f.Verdict], 0
	for _, g := range f.Findings {
		if isAccepted(g) {
			accepted++
		}
	}
	if f.Verdict == verify.VerdictMasked && accepted > 0 {
		l.tone, l.symbol = unsure, "!"
	}
	l.word = string(f.Verdict) + besides(f.Verdict, accepted)
	return l
}

// besides follows a verdict where leaks are accepted: masked alone would be too much.
func besides(v verify.Verdict, accepted int) string {
	leaks := count(accepted, "accepted leak", "accepted leaks")
	switch {
	case accepted == 0:
		return ""
	case v == verify.VerdictMasked:
		return ", but for " + leaks
	}
	return ", beside " + leaks
}

// expectation is what follows the verdict: nothing where it stands as it is.
func expectation(r *verify.Result) string {
	text := besides(r.Verdict, tally(r).accepted)
	switch {
	case r.Expect == verify.VerdictMasked:
	case r.AsExpected():
		text += ", as the scenario expects"
	default:
		text += fmt.Sprintf(", but the scenario expects %s", r.Expect)
	}
	return text + expiredToo(r.Acceptances)
}

func inWords(r *verify.Result) string {
	n := tally(r)
	switch {
	case len(r.Flows) == 0:
		return "No flow was walked, so nothing is proven."
	case r.Verdict == verify.VerdictLeaked:
		whole := ""
		if n.parts > 0 {
			whole = ", whole or in part"
		}
		return fmt.Sprintf("%s can be read in the recording, in %s%s.", count(n.leaked, "canary", "canaries"), count(n.leaks, "place", "places"), whole)
	case r.Verdict == verify.VerdictMasked && n.accepted > 0:
		return fmt.Sprintf("%d of %s proven masked, blocked, ignored or unrecorded, and every recording was read in full: %s can be read, and somebody answers for that.",
			n.hidden, count(n.plants, "planted value is", "planted values are"), count(n.accepted, "accepted leak", "accepted leaks"))
	case r.Verdict == verify.VerdictMasked && r.Expect == verify.VerdictLeaked:
		return "The known leaks of this scenario were not found: either they are fixed, or they are no longer seen. Nothing may be trusted until it is clear which."
	case r.Verdict == verify.VerdictMasked:
		return fmt.Sprintf("Each of %s is proven masked, blocked, ignored or unrecorded, and every recording was read in full.", count(n.plants, "planted value", "planted values"))
	}
	return "No leak was found, but that is not enough: not everything that a proof needs was seen. The reasons stand below."
}

// totals are a result's numbers over all flows.
type totals struct{ plants, hidden, leaked, leaks, parts, accepted int }

func tally(r *verify.Result) totals {
	var n totals
	for i := range r.Flows {
		f := &r.Flows[i]
		n.plants += len(f.Plants)
		n.leaked += distinct(f.Findings, isLeak)
		n.hidden += f.Proven()
		for _, g := range f.Findings {
			if g.Leak {
				n.leaks++
			}
			if isAccepted(g) {
				n.accepted++
			}
			if g.Leak && g.Match == scan.Fragment {
				n.parts++
			}
		}
	}
	return n
}

func (p *page) footer(r *verify.Result, dir string) {
	p.gap()
	if dir != "" {
		p.field(0, 10, "results", plain, dir)
		p.field(0, 10, "", dim, "report.html shows it in a browser; result.json has every finding, its pointer and its proof; recordings/ what they were read from")
	}
	p.lastLine(r)
}

// lastLine is the verdict in one line.
func (p *page) lastLine(r *verify.Result) {
	look, cut := lookOf(r), ""
	if r.Interrupted {
		cut = ", interrupted before its end"
	}
	p.line(0, span{look.tone, look.symbol + " " + r.Scenario + ": " + string(r.Verdict)}, span{plain, expectation(r) + cut})
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func clock(t time.Time, layout string) string {
	if t.IsZero() {
		return "time unknown"
	}
	return t.UTC().Format(layout)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
