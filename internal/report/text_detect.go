package report

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
)

// detectedGroup is the findings of one kind on one surface: they are mended
// together.
type detectedGroup struct {
	kind     canary.Kind
	surface  rrweb.Surface
	findings []scan.Finding
}

func isDetected(f scan.Finding) bool { return f.Match == scan.Detected }

// detectedVerdict is the verdict of a scan that had no canaries.
func (p *page) detectedVerdict(r *scan.Report) {
	found := keepFindings(r.Findings, isDetected)
	read := fmt.Sprintf("%s and %s read", count(r.Events, "event", "events"), count(r.Strings, "string", "strings"))
	level := r.Detect.MinConfidence + " confidence or above"
	if r.Detect.MinConfidence == "low" {
		level = "any confidence"
	}
	switch {
	case len(found) > 0:
		p.line(0, span{bad, "✗ PERSONAL DATA FOUND"})
		p.para(2, plain, fmt.Sprintf("%s that nobody planted in %s, with %s; %s.",
			count(values(found), "value", "values"), count(len(found), "place", "places"), level, read))
	case r.Events == 0:
		p.line(0, span{unsure, "? INCONCLUSIVE"})
		p.para(2, plain, "There was no event to read, so nothing is known.")
	case len(r.Unscanned) > 0:
		p.line(0, span{unsure, "? INCONCLUSIVE"})
		p.para(2, plain, fmt.Sprintf("No personal data was found in what could be read (%s), but not all could be.", read))
	default:
		p.line(0, span{good, "✓ NOTHING FOUND"})
		p.para(2, plain, fmt.Sprintf("Nothing that looks like personal data, with %s: %s. Names and addresses have no shape to know them by: plant canaries for proof.", level, read))
	}
}

// detected lists what nobody planted, by kind.
func (p *page) detected(findings []scan.Finding) {
	list := detectedGroups(findings)
	if len(list) == 0 {
		return
	}
	p.gap()
	p.line(0, span{strong, "Personal data that nobody planted"}, span{dim, " · not part of a verdict about canaries"})
	told := map[string]string{}
	for _, g := range list {
		p.gap()
		name := fmt.Sprintf("%s in %s", g.kind, g.surface)
		p.line(2, span{unsure, "! "}, span{strong, name}, span{plain, fmt.Sprintf(": %s in %s, %s",
			count(values(g.findings), "value", "values"), count(len(g.findings), "place", "places"), levels(g.findings))})
		p.detectedPlaces(g.findings)
		fix := Fix(g.findings[0])
		if first, ok := told[fix]; ok {
			fix = "as for " + first
		} else {
			told[fix] = name
		}
		p.field(4, labelWidth, "to do", plain, fix)
	}
}

func (p *page) detectedPlaces(findings []scan.Finding) {
	for i, f := range findings {
		if i == mostPlaces {
			p.line(4, span{dim, fmt.Sprintf("… and in %s, all in the JSON report", count(len(findings)-i, "more place", "more places"))})
			return
		}
		text := fmt.Sprintf("%s %s, %s; %s; %s", f.Excerpt, f.Confidence, f.Recording, spot(f), moment(f))
		if len(f.Via) > 0 {
			text += "; read via " + strings.Join(f.Via, " → ")
		}
		p.field(4, 2, "-", plain, text)
	}
}

// detectedGroups puts findings together in order of first appearance.
func detectedGroups(findings []scan.Finding) []detectedGroup {
	var list []detectedGroup
	type key struct {
		kind    canary.Kind
		surface rrweb.Surface
	}
	index := map[key]int{}
	for _, f := range keepFindings(findings, isDetected) {
		k := key{f.Kind, f.Surface}
		at, ok := index[k]
		if !ok {
			at = len(list)
			index[k] = at
			list = append(list, detectedGroup{kind: f.Kind, surface: f.Surface})
		}
		list[at].findings = append(list[at].findings, f)
	}
	return list
}

func keepFindings(findings []scan.Finding, pass func(scan.Finding) bool) []scan.Finding {
	var list []scan.Finding
	for _, f := range findings {
		if pass(f) {
			list = append(list, f)
		}
	}
	return list
}

// values counts the distinct values of detected findings.
func values(findings []scan.Finding) int {
	seen := map[string]bool{}
	for _, f := range findings {
		seen[f.ValueID] = true
	}
	return len(seen)
}

// levels counts the confidences, the highest first: "2 high, 1 medium".
func levels(findings []scan.Finding) string {
	counts := map[string]int{}
	for _, f := range findings {
		counts[f.Confidence]++
	}
	var parts []string
	for _, level := range []string{"high", "medium", "low"} {
		if n := counts[level]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, level))
		}
	}
	return strings.Join(parts, ", ")
}
