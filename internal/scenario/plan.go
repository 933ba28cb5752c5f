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

// plan is what a run will do: its flows, parsed and checked, and a canary for
// each planting step, before anything is started.
type plan struct {
	flows    []*flow.Flow
	canaries map[place]canary.Canary
	all      []canary.Canary
}

// place is one planting step.
type place struct {
	flow string
	step int
}

func newPlan(s *Scenario, d Deps, run string, seed uint64) (*plan, error) {
	p := &plan{canaries: map[place]canary.Canary{}}
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
		if len(d.Only) == 0 || slices.Contains(d.Only, f.Name) {
			p.flows = append(p.flows, f)
		}
	}
	if len(problems) == 0 {
		problems = p.unknown(s, d)
	}
	if len(problems) > 0 {
		return nil, &BadInput{errors.Join(problems...)}
	}
	return p, p.makeCanaries(canary.NewSet(seed, run))
}

// unknown are the names asked for with Deps.Only that no flow has.
func (p *plan) unknown(s *Scenario, d Deps) (problems []error) {
	for _, name := range d.Only {
		if !slices.ContainsFunc(p.flows, func(f *flow.Flow) bool { return f.Name == name }) {
			problems = append(problems, fmt.Errorf("%s: none of its flows is named %q", s.File, name))
		}
	}
	return problems
}

func (p *plan) makeCanaries(set *canary.Set) error {
	for _, f := range p.flows {
		for i, step := range f.Numbered() {
			if step.Plant == nil {
				continue
			}
			c, err := set.Make(f.Name, step.Plant.Kind, canary.Kind(step.Plant.Kind), step.Plant.Lookalike)
			if err != nil {
				return &BadInput{fmt.Errorf("%s:%d: %w", step.From(f), step.Line, err)}
			}
			p.canaries[place{f.Name, i}] = c
		}
	}
	p.all = set.All()
	return nil
}

// loadFlow reads a flow by path, or by name from the user's folder and then
// from the shipped ones.
func loadFlow(name string, d Deps) (*flow.Flow, error) {
	file, data, err := findFlow(name, d)
	if err != nil {
		return nil, err
	}
	var kinds []string
	for _, k := range canary.Kinds() {
		kinds = append(kinds, string(k))
	}
	return flow.Parse(file, data, flow.Options{
		Kinds: kinds, Devices: browser.Devices(), Env: d.Env,
		Load: func(from, name string) (string, []byte, error) { return usedFlow(from, name, d) },
	})
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
