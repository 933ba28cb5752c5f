package minihog

import (
	"encoding/json"
	"maps"
	"slices"
)

// person is what analytics events said about one visitor. A recording's
// metadata shows it, which makes it one more place where a canary can stand.
type person struct {
	distinct   []string
	properties map[string]any
}

// meet learns from one analytics event: $set and $set_once fill the person's
// properties, and $identify makes one person of two distinct ids.
func (st *store) meet(distinct string, said map[string]json.RawMessage) {
	var set, once map[string]any
	var anon string
	// A part of another shape says nothing about the person.
	_ = json.Unmarshal(said["$set"], &set)
	_ = json.Unmarshal(said["$set_once"], &once)
	_ = json.Unmarshal(said["$anon_distinct_id"], &anon)
	if distinct == "" {
		return
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	p := st.person(distinct)
	if anon != "" && st.persons[anon] != p {
		st.merge(p, anon)
	}
	for name, value := range once {
		if _, known := p.properties[name]; !known {
			p.properties[name] = value
		}
	}
	maps.Copy(p.properties, set)
}

// person returns the one with this distinct id, made if need be; the caller
// holds mu.
func (st *store) person(distinct string) *person {
	p := st.persons[distinct]
	if p == nil {
		p = &person{distinct: []string{distinct}, properties: make(map[string]any)}
		st.persons[distinct] = p
	}
	return p
}

// merge takes the anonymous person's ids and whatever p does not know.
func (st *store) merge(p *person, anon string) {
	old := st.person(anon)
	for name, value := range old.properties {
		if _, known := p.properties[name]; !known {
			p.properties[name] = value
		}
	}
	for _, id := range old.distinct {
		st.persons[id] = p
		if !slices.Contains(p.distinct, id) {
			p.distinct = append(p.distinct, id)
		}
	}
}
