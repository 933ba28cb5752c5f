package report

import (
	"fmt"
	"strconv"

	"github.com/maskproof/maskproof/internal/scan"
)

// noLeaks lists the findings that are no leaks, and why they are none.
func (p *page) noLeaks(findings []scan.Finding) {
	p.noted("Was there before it was typed (no leak)", groups(findings, isPreexisting))
	p.noted("Found, but no leak by the policy", groups(findings, isAllowed))
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
		text := fmt.Sprintf("%s (%s) in %s: %s", g[0].Canary, g[0].Match, g[0].Surface, spot(g[0]))
		if len(g) > 1 {
			text += fmt.Sprintf(", and %s", count(len(g)-1, "more place", "more places"))
		}
		p.field(4, 2, "-", plain, text)
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
