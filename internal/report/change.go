package report

import (
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// Change is what a run shows of leaks compared with an earlier run of the same
// scenario. Leaks are the same while their fingerprint is.
type Change struct {
	Since     *verify.Result // the earlier run; nil: there is none
	New       []scan.Finding // leaks that it did not show
	Unchanged []scan.Finding
	Fixed     []scan.Finding // its leaks in flows that were walked and read to their end since, and that did not come again
	Unknown   []scan.Finding // its leaks that did not come again in flows that prove nothing now
}

// Compare holds a run against an earlier one, which may be nil.
func Compare(before, now *verify.Result) Change {
	c := Change{Since: before}
	if before == nil {
		return c
	}
	old, cur := leaksOf(before), leaksOf(now)
	for _, l := range cur {
		if _, was := find(old, l); was {
			c.Unchanged = append(c.Unchanged, l.finding)
		} else {
			c.New = append(c.New, l.finding)
		}
	}
	for _, l := range old {
		_, still := find(cur, l)
		switch {
		case still:
		case readInFull(now, l.flow):
			c.Fixed = append(c.Fixed, l.finding)
		default:
			c.Unknown = append(c.Unknown, l.finding)
		}
	}
	return c
}

// leak is one leak of a run, each fingerprint once.
type leak struct {
	flow    string
	finding scan.Finding
}

func leaksOf(r *verify.Result) []leak {
	var list []leak
	for _, f := range r.Flows {
		for _, g := range f.Findings {
			l := leak{f.Name, g}
			if _, seen := find(list, l); g.Leak && !seen {
				list = append(list, l)
			}
		}
	}
	return list
}

func find(list []leak, l leak) (leak, bool) {
	i := slices.IndexFunc(list, func(o leak) bool { return o.flow == l.flow && o.finding.Fingerprint == l.finding.Fingerprint })
	if i < 0 {
		return leak{}, false
	}
	return list[i], true
}

// readInFull says that what is not in a flow's findings is not in its recording.
func readInFull(r *verify.Result, name string) bool {
	i := slices.IndexFunc(r.Flows, func(f verify.FlowResult) bool { return f.Name == name })
	if i < 0 {
		return false
	}
	f := &r.Flows[i]
	return f.Failure == nil && len(f.Coverage.Unscanned) == 0 && f.Coverage.StartMarker && f.Coverage.EndMarker && f.Verdict != verify.VerdictInconclusive
}

// InWords is the change in one line; "" without an earlier run.
func (c Change) InWords() string {
	if c.Since == nil {
		return ""
	}
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{len(c.New), "new"}, {len(c.Fixed), "fixed"}, {len(c.Unchanged), "unchanged"}, {len(c.Unknown), "not seen again, not proven fixed"}} {
		if p.n > 0 {
			parts = append(parts, count(p.n, "leak", "leaks")+" "+p.word)
		}
	}
	if len(parts) == 0 {
		return "no leak then, none now"
	}
	return strings.Join(parts, ", ")
}
