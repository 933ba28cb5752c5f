package strictyaml

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// Shape says which keys a value may have.
type Shape struct {
	What    string   // what it is, with its article: "a locator"
	Keys    []string // all that are known
	Example string   // one as a person writes it; "" for none
}

// Fields is the keys of a value, checked against a Shape.
type Fields struct {
	value   Value
	shape   Shape
	entries []entry // in file order
	unknown bool
	ask     *object // what Schema asks; nil for keys of a file
}

type entry struct{ key, value *yaml.Node }

// Fields reads the value as keys of a shape; a key that the shape does not know
// is reported with the nearest one that it does.
func (v Value) Fields(shape Shape) Fields {
	f := Fields{value: v, shape: shape}
	if v.ask != nil {
		return Fields{shape: shape, ask: v.ask.object(shape)}
	}
	hint := ""
	if shape.Example != "" {
		hint = "such as " + shape.Example
	}
	what := shape.What
	if strings.HasSuffix(what, " "+v.name) {
		what = "keys" // "app wants an app" says nothing
	}
	if !v.kind(yaml.MappingNode, what, hint) {
		f.value = Value{}
		return f
	}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		f.add(entry{v.node.Content[i], v.node.Content[i+1]})
	}
	return f
}

// Entry is one key of a mapping whose keys the file's author chooses.
type Entry struct {
	Key   string
	Value Value
}

// Entries is the keys of a mapping that may be any, in file order.
func (v Value) Entries() []Entry {
	if v.ask != nil {
		return []Entry{{Value: Value{ask: v.ask.any()}}}
	}
	if !v.kind(yaml.MappingNode, "keys", "") {
		return nil
	}
	var list []Entry
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key := v.node.Content[i]
		list = append(list, Entry{key.Value, Value{r: v.r, node: v.node.Content[i+1], name: key.Value}})
	}
	return list
}

func (f *Fields) add(e entry) {
	r := f.value.r
	switch {
	case e.key.Kind == yaml.AliasNode || e.key.Tag == "!!merge" || f.find(e.key.Value) != nil:
		f.unknown = true // reported by refuse
	case e.key.Kind != yaml.ScalarNode:
		f.unknown = true
		r.failAt(e.key, "a key must be a word, got "+kindName(e.key), "quote a text that begins with [ or {")
	case !known(e.key.Value, f.shape.Keys):
		f.unknown = true
		r.failAt(e.key, fmt.Sprintf("unknown key %s", r.quote(e.key.Value)), keyHint(e.key.Value, f.shape))
	default:
		f.entries = append(f.entries, e)
	}
}

func keyHint(key string, shape Shape) string {
	if near := Nearest(key, shape.Keys); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Sprintf("%s takes %s", shape.What, list(shape.Keys, "and"))
}

// Get is the value of a key, absent if the file does not have it.
func (f Fields) Get(key string) Value {
	if f.ask != nil {
		return Value{ask: f.ask.prop(key), name: key}
	}
	if e := f.find(key); e != nil {
		return Value{r: f.value.r, node: e.value, name: key}
	}
	return Value{}
}

// Need is Get for a key that must be there. The error stands where the value
// begins.
func (f Fields) Need(key, hint string) Value {
	if f.ask != nil {
		f.ask.need[key] = true
	}
	v := f.Get(key)
	if !v.Present() {
		f.Missing(fmt.Sprintf("%s needs the key %q", f.shape.What, key), hint)
	}
	return v
}

// Version checks the key "version", which says in what form the rest is.
func (f Fields) Version(want uint64) {
	version := f.Need("version", fmt.Sprintf("write version: %d", want))
	if version.ask.is(exactly(want)) {
		return
	}
	if got, ok := version.Uint(); ok && got != want {
		version.Fail("unknown version "+version.Quoted(), fmt.Sprintf("this maskproof reads version %d", want))
	}
}

// Missing reports that something is not there, where the value begins; unless
// an unknown key was reported, which probably is what is missing.
func (f Fields) Missing(message, hint string) {
	if !f.unknown {
		f.value.Fail(message, hint)
	}
}

// Fail reports an error at a key.
func (f Fields) Fail(key, message, hint string) {
	if f.ask != nil {
		f.ask.refuse[key] = true
		return
	}
	if e := f.find(key); e != nil {
		f.value.r.failAt(e.key, message, hint)
	}
}

// Among is those of the keys that are there, in file order.
func (f Fields) Among(keys []string) []string {
	if f.ask != nil {
		return []string{f.ask.which(keys)}
	}
	var there []string
	for _, e := range f.entries {
		if known(e.key.Value, keys) {
			there = append(there, e.key.Value)
		}
	}
	return there
}

// One is the only one of the keys that is there; none and several are reported,
// and then it is "".
func (f Fields) One(keys ...string) string {
	if f.ask != nil {
		return f.ask.only(keys)
	}
	there := f.Among(keys)
	switch {
	case len(there) == 1:
		return there[0]
	case len(there) > 1:
		f.Fail(there[1], fmt.Sprintf("%s takes only one of %s", f.shape.What, list(keys, "and")), fmt.Sprintf("%q is given already", there[0]))
	default:
		f.Missing(fmt.Sprintf("%s needs one of %s", f.shape.What, list(keys, "or")), "")
	}
	return ""
}

func (f Fields) find(key string) *entry {
	for i := range f.entries {
		if f.entries[i].key.Value == key {
			return &f.entries[i]
		}
	}
	return nil
}

func known(key string, keys []string) bool {
	for _, k := range keys {
		if k == key {
			return true
		}
	}
	return false
}

// list is words as a person lists them.
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
