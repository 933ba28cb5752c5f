package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/verify"
)

// The most that a terminal report shows of a list; result.json has the rest.
const (
	mostReasons = 20
	mostParts   = 5  // unscanned parts
	mostLeaks   = 40 // groups
	mostPlaces  = 4  // further places in a group
	mostNotes   = 10 // findings that are no leaks
)

func (p *page) flow(f *verify.FlowResult) {
	look := lookOfFlow(f)
	p.gap()
	p.line(0, span{strong, "flow " + f.Name}, span{plain, "  "},
		span{look.tone, look.symbol + " " + look.word}, span{dim, "  " + f.File})
	p.line(2, span{dim, coverage(f.Coverage)})
	p.fields(f.Coverage.Fields)
	p.flaky(f)
	p.plants(f)
	p.failure(f)
	p.reasons(f)
	p.leaks(f)
	p.noLeaks(f.Findings)
}

func coverage(c verify.Coverage) string {
	if c.Events == 0 {
		return "no event of its recording was read"
	}
	text := fmt.Sprintf("recording %s · %s and %s read", c.Recording, count(c.Events, "event", "events"), count(c.Strings, "string", "strings"))
	if c.Windows > 1 {
		text += fmt.Sprintf(" · %d windows", c.Windows)
	}
	return text + " · " + count(c.FullSnapshots, "full snapshot", "full snapshots")
}

// flaky says that the flow was walked before, and why again.
func (p *page) flaky(f *verify.FlowResult) {
	if text := flakiness(f); text != "" {
		p.para(2, unsure, text)
	}
}

// flakiness is "" for a flow that needed one try.
func flakiness(f *verify.FlowResult) string {
	n := len(f.Tries)
	if n == 0 {
		return ""
	}
	why := "it proved nothing"
	switch last := f.Tries[n-1]; {
	case last.Failure != nil:
		why = last.Failure.Message
	case len(last.Reasons) > 0:
		why = last.Reasons[0].Message
	}
	why, _, _ = strings.Cut(why, "\n")
	return fmt.Sprintf("Flaky: this is try %d. No try showed a leak before; the last one said: %s", n+1, why)
}

var outcomes = map[verify.Outcome]look{
	verify.Masked:     {good, "✓", "masked"},
	verify.Blocked:    {good, "✓", "blocked"},
	verify.Ignored:    {good, "✓", "ignored"},
	verify.Unrecorded: {good, "✓", "unrecorded"},
	verify.Accepted:   {unsure, "!", "accepted"},
	verify.Leaked:     {bad, "✗", "leaked"},
	verify.Unproven:   {unsure, "?", "unproven"},
}

// lookOfPlant is how an outcome appears. What is hidden in a recording of which a part is
// missing is no more than seen so.
func lookOfPlant(f *verify.FlowResult, pl verify.PlantResult) look {
	l, ok := outcomes[pl.Outcome]
	switch {
	case !ok:
		return look{unsure, "?", string(pl.Outcome)}
	case pl.Outcome.Hidden() && !f.Whole():
		return look{unsure, "?", "seen " + l.word}
	}
	return l
}

// plants writes the table of a flow's plants: canary, step, outcome, detail.
func (p *page) plants(f *verify.FlowResult) {
	if len(f.Plants) == 0 {
		return
	}
	outcomeWidth := 14
	if !f.Whole() {
		outcomeWidth += len("seen")
	}
	ids, steps := p.columns.canary, p.columns.step
	left := 4 + ids + 2 + steps + 2 + outcomeWidth
	p.gap()
	for _, pl := range f.Plants {
		look := lookOfPlant(f, pl)
		rows := wrap(shorten(clean(pl.Detail)), max(p.width-left, 20))
		p.line(4, span{plain, fit(clean(pl.Canary), ids) + "  "}, span{dim, fit(clean(stepTitle(pl)), steps) + "  "},
			span{look.tone, fit(look.symbol+" "+look.word, outcomeWidth)}, span{plain, rows[0]})
		for _, row := range rows[1:] {
			p.line(left, span{plain, row})
		}
	}
}

func stepTitle(pl verify.PlantResult) string {
	return strings.TrimSpace(fmt.Sprintf("step %d %s", pl.Step+1, pl.Title))
}

// failure tells why the flow could not finish, whatever its verdict.
func (p *page) failure(f *verify.FlowResult) {
	if f.Failure == nil {
		return
	}
	p.gap()
	p.line(2, span{bad, "The flow did not finish"}, span{plain, where(f)})
	p.para(4, plain, f.Failure.Message)
	if f.Failure.Hint != "" {
		p.field(4, labelWidth, "to do", plain, f.Failure.Hint)
	}
	if f.Failure.Screenshot != "" {
		p.field(4, labelWidth, "picture", plain, f.Failure.Screenshot)
	}
}

func where(f *verify.FlowResult) string {
	text := " (" + f.Failure.Stage
	if f.Failure.Step >= 0 {
		text += fmt.Sprintf(", step %d", f.Failure.Step+1)
	}
	if f.Failure.Line > 0 {
		text += fmt.Sprintf(", %s:%d", f.File, f.Failure.Line)
	}
	return text + ")"
}

// lackOf is what a flow lacks, and what that means: what stands between it and a proof,
// or, of a leaked one, what of its recording is not there and may hold more leaks.
func lackOf(f *verify.FlowResult) (title, short string, list []verify.Reason) {
	if f.Verdict == verify.VerdictLeaked {
		return "Of the recording a part is missing, which may hold more", "may hold more", f.Gaps
	}
	return "Not proven, because", "not proven", f.Reasons
}

// reasons lists what is missing from a proof, or from the recording of a leaked flow.
func (p *page) reasons(f *verify.FlowResult) {
	title, _, list := lackOf(f)
	list = slices.DeleteFunc(slices.Clone(list), func(r verify.Reason) bool {
		return r.Code == "not-finished" && f.Failure != nil // told as the failure
	})
	if len(list) > 0 {
		p.gap()
		p.line(2, span{unsure, title})
	}
	for i, reason := range list {
		if i == mostReasons {
			p.line(4, span{dim, fmt.Sprintf("… and %s, all in result.json", count(len(list)-i, "more reason", "more reasons"))})
			break
		}
		p.field(4, 2, "-", plain, reason.Message)
		p.advise(reason.Code)
	}
	p.unscanned(f.Coverage.Unscanned, "this flow's recording")
	p.images(f.Coverage.Images)
}
