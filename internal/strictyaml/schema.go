package strictyaml

import (
	"maps"
	"slices"
	"strings"
)

// Schema is what decode takes, as JSON Schema (draft 2020-12) that can be written
// with encoding/json. Nothing is listed twice for it: decode is called with a
// value of no file, which notes what it is asked for; where it is asked what it is
// (a text, a list) or which of some keys it has, decode is called again until each
// answer was given once. decode must not mind being called so.
//
// It takes all that decode takes. What decode finds out by looking at a text (an
// address, a key's name, a duplicate) no schema refuses.
//
// variables says that ${NAME} may stand for any value.
func Schema(title string, variables bool, decode func(root Value)) map[string]any {
	x := &explorer{kinds: map[string]*kind{}, variables: variables}
	for first := true; first || x.open > 0; first = false {
		x.objects = nil
		root := &note{x: x}
		decode(Value{ask: root, name: "the file"})
		x.learn()
		x.root = root
	}
	defs := map[string]any{}
	for name, k := range x.kinds {
		defs[name] = k.schema()
	}
	schema := map[string]any{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "$defs": defs}
	maps.Copy(schema, x.root.schema())
	return schema
}

// explorer asks a decoder.
type explorer struct {
	kinds     map[string]*kind // by what they are, such as "a locator"
	open      int              // answers that were not given yet
	objects   []*object        // of this call of decode
	root      *note
	variables bool
}

// kind is all that is known of the values of one shape.
type kind struct {
	shape Shape
	tree  *answer
	forms map[string]*object // by the answers given
}

// answer is a way to answer, and the questions that follow.
type answer struct {
	visits int
	next   []*answer
}

// object is one value with keys, as it is asked for in one call of decode.
type object struct {
	x      *explorer
	kind   *kind
	in     *note // where it stands
	at     *answer
	path   string
	given  map[string]int // answers, by question
	props  map[string]*note
	need   map[string]bool
	refuse map[string]bool
}

// choose gives one of n answers to a question, the one that was given least often
// after the answers before it.
func (o *object) choose(question string, n int) int {
	if i, given := o.given[question]; given {
		return i
	}
	if o.at.next == nil {
		for range n {
			o.at.next = append(o.at.next, &answer{})
		}
		o.x.open += n
	}
	least := 0
	for i, a := range o.at.next {
		if a.visits < o.at.next[least].visits {
			least = i
		}
	}
	o.at = o.at.next[least]
	if o.at.visits++; o.at.visits == 1 {
		o.x.open--
	}
	o.given[question] = least
	o.path += question + string(rune('0'+least)) + ";"
	return least
}

func (o *object) prop(key string) *note {
	if o.props[key] == nil {
		o.props[key] = &note{x: o.x, owner: o, key: key}
	}
	return o.props[key]
}

// which answers which of the keys is there.
func (o *object) which(keys []string) string {
	key := keys[o.choose("which of "+strings.Join(keys, " "), len(keys))]
	o.need[key] = true
	return key
}

// only answers which one of the keys is there, so that the others are not.
func (o *object) only(keys []string) string {
	key := o.which(keys)
	for _, other := range keys {
		if other != key {
			o.refuse[other] = true
		}
	}
	return key
}

// learn keeps the objects of one call.
func (x *explorer) learn() {
	for _, o := range x.objects {
		known := o.kind.forms[o.path]
		if known == nil {
			o.kind.forms[o.path] = o
			continue
		}
		known.take(o)
	}
}

// take adds what another object of the same answers was asked.
func (o *object) take(other *object) {
	for key, n := range other.props {
		o.prop(key).take(n)
	}
}

// keys are what the object may have.
func (o *object) keys() []string {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(o.props)) {
		if !o.refuse[key] {
			keys = append(keys, key)
		}
	}
	return keys
}

// impossible says that the decoder refuses what it was told is there.
func (o *object) impossible() bool {
	for key := range o.need {
		if o.refuse[key] {
			return true
		}
	}
	return false
}

func (k *kind) schema() map[string]any {
	merged := map[string]*object{}
	for _, path := range slices.Sorted(maps.Keys(k.forms)) {
		o := k.forms[path]
		if o.impossible() {
			continue
		}
		same := strings.Join(slices.Sorted(maps.Keys(o.need)), " ") + "|" + strings.Join(o.keys(), " ")
		if merged[same] == nil {
			merged[same] = o
		} else {
			merged[same].take(o)
		}
	}
	var forms []any
	for _, same := range slices.Sorted(maps.Keys(merged)) {
		forms = append(forms, merged[same].schema())
	}
	schema := anyOf(forms)
	if k.shape.Example != "" {
		schema["description"] = "such as " + k.shape.Example
	}
	return schema
}

func (o *object) schema() map[string]any {
	props := map[string]any{}
	for _, key := range o.keys() {
		props[key] = o.props[key].schema()
	}
	schema := map[string]any{"type": "object", "properties": props, "additionalProperties": false}
	if len(o.need) > 0 {
		schema["required"] = slices.Sorted(maps.Keys(o.need))
	}
	return schema
}
