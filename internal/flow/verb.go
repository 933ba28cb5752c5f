package flow

import "slices"

// Takes says that a step of this verb may carry the key.
func (v Verb) Takes(key string) bool {
	return slices.ContainsFunc(forms(), func(f form) bool { return f.verb == v && slices.Contains(f.keys, key) })
}

// Types says that the verb enters a text, which may be a plant.
func (v Verb) Types() bool { return v.Takes("plant") }

// Roles lists the roles that a locator may ask for.
func Roles() []string { return slices.Clone(roles) }
