package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// labelWidth is the room for the labels beside a leak: "typed", "where", ….
const labelWidth = 9

func (p *page) leaks(f *verify.FlowResult) {
	p.leakBlocks(groups(f.Findings, isLeak), func(g group) {
		p.typed(f, g[0].Canary)
		p.where(g)
		p.field(4, labelWidth, "when", plain, when(g[0], f))
	})
}

// leakBlocks writes one block a group; head writes what the caller knows of it,
// up to the time.
func (p *page) leakBlocks(list []group, head func(group)) {
	for i, g := range list {
		if i == mostLeaks {
			p.restOfLeaks(list[i:])
			return
		}
		p.gap()
		title := fmt.Sprintf("✗ leak %d of %d: ", i+1, len(list))
		p.line(2, span{bad, title}, span{strong, g[0].Canary}, span{plain, fmt.Sprintf(" (%s) in %s", g[0].Kind, g[0].Surface)})
		head(g)
		p.field(4, labelWidth, "how", plain, how(g[0]))
		p.field(4, labelWidth, "shows", plain, g[0].Excerpt)
		p.field(4, labelWidth, "to do", plain, Fix(g[0]))
	}
}

func (p *page) restOfLeaks(list []group) {
	p.gap()
	p.line(2, span{bad, fmt.Sprintf("✗ and %s, each in result.json:", count(len(list), "more kind of leak", "more kinds of leaks"))})
	for i, g := range list {
		if i == mostReasons {
			p.line(4, span{dim, "…"})
			return
		}
		p.line(4, span{plain, fmt.Sprintf("%s in %s, %s", g[0].Canary, g[0].Surface, count(len(g), "place", "places"))})
	}
}

// typed says at which steps the canary was planted.
func (p *page) typed(f *verify.FlowResult, canary string) {
	label := "typed"
	for _, pl := range f.Plants {
		if pl.Canary == canary {
			p.field(4, labelWidth, label, plain, fmt.Sprintf("at %s, %s (%s:%d)", stepTitle(pl), pl.Field, f.File, pl.Line))
			label = ""
		}
	}
	if label != "" {
		p.field(4, labelWidth, label, plain, "not by this flow: it belongs to another flow of the run")
	}
}

// where names the first place in full and the next ones shortly.
func (p *page) where(g group) {
	first := g[0]
	p.field(4, labelWidth, "where", plain, spot(first))
	p.field(4, labelWidth, "", dim, "pointer "+first.Pointer+windowOf(first))
	for i, f := range g[1:] {
		if i == mostPlaces {
			p.field(4, labelWidth, "", dim, fmt.Sprintf("and in %s, all in result.json", count(len(g)-1-i, "more place", "more places")))
			return
		}
		p.field(4, labelWidth, "also", plain, spot(f))
	}
}

func spot(f scan.Finding) string {
	at := "event " + strconv.Itoa(f.Event)
	if f.Event < 0 {
		at = "outside the events"
	}
	if f.Selector != "" {
		return f.Selector + ", " + at
	}
	return at + ", " + f.Pointer
}

func windowOf(f scan.Finding) string {
	if f.Window == "" {
		return ""
	}
	return ", window " + f.Window
}

// when gives the time in the flow and by the clock, and the step that ran.
func when(f scan.Finding, fl *verify.FlowResult) string {
	text := moment(f)
	if len(fl.Steps) > 0 && f.Timestamp > 0 {
		if since := time.UnixMilli(f.Timestamp).Sub(fl.Steps[0].Started); since >= 0 {
			text = seconds(since) + " into the flow, " + text
		}
	}
	if st, ok := stepOf(f.Step, fl.Steps); ok {
		text += fmt.Sprintf(", during step %d %s", st.Index+1, st.Title)
	}
	return text
}

// moment is the clock time, and for how long the value stayed there.
func moment(f scan.Finding) string {
	if f.Timestamp <= 0 {
		return "time unknown"
	}
	text := time.UnixMilli(f.Timestamp).UTC().Format("15:04:05.000 MST")
	if f.Count > 1 {
		text += fmt.Sprintf(", in %d events until %s", f.Count, time.UnixMilli(f.LastTimestamp).UTC().Format("15:04:05.000"))
	}
	return text
}

// stepOf resolves a finding's step, such as "checkout/2" for the flow's second
// step; "checkout/start" is before the first.
func stepOf(name string, steps []flow.StepTrace) (flow.StepTrace, bool) {
	_, number, _ := strings.Cut(name, "/")
	index, err := strconv.Atoi(number)
	if err != nil {
		return flow.StepTrace{}, false
	}
	for _, st := range steps {
		if st.Index == index-1 {
			return st, true
		}
	}
	return flow.StepTrace{}, false
}

// how says what it took to read the value.
func how(f scan.Finding) string {
	text := map[scan.Match]string{
		scan.Exact:      "exact: the value to the letter",
		scan.Normalized: "normalized: another spelling of the same value",
		scan.Encoded:    "encoded: behind an encoding that anyone can undo",
		scan.Hashed:     "hashed: a digest of the value",
		scan.Fragment:   "fragment: a part of the value",
	}[f.Match]
	if text == "" {
		text = string(f.Match)
	}
	if len(f.Via) > 0 {
		text += "; read via " + strings.Join(f.Via, " → ")
	}
	return text
}
