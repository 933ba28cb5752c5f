package strictyaml

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// note is a value of no file: what was asked of it.
type note struct {
	x     *explorer
	owner *object // nil for the root
	key   string  // in its owner; an item's is that of its list and "[]"

	scalars []scalar
	kinds   []string // what it is as keys
	items   *note    // as a list
	values  *note    // as keys that may be any
}

// scalar is a form of text, number or truth value.
type scalar struct {
	types   []string
	pattern string
	words   []any
}

// The scalars. YAML reads numbers and truth values where a text is meant; they are
// taken as they are written.
func anyText() scalar { return scalar{types: []string{"string", "number", "boolean"}} }
func text() scalar    { return scalar{types: anyText().types, pattern: `\S`} }
func identifier() scalar {
	return scalar{types: []string{"string", "integer"}, pattern: `^[\p{L}\p{Nd}_-]+$`}
}
func truth() scalar { return scalar{types: []string{"boolean", "string"}, pattern: `^(true|false)$`} }
func number() scalar {
	return scalar{types: []string{"integer", "string"}, pattern: `^[0-9]+$`}
}
func span() scalar {
	return scalar{types: []string{"string"}, pattern: `^\+?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`}
}
func oneOf(words ...string) scalar {
	var s scalar
	for _, word := range words {
		s.words = append(s.words, word)
	}
	return s
}
func exactly(n uint64) scalar { return scalar{words: []any{n, strconv.FormatUint(n, 10)}} }

// is notes that the value is read as a scalar; false where it is one of a file.
func (n *note) is(s scalar) bool {
	if n == nil {
		return false
	}
	if !slices.ContainsFunc(n.scalars, func(known scalar) bool { return fmt.Sprint(known) == fmt.Sprint(s) }) {
		n.scalars = append(n.scalars, s)
	}
	return true
}

// saysText answers whether the value is a scalar.
func (n *note) saysText() bool {
	return n.owner != nil && n.owner.choose(n.key+" is text", 2) == 0
}

// saysList answers whether the value is a list.
func (n *note) saysList() bool {
	if n.owner == nil {
		return false
	}
	if i, asked := n.owner.given[n.key+" is text"]; asked && i == 0 {
		return false
	}
	return n.owner.choose(n.key+" is list", 2) == 0
}

func (n *note) item() *note {
	if n.items == nil {
		n.items = &note{x: n.x, owner: n.owner, key: n.key + "[]"}
	}
	return n.items
}

func (n *note) any() *note {
	if n.values == nil {
		n.values = &note{x: n.x, owner: n.owner, key: n.key + "{}"}
	}
	return n.values
}

// object is the value as keys of a shape; nil where such a one encloses it.
func (n *note) object(shape Shape) *object {
	name := defName(shape)
	if !slices.Contains(n.kinds, name) {
		n.kinds = append(n.kinds, name)
	}
	k := n.x.kinds[name]
	if k == nil {
		k = &kind{shape: shape, tree: &answer{}, forms: map[string]*object{}}
		n.x.kinds[name] = k
	}
	for o := n.owner; o != nil; o = o.in.owner {
		if o.kind == k {
			return nil
		}
	}
	o := &object{
		x: n.x, kind: k, in: n, at: k.tree, given: map[string]int{},
		props: map[string]*note{}, need: map[string]bool{}, refuse: map[string]bool{},
	}
	n.x.objects = append(n.x.objects, o)
	return o
}

// defName is what a shape is called in the schema: stripe_card for "a stripe card".
func defName(shape Shape) string {
	_, name, found := strings.Cut(shape.What, " ")
	if !found {
		name = shape.What
	}
	return strings.ReplaceAll(name, " ", "_")
}

// take adds what was asked of another value in the same place.
func (n *note) take(other *note) {
	for _, s := range other.scalars {
		n.is(s)
	}
	for _, k := range other.kinds {
		if !slices.Contains(n.kinds, k) {
			n.kinds = append(n.kinds, k)
		}
	}
	if other.items != nil {
		n.item().take(other.items)
	}
	if other.values != nil {
		n.any().take(other.values)
	}
}

func (n *note) schema() map[string]any {
	var forms []any
	for _, s := range n.scalars {
		forms = append(forms, s.schema())
	}
	if n.x.variables && len(n.scalars) > 0 {
		forms = append(forms, map[string]any{"type": "string", "pattern": `\$\{`})
	}
	for _, k := range n.kinds {
		forms = append(forms, map[string]any{"$ref": "#/$defs/" + k})
	}
	if n.items != nil {
		forms = append(forms, map[string]any{"type": "array", "minItems": 1, "items": n.items.schema()})
	}
	if n.values != nil {
		forms = append(forms, map[string]any{"type": "object", "additionalProperties": n.values.schema()})
	}
	return anyOf(forms)
}

func (s scalar) schema() map[string]any {
	if s.words != nil {
		return map[string]any{"enum": s.words}
	}
	schema := map[string]any{"type": s.types}
	if s.pattern != "" {
		schema["pattern"] = s.pattern
	}
	return schema
}

// anyOf is the one form, or any of several; no form takes anything.
func anyOf(forms []any) map[string]any {
	switch len(forms) {
	case 0:
		return map[string]any{}
	case 1:
		return forms[0].(map[string]any)
	}
	return map[string]any{"anyOf": forms}
}
