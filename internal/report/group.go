package report

import (
	"slices"

	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
)

// place is a kind of hole through which one canary got out of one recording.
// What stands behind one hole is mended by one fix, so reports tell it together.
type place struct {
	recording string
	canary    string
	surface   rrweb.Surface
	fragment  bool
	accepted  string
}

// group is all findings of one place, in recording order; never empty.
type group []scan.Finding

// groups puts the findings that pass together by place, in order of first
// appearance.
func groups(findings []scan.Finding, pass func(scan.Finding) bool) []group {
	var list []group
	index := map[place]int{}
	for _, f := range findings {
		if !pass(f) {
			continue
		}
		key := place{f.Recording, f.Canary, f.Surface, f.Match == scan.Fragment, acceptedBy(f)}
		at, ok := index[key]
		if !ok {
			at = len(list)
			index[key] = at
			list = append(list, nil)
		}
		list[at] = append(list[at], f)
	}
	return list
}

func isLeak(f scan.Finding) bool        { return f.Leak }
func isPreexisting(f scan.Finding) bool { return f.Preexisting && !f.Leak }
func isAccepted(f scan.Finding) bool    { return f.Accepted != nil }
func isLength(f scan.Finding) bool      { return slices.Contains(f.Via, "mask-length") }

func isInPart(f scan.Finding) bool {
	return f.Match == scan.Fragment && !f.Leak && !f.Preexisting && !isAccepted(f) && !isLength(f)
}

// isPassed is of what the policy lets pass whole.
func isPassed(f scan.Finding) bool {
	return f.Match != scan.Fragment && !isDetected(f) && !f.Leak && !f.Preexisting && !isAccepted(f)
}

// distinct counts the canaries in findings that pass.
func distinct(findings []scan.Finding, pass func(scan.Finding) bool) int {
	seen := map[string]bool{}
	for _, f := range findings {
		if pass(f) {
			seen[f.Canary] = true
		}
	}
	return len(seen)
}
