package strictyaml

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// Value is one value of the file. Its methods report what is wrong with it and
// then return the zero value of their type. The zero Value stands for an absent
// key: nothing is reported about it, Fields.Need does that.
type Value struct {
	r    *reader
	node *yaml.Node
	name string // how messages call it: its key, or "step 3"
	ask  *note  // what Schema asks; nil for a value of a file
}

// Present says that the value stands in the file.
func (v Value) Present() bool { return v.node != nil || v.ask != nil }

// IsText says that the value is a scalar and not empty.
func (v Value) IsText() bool {
	if v.ask != nil {
		return v.ask.saysText()
	}
	return v.Present() && v.node.Kind == yaml.ScalarNode && v.node.Tag != "!!null"
}

// IsList says that the value is a list.
func (v Value) IsList() bool {
	if v.ask != nil {
		return v.ask.saysList()
	}
	return v.Present() && v.node.Kind == yaml.SequenceNode
}

// Line is where the value stands, 1-based; 0 if it is absent.
func (v Value) Line() int {
	if v.node == nil {
		return 0
	}
	return v.node.Line
}

// Column is where the value stands, 1-based; 0 if it is absent.
func (v Value) Column() int {
	if v.node == nil {
		return 0
	}
	return v.node.Column
}

// Named is the value under another name in messages.
func (v Value) Named(name string) Value {
	v.name = name
	return v
}

// Name is how messages call the value: its key, or "step 3".
func (v Value) Name() string { return v.name }

// Fail reports an error at the value. The hint follows the message after a
// comma; "" is none.
func (v Value) Fail(message, hint string) {
	if v.node != nil {
		v.r.failAt(v.node, message, hint)
	}
}

// List is the items of a list with at least one; each is called by name and its
// number, such as "step 3".
func (v Value) List(item string) []Value {
	if v.ask != nil {
		return []Value{{ask: v.ask.item(), name: item}}
	}
	if !v.kind(yaml.SequenceNode, "a list", "write each "+item+" on a line that begins with -") {
		return nil
	}
	if len(v.node.Content) == 0 {
		v.Fail(v.name+" is empty", "it needs at least one "+item)
	}
	items := make([]Value, len(v.node.Content))
	for i, n := range v.node.Content {
		items[i] = Value{r: v.r, node: n, name: fmt.Sprintf("%s %d", item, i+1)}
	}
	return items
}

// kind reports a value that is not of the wanted kind. Aliases were refused
// already.
func (v Value) kind(want yaml.Kind, what, hint string) bool {
	switch {
	case !v.Present() || v.node.Kind == yaml.AliasNode:
		return false
	case v.node.Tag == "!!null" && v.node.Kind == yaml.ScalarNode:
		v.Fail(v.name+" is empty", v.emptyHint())
		return false
	case v.node.Kind != want:
		v.Fail(fmt.Sprintf("%s wants %s, got %s", v.name, what, kindName(v.node)), hint)
		return false
	}
	return true
}

// emptyHint explains the value that YAML took for a comment.
func (v Value) emptyHint() string {
	for _, line := range v.r.lines[max(v.node.Line-1, 0):min(v.node.Line, len(v.r.lines))] {
		rest := string([]rune(line)[min(max(v.node.Column-1, 0), len([]rune(line))):])
		if comment := strings.TrimSpace(rest); len(comment) > 1 && comment[0] == '#' && comment[1] != ' ' {
			return "a text that begins with # is a comment unless it is quoted"
		}
	}
	return "give it a value or leave it out"
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys"
	case yaml.SequenceNode:
		return "a list"
	default:
		return "text"
	}
}
