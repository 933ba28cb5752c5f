package verify

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// mostApart is how far apart the parts of one run may begin; older ones are left over
// from another.
const mostApart = 24 * time.Hour

// Merge makes one result of the parts of a run that was sharded. A flow that stands in
// none of the parts is in it without evidence, so that the result is inconclusive, and
// keeps a Shard that names the parts. The error says why the results are not parts of
// one run.
func Merge(parts []*Result) (*Result, error) {
	if len(parts) == 0 {
		return nil, errors.New("no parts to merge")
	}
	whole := *parts[0]
	whole.Flows, whole.Planned = nil, nil
	m := merger{whole: &whole, shards: map[int]bool{}}
	for _, p := range parts {
		if err := m.add(p); err != nil {
			return nil, err
		}
	}
	m.close()
	return &whole, nil
}

type merger struct {
	whole  *Result
	of     int
	shards map[int]bool

	latest time.Time // when the last part began

	runs, tools, names []string
}

func (m *merger) add(p *Result) error {
	n, of := 0, 0
	if k, _ := fmt.Sscanf(p.Shard, "%d/%d", &n, &of); k != 2 || n < 1 || n > of {
		return fmt.Errorf("run %s is no part: it was not walked with --shard", p.Run)
	}
	w := m.whole
	switch {
	case p.Scenario != w.Scenario:
		return fmt.Errorf("the parts are of different scenarios, %s and %s", w.Scenario, p.Scenario)
	case p.Schema != w.Schema:
		return fmt.Errorf("the parts have different schemas, %s and %s: make them with one maskproof", w.Schema, p.Schema)
	case p.App != w.App || p.PostHog != w.PostHog || p.Project != w.Project || p.Expect != w.Expect:
		return fmt.Errorf("part %s is of another app, PostHog, project or expectation than part %s", p.Shard, w.Shard)
	case !reflect.DeepEqual(p.Policy, w.Policy):
		return fmt.Errorf("parts %s and %s were judged by different policies or accepted leaks", w.Shard, p.Shard)
	case m.of != 0 && of != m.of:
		return fmt.Errorf("the parts are of different runs: one of %d and one of %d parts", m.of, of)
	case m.shards[n]:
		return fmt.Errorf("part %s was given twice", p.Shard)
	case p.Started.Sub(w.Started).Abs() > mostApart:
		return fmt.Errorf("parts %s and %s began more than a day apart: they are not of one run", w.Shard, p.Shard)
	}
	m.of, m.shards[n] = of, true
	return m.take(p)
}

// take moves what a part holds into the whole.
func (m *merger) take(p *Result) error {
	w := m.whole
	for _, f := range p.Flows {
		if slices.ContainsFunc(w.Flows, func(o FlowResult) bool { return o.Name == f.Name }) {
			return fmt.Errorf("flow %s stands in two parts", f.Name)
		}
		w.Flows = append(w.Flows, f)
	}
	for _, name := range p.Planned {
		if !slices.Contains(w.Planned, name) {
			w.Planned = append(w.Planned, name)
		}
	}
	m.runs, m.names = append(m.runs, p.Run), append(m.names, p.Shard)
	if !slices.Contains(m.tools, p.Tool) {
		m.tools = append(m.tools, p.Tool)
	}
	if p.Started.Before(w.Started) {
		w.Started = p.Started
	}
	if p.Started.After(m.latest) {
		m.latest = p.Started
	}
	if p.Ended.After(w.Ended) {
		w.Ended = p.Ended
	}
	w.Interrupted = w.Interrupted || p.Interrupted
	return nil
}

// close judges the whole.
func (m *merger) close() {
	w := m.whole
	w.Run, w.Tool = strings.Join(m.runs, "+"), strings.Join(m.tools, ", ")
	missing := m.missing()
	w.Shard = ""
	if len(missing) > 0 {
		slices.Sort(m.names)
		w.Shard = strings.Join(m.names, ", ")
	}
	w.Flows = append(w.Flows, missing...)
	order := func(f FlowResult) int { return slices.Index(w.Planned, f.Name) }
	slices.SortStableFunc(w.Flows, func(a, b FlowResult) int { return order(a) - order(b) })
	if len(missing) == 0 {
		w.Planned = nil
	}
	w.Verdict = Worst(w.Flows)
	w.Acceptances = Acceptances(w.Policy, w.Flows, m.latest)
}

// missing stands for the flows that no part holds. Where the parts do not tell which
// there are, it is one for each part that is not there.
func (m *merger) missing() (list []FlowResult) {
	var gone []string
	for n := 1; n <= m.of; n++ {
		if !m.shards[n] {
			gone = append(gone, fmt.Sprintf("%d/%d", n, m.of))
		}
	}
	if len(m.whole.Planned) == 0 {
		for _, name := range gone {
			list = append(list, absent("part "+name, "part "+name+" of the run is not there"))
		}
		return list
	}
	for _, name := range m.whole.Planned {
		if slices.ContainsFunc(m.whole.Flows, func(f FlowResult) bool { return f.Name == name }) {
			continue
		}
		why := "no part of the run holds this flow"
		if len(gone) > 0 {
			why += ", and part " + strings.Join(gone, ", ") + " is not there"
		}
		list = append(list, absent(name, why))
	}
	return list
}

func absent(name, why string) FlowResult {
	return FlowResult{Name: name, Verdict: VerdictInconclusive, Reasons: []Reason{{"part-missing", why}}}
}
