package channels

import (
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/maskproof/maskproof/internal/flow"
)

// Visit is one walk over a page.
type Visit struct {
	Channel *Channel
	Config  string
	Twin    bool
}

// Visits lists the walks over a page: under every configuration, each with its twin.
func (c *Channel) Visits() []Visit {
	var all []Visit
	for _, config := range Configurations() {
		all = append(all, Visit{c, config, false}, Visit{c, config, true})
	}
	return all
}

// Visits lists the walks over all pages.
func Visits(list []*Channel) []Visit {
	var all []Visit
	for _, c := range list {
		all = append(all, c.Visits()...)
	}
	return all
}

// Name is the page's name, with ".twin" for the twin.
func (v Visit) Name() string {
	if v.Twin {
		return v.Channel.Name + ".twin"
	}
	return v.Channel.Name
}

// Address is where the visit's page is served. Each has a host of its own, and so a
// session of its own.
func (v Visit) Address() string { return "http://" + v.Host() + ".shop.test/" }

// Host is the first part of the visit's host names, whatever follows.
func (v Visit) Host() string {
	return v.Config + "--" + strings.ReplaceAll(v.Name(), ".", "-")
}

// Recording is the file of the visit's recording, below the folder of the corpus.
func (v Visit) Recording() string {
	return path.Join("recordings", v.Config, v.Name()+".jsonl.zst")
}

// Steps are what the visitor does, the values filled in: first to go to the page.
func (v Visit) Steps(values *Values) ([]flow.Step, error) {
	c := v.Channel
	start, err := values.fill(v, c.head.Start)
	if err != nil {
		return nil, err
	}
	list := []any{map[string]string{"goto": v.Address() + start}}
	steps, err := values.fillNode(v, c.head.Steps)
	if err != nil {
		return nil, err
	}
	for _, step := range steps.Content {
		list = append(list, step)
	}
	data, err := yaml.Marshal(map[string]any{"version": 1, "name": c.Name, "start": "/", "steps": list})
	if err != nil {
		return nil, err
	}
	f, err := flow.Parse(c.Name+".html", data, flow.Options{Kinds: kinds()})
	if err != nil {
		return nil, err
	}
	return f.Steps, nil
}

// fillNode replaces the placeholders in the scalars of a copy of the node.
func (v *Values) fillNode(visit Visit, n yaml.Node) (*yaml.Node, error) {
	var err error
	if n.Kind == yaml.ScalarNode {
		n.Value, err = v.fill(visit, n.Value)
		return &n, err
	}
	n.Content = slices.Clone(n.Content)
	for i, child := range n.Content {
		if n.Content[i], err = v.fillNode(visit, *child); err != nil {
			return nil, err
		}
	}
	return &n, nil
}
