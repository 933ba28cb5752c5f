package report

import (
	"fmt"
	"strings"

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

// leakBlocks writes one block a group, numbered through the whole page; head
// writes what the caller knows of it, up to the time.
func (p *page) leakBlocks(list []group, head func(group)) {
	for i, g := range list {
		if i == mostLeaks {
			p.restOfLeaks(list[i:])
			return
		}
		p.leaksTold++
		p.gap()
		p.line(2, span{bad, fmt.Sprintf("✗ leak %d: ", p.leaksTold)}, span{strong, g[0].Canary},
			span{plain, fmt.Sprintf(" (%s) in %s", g[0].Kind, g[0].Surface)})
		head(g)
		p.field(4, labelWidth, "how", plain, how(g[0]))
		p.field(4, labelWidth, "shows", plain, g[0].Excerpt)
		p.fix(Fix(g[0]))
	}
}

// fix tells each fix once and points back to it afterwards.
func (p *page) fix(text string) {
	if first, ok := p.fixesTold[text]; ok {
		p.field(4, labelWidth, "to do", plain, fmt.Sprintf("as for leak %d", first))
		return
	}
	p.fixesTold[text] = p.leaksTold
	p.field(4, labelWidth, "to do", plain, text)
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
			p.field(4, labelWidth, label, plain, fmt.Sprintf("at %s (%s:%d)", stepAndField(pl), f.File, pl.Line))
			label = ""
		}
	}
	if label != "" {
		p.field(4, labelWidth, label, plain, "not by this flow: it belongs to another flow of the run")
	}
}

func stepAndField(pl verify.PlantResult) string {
	if strings.Contains(pl.Title, pl.Field) {
		return stepTitle(pl)
	}
	return stepTitle(pl) + ", " + pl.Field
}

// parts lists the places that add up to a fragment.
func (p *page) parts(parts []scan.Part) {
	for i, part := range parts {
		if i == mostPlaces+1 {
			p.field(4, labelWidth, "", dim, fmt.Sprintf("and in %s, all in result.json", count(len(parts)-i, "more place", "more places")))
			return
		}
		label := "adds up"
		if i > 0 {
			label = ""
		}
		p.field(4, labelWidth, label, plain, partSpot(part))
	}
}

func partSpot(part scan.Part) string {
	at := scan.Finding{Event: part.Event, Pointer: part.Pointer, Selector: part.Selector}
	return fmt.Sprintf("%s in %s: %s", part.Revealed, part.Surface, spot(at))
}

// where names the first place in full and the next ones shortly.
func (p *page) where(g group) {
	first := g[0]
	p.field(4, labelWidth, "where", plain, element(first)+eventOf(first))
	if first.Event >= 0 {
		p.field(4, labelWidth, "", dim, "pointer "+first.Pointer+windowOf(first))
	}
	if first.Fingerprint != "" {
		p.field(4, labelWidth, "", dim, "fingerprint "+first.Fingerprint)
	}
	p.parts(first.Parts)
	for i, f := range g[1:] {
		if i == mostPlaces {
			p.field(4, labelWidth, "", dim, fmt.Sprintf("and in %s, all in result.json", count(len(g)-1-i, "more place", "more places")))
			return
		}
		p.field(4, labelWidth, "also", plain, spot(f))
	}
}
