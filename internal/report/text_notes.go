package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/maskproof/maskproof/internal/scan"
)

// noLeaks lists the findings that are no leaks, and why they are none.
func (p *page) noLeaks(findings []scan.Finding) {
	p.noted("Was there before it was typed (no leak)", groups(findings, isPreexisting))
	p.noted("Leaks that are accepted: somebody answers for them", groups(findings, isAccepted))
	p.noted("Shown in part, no leak by the policy", groups(findings, isInPart))
	p.noted("Found, but no leak by the policy", groups(findings, isPassed))
	p.lengths(findings)
}

func (p *page) noted(title string, list []group) {
	if len(list) == 0 {
		return
	}
	p.gap()
	p.line(2, span{strong, title})
	for i, g := range list {
		if i == mostNotes {
			p.line(4, span{dim, fmt.Sprintf("… and %d more, all in result.json", len(list)-i)})
			return
		}
		p.field(4, 2, "-", plain, noteLine(g))
	}
}

// noteLine tells a finding that is no leak.
func noteLine(g group) string {
	first := g[0]
	what := string(first.Match)
	if first.Revealed != "" {
		what = first.Revealed
	}
	text := fmt.Sprintf("%s, %s, in %s: %s", first.Canary, what, first.Surface, spot(first))
	if more := len(g) - 1 + max(0, len(first.Parts)-1); more > 0 {
		text += ", and " + count(more, "more place", "more places")
	}
	if isAccepted(first) {
		text += "; accepted by " + acceptedBy(first)
	}
	return text
}

// acceptedBy says who answers for a finding, until when and why; "" for nobody.
func acceptedBy(f scan.Finding) string {
	if a := f.Accepted; a != nil {
		return fmt.Sprintf("%s until %s: %s", a.Owner, a.Expires, a.Reason)
	}
	return ""
}

// lengths names the fields whose masks are as long as what was typed: good to
// know, and no problem.
func (p *page) lengths(findings []scan.Finding) {
	var names []string
	for _, f := range findings {
		if isLength(f) {
			names = append(names, f.Canary)
		}
	}
	if len(names) > 0 {
		p.gap()
		p.para(2, dim, "Good to know: masks tell the length of what was typed in "+strings.Join(names, ", ")+".")
	}
}

// unscanned lists the parts that were not read.
func (p *page) unscanned(parts []scan.Unscanned, of string) {
	if len(parts) == 0 {
		return
	}
	p.gap()
	p.line(2, span{unsure, fmt.Sprintf("%s of %s could not be read, and may hold more", count(len(parts), "part", "parts"), of)})
	for i, u := range parts {
		if i == mostParts {
			p.line(4, span{dim, fmt.Sprintf("… and %d more, all in the JSON report", len(parts)-i)})
			return
		}
		p.field(4, 2, "-", plain, partName(u)+u.Reason)
	}
}

func partName(u scan.Unscanned) string {
	name := ""
	if u.Recording != "" {
		name = u.Recording + ", "
	}
	if u.Event >= 0 {
		name += "event " + strconv.Itoa(u.Event)
		if u.Pointer != "" {
			name += " " + u.Pointer
		}
		return name + ": "
	}
	if name != "" {
		return name[:len(name)-2] + ": "
	}
	return ""
}
