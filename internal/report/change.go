package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// Change is what a run shows compared with an earlier run of the same scenario.
// Leaks are the same while their flow and fingerprint are.
type Change struct {
	Since     *verify.Result // the earlier run; nil: there is none
	New       []Leak         // leaks that it did not show
	Unchanged []Leak
	Fixed     []Leak // its leaks in flows that were walked and read to their end since, and that did not come again
	Accepted  []Leak // its leaks that somebody answers for now
	Unknown   []Leak // its leaks that did not come again in flows that prove nothing now

	Flows   []FlowChange         // flows with another verdict
	Expired []scan.AcceptanceUse // acceptances that are over and were not
}

// Leak is a leak of a run; each fingerprint of a flow counts once.
type Leak struct {
	Flow string
	scan.Finding
}

// FlowChange is a flow whose verdict is another one; "" where it was not walked.
type FlowChange struct {
	Name    string
	Was, Is verify.Verdict
}

// Compare holds a run against an earlier one, which may be nil.
func Compare(before, now *verify.Result) Change {
	c := Change{Since: before}
	if before == nil {
		return c
	}
	c.compareLeaks(before, now)
	c.compareFlows(before, now)
	for _, a := range now.Acceptances {
		same := func(b scan.AcceptanceUse) bool { return a.Acceptance == b.Acceptance && a.State == b.State }
		if a.State == scan.AcceptanceExpired && !slices.ContainsFunc(before.Acceptances, same) {
			c.Expired = append(c.Expired, a)
		}
	}
	return c
}

func (c *Change) compareLeaks(before, now *verify.Result) {
	old, cur := Leaks(before), Leaks(now)
	was, is, accepted := keysOf(old), keysOf(cur), keysOf(leaksOf(now, isAccepted))
	for _, l := range cur {
		if was[l.key()] {
			c.Unchanged = append(c.Unchanged, l)
		} else {
			c.New = append(c.New, l)
		}
	}
	for _, l := range old {
		i := slices.IndexFunc(now.Flows, func(f verify.FlowResult) bool { return f.Name == l.Flow })
		switch {
		case is[l.key()]:
		case accepted[l.key()]:
			c.Accepted = append(c.Accepted, l)
		case i >= 0 && now.Flows[i].ReadInFull():
			c.Fixed = append(c.Fixed, l)
		default:
			c.Unknown = append(c.Unknown, l)
		}
	}
}

func (c *Change) compareFlows(before, now *verify.Result) {
	was, is := verdicts(before), verdicts(now)
	names := slices.Collect(maps.Keys(was))
	for name := range is {
		if _, both := was[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if was[name] != is[name] {
			c.Flows = append(c.Flows, FlowChange{name, was[name], is[name]})
		}
	}
}

func verdicts(r *verify.Result) map[string]verify.Verdict {
	list := map[string]verify.Verdict{}
	for _, f := range r.Flows {
		list[f.Name] = f.Verdict
	}
	return list
}

// Leaks lists the leaks of a run.
func Leaks(r *verify.Result) []Leak { return leaksOf(r, isLeak) }

func leaksOf(r *verify.Result, pass func(scan.Finding) bool) []Leak {
	var list []Leak
	seen := map[[2]string]bool{}
	for _, f := range r.Flows {
		for _, g := range f.Findings {
			l := Leak{f.Name, g}
			if pass(g) && !seen[l.key()] {
				seen[l.key()] = true
				list = append(list, l)
			}
		}
	}
	return list
}

func (l Leak) key() [2]string { return [2]string{l.Flow, l.Fingerprint} }

func keysOf(list []Leak) map[[2]string]bool {
	keys := map[[2]string]bool{}
	for _, l := range list {
		keys[l.key()] = true
	}
	return keys
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
	}{{len(c.New), "new"}, {len(c.Fixed), "fixed"}, {len(c.Accepted), "accepted"}, {len(c.Unchanged), "unchanged"}, {len(c.Unknown), "not seen again, not proven fixed"}} {
		if p.n > 0 {
			parts = append(parts, count(p.n, "leak", "leaks")+" "+p.word)
		}
	}
	if len(parts) == 0 {
		return "no leak then, none now"
	}
	return strings.Join(parts, ", ")
}
