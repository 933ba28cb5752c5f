package flow

import "slices"

// Verbs lists every verb, in the order in which messages list them.
func Verbs() []Verb {
	list := make([]Verb, len(verbs))
	for i, v := range verbs {
		list[i] = Verb(v)
	}
	return list
}

// Takes says that a step of this verb may carry the key.
func (v Verb) Takes(key string) bool { return slices.Contains(forms[v].keys, key) }

// Types says that the verb enters a text, which may be a plant.
func (v Verb) Types() bool { return v.Takes("plant") }

// Roles lists the roles that a locator may ask for.
func Roles() []string { return slices.Clone(roles) }
