package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
)

// plan is what a run will do: its flows, parsed and checked, and canaries for
// each planting step, before anything is started.
type plan struct {
	flows []*flow.Flow
	names []string // of all flows that were asked for, those of other parts too
	sites []site
}

// site is one planting step and what is typed there, at the first try and at each
// further one.
type site struct {
	flow   string
	step   int
	values []canary.Canary
}

func newPlan(s *Scenario, d Deps, run string, seed uint64) (*plan, error) {
	p := &plan{}
	var problems []error
	if s.PostHog.Embedded && s.App.Demo == "" {
		problems = append(problems, fmt.Errorf("%s: posthog: {embedded: true} goes with app: {demo: …}; for your own app run \"maskproof minihog --listen\" and name its host, project and key", s.File))
	}
	for _, name := range s.Flows {
		f, err := loadFlow(name, d)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if slices.ContainsFunc(p.flows, func(other *flow.Flow) bool { return other.Name == f.Name }) {
			problems = append(problems, fmt.Errorf("%s: two flows have the name %q", f.File, f.Name))
		}
		if len(d.Only) > 0 && !slices.Contains(d.Only, f.Name) {
			continue
		}
		p.names = append(p.names, f.Name)
		if d.Take == nil || d.Take() {
			p.flows = append(p.flows, f)
		}
	}
	if len(problems) == 0 {
		problems = p.unknown(s, d)
	}
	if len(problems) > 0 {
		return nil, &BadInput{errors.Join(problems...)}
	}
	if len(p.flows) == 0 {
		return nil, ErrNoFlow
	}
	return p, p.makeCanaries(canary.NewSet(seed, run), 1+d.Retries)
}

// Flows reads the flows that Run would walk, with the errors that Run has for a
// scenario that cannot be run as written.
func Flows(s *Scenario, d Deps) ([]*flow.Flow, error) {
	p, err := newPlan(s, d, "flows", 1)
	if err != nil {
		return nil, err
	}
	return p.flows, nil
}

// unknown are the names asked for with Deps.Only that no flow has.
func (p *plan) unknown(s *Scenario, d Deps) (problems []error) {
	for _, name := range d.Only {
		if !slices.Contains(p.names, name) {
			problems = append(problems, fmt.Errorf("%s: none of its flows is named %q", s.File, name))
		}
	}
	return problems
}

// makeCanaries makes the values of the first try of all flows first: they are the
// same however many tries may follow.
func (p *plan) makeCanaries(set *canary.Set, tries int) error {
	for try := 1; try <= tries; try++ {
		n := 0
		for _, f := range p.flows {
			for i, step := range f.Numbered() {
				if step.Plant == nil {
					continue
				}
				if err := p.makeCanary(set, site{flow: f.Name, step: i}, step.Plant, try, n); err != nil {
					return &BadInput{fmt.Errorf("%s:%d: %w", step.From(f), step.Line, err)}
				}
				n++
			}
		}
	}
	return nil
}

// makeCanary makes what is typed at the nth site at a try.
func (p *plan) makeCanary(set *canary.Set, at site, plant *flow.Plant, try, n int) error {
	if try == 1 {
		c, err := set.Make(at.flow, plant.Kind, canary.Kind(plant.Kind), plant.Lookalike)
		at.values = []canary.Canary{c}
		p.sites = append(p.sites, at)
		return err
	}
	c, err := set.Again(p.sites[n].values[0], try, plant.Lookalike)
	p.sites[n].values = append(p.sites[n].values, c)
	return err
}

// typed returns what a step types at a try, 1 for the first.
func (p *plan) typed(flow string, step, try int) canary.Canary {
	i := slices.IndexFunc(p.sites, func(s site) bool { return s.flow == flow && s.step == step })
	if i < 0 {
		return canary.Canary{}
	}
	return p.sites[i].values[try-1]
}

// sought is what to look for in the recordings of a flow's try: what it typed, what
// the other flows typed, and what the tries before typed, which the app may have
// kept.
func (p *plan) sought(flow string, try int) []canary.Canary {
	var list []canary.Canary
	for _, s := range p.sites {
		if s.flow != flow {
			list = append(list, s.values[0])
			continue
		}
		list = append(list, s.values[try-1])
		for before, c := range s.values[:try-1] {
			c.ID += fmt.Sprintf(" (try %d)", before+1)
			list = append(list, c)
		}
	}
	return list
}

// all is every value that may be typed.
func (p *plan) all() []canary.Canary {
	var list []canary.Canary
	for _, s := range p.sites {
		list = append(list, s.values...)
	}
	return list
}

// loadFlow reads a flow by path, or by name from the user's folder and then
// from the shipped ones.
func loadFlow(name string, d Deps) (*flow.Flow, error) {
	file, data, err := findFlow(name, d)
	if err != nil {
		return nil, err
	}
	return flow.Parse(file, data, FlowOptions(d))
}

// FlowOptions is what reading a flow needs of the rest of the program.
func FlowOptions(d Deps) flow.Options {
	var kinds []string
	for _, k := range canary.Kinds() {
		kinds = append(kinds, string(k))
	}
	return flow.Options{
		Kinds: kinds, Devices: browser.Devices(), Env: d.Env,
		Load: func(from, name string) (string, []byte, error) { return usedFlow(from, name, d) },
	}
}

// usedFlow reads a flow that another one uses, by its path beside that one, or
// among the shipped flows where that one is shipped.
func usedFlow(from, name string, d Deps) (string, []byte, error) {
	file := filepath.ToSlash(filepath.Join(filepath.Dir(from), filepath.FromSlash(name)))
	data, err := os.ReadFile(filepath.FromSlash(file))
	if errors.Is(err, fs.ErrNotExist) && d.Flows != nil && path.Dir(file) == "flows" {
		if shipped, serr := fs.ReadFile(d.Flows, path.Base(file)); serr == nil {
			return file, shipped, nil
		}
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return file, data, err
}

func findFlow(name string, d Deps) (file string, data []byte, err error) {
	if strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
		data, err = os.ReadFile(name)
		return name, data, err
	}
	if d.FlowDir != "" {
		file = filepath.Join(d.FlowDir, name+".yaml")
		if data, err = os.ReadFile(file); !errors.Is(err, fs.ErrNotExist) {
			return file, data, err
		}
	}
	if d.Flows != nil {
		if data, err = fs.ReadFile(d.Flows, name+".yaml"); err == nil {
			return path.Join("flows", name+".yaml"), data, nil
		}
	}
	return "", nil, fmt.Errorf("unknown flow %q: known are %s", name, strings.Join(knownFlows(d), ", "))
}

func knownFlows(d Deps) []string {
	var names []string
	if d.FlowDir != "" {
		files, _ := filepath.Glob(filepath.Join(d.FlowDir, "*.yaml"))
		for _, file := range files {
			names = append(names, strings.TrimSuffix(filepath.Base(file), ".yaml"))
		}
	}
	if d.Flows != nil {
		files, _ := fs.Glob(d.Flows, "*.yaml")
		for _, file := range files {
			names = append(names, strings.TrimSuffix(file, ".yaml"))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
