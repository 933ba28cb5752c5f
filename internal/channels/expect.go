package channels

import (
	"fmt"
	"slices"
	"strings"
)

// Sight is one canary on one surface.
type Sight struct {
	Canary  string // its ID
	Surface string // an rrweb.Surface
}

// Expected lists what must be found under a configuration; nothing of a twin.
func (c *Channel) Expected(config string) ([]Sight, error) {
	text, ok := c.head.Found[config]
	switch {
	case !ok:
		return nil, fmt.Errorf("found does not speak of %s", config)
	case text == Clean || text == Unrecorded:
		return nil, nil
	}
	var list []Sight
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		if len(words) != 2 || !slices.Contains(ids(), words[0]) {
			return nil, fmt.Errorf("found in %s: %q is no value and surface", config, part)
		}
		list = append(list, Sight{setName + "." + words[0], words[1]})
	}
	return list, nil
}

// What a head says where nothing is to be found.
const (
	Clean      = "clean"      // recorded, and masked or blocked
	Unrecorded = "unrecorded" // the configuration does not record it
)

// Found is what the head says of a configuration.
func (c *Channel) Found(config string) string { return c.head.Found[config] }

// Spelled lists the ways in which the page shows each of its canaries, by the
// canary's ID.
func (c *Channel) Spelled(values *Values) (map[string][]string, error) {
	spelled := map[string][]string{}
	for _, config := range Configurations() {
		expected, err := c.Expected(config)
		if err != nil {
			return nil, err
		}
		for _, s := range expected {
			id := strings.TrimPrefix(s.Canary, setName+".")
			spelled[s.Canary] = []string{values.byID[id]}
		}
	}
	for id, ways := range c.head.Spelled {
		list := make([]string, len(ways))
		for i, way := range ways {
			var err error
			if list[i], err = values.fill(Visit{Channel: c}, way); err != nil {
				return nil, err
			}
		}
		spelled[setName+"."+id] = list
	}
	return spelled, nil
}
