package canary

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// Transform is one thing that an app does to values and nobody can guess. Of
// Salt, From and Prefix exactly one is set.
type Transform struct {
	Name string // stands in the chain of views of what is found through it

	Salt  string // is put to the value before it is hashed
	After bool   // the salt stands behind the value, not before it

	From, To string // each character of From is written as the one of To at its place

	Prefix string // stands before an encoding and is no part of it
}

// Salted returns the text with the salt.
func (t Transform) Salted(text string) string {
	if t.After {
		return text + t.Salt
	}
	return t.Salt + text
}

// Undo returns the text before the substitution.
func (t Transform) Undo(text string) string {
	from, to := []rune(t.From), []rune(t.To)
	back := make(map[rune]rune, len(to))
	for i, r := range to {
		back[r] = from[i]
	}
	return strings.Map(func(r rune) rune {
		if old, ok := back[r]; ok {
			return old
		}
		return r
	}, text)
}

var transformShape = strictyaml.Shape{
	What: "a transform", Keys: []string{"name", "salt", "place", "table", "prefix"},
	Example: `{name: pepper, salt: "${PEPPER}", place: before}`,
}

// ParseTransforms reads a list of transforms: "{name, salt, place: before|after}",
// "{name, table: {from, to}}" or "{name, prefix}". No list is no transforms.
func ParseTransforms(v strictyaml.Value) []Transform {
	if !v.Present() {
		return nil
	}
	var list []Transform
	lines := map[string]int{}
	for _, item := range v.List("transform") {
		t, name := parseTransform(item)
		if line, ok := lines[t.Name]; ok && t.Name != "" {
			name.Fail(fmt.Sprintf("name %q is taken by the transform on line %d", t.Name, line), "give each its own name")
		}
		lines[t.Name] = name.Line()
		list = append(list, t)
	}
	return list
}

func parseTransform(item strictyaml.Value) (Transform, strictyaml.Value) {
	f := item.Fields(transformShape)
	name := f.Need("name", "a short name; findings show it")
	t := Transform{Name: name.Identifier()}
	place := f.Get("place")
	switch f.One("salt", "table", "prefix") {
	case "salt":
		t.Salt = f.Get("salt").Text()
		t.After = f.Need("place", "before or after: where the salt stands").Word("before", "after") == "after"
		return t, name
	case "table":
		t.From, t.To = parseTable(f.Get("table"))
	case "prefix":
		t.Prefix = f.Get("prefix").Text()
	}
	if place.Present() {
		f.Fail("place", "place makes sense with salt only", "leave it out")
	}
	return t, name
}

func parseTable(v strictyaml.Value) (from, to string) {
	f := v.Fields(strictyaml.Shape{What: "a table", Keys: []string{"from", "to"}, Example: `{from: "abc", to: "xyz"}`})
	from = f.Need("from", "the characters as typed").Text()
	target := f.Need("to", "the characters as sent, in the same order")
	to = target.Text()
	if n, m := utf8.RuneCountInString(from), utf8.RuneCountInString(to); from != "" && to != "" && n != m {
		target.Fail(fmt.Sprintf("from has %d characters and to has %d", n, m), "each character needs its counterpart")
	}
	seen := map[rune]bool{}
	for _, r := range to {
		if seen[r] {
			target.Fail(fmt.Sprintf("to has %q twice, so nobody can tell what it was", r), "")
			break
		}
		seen[r] = true
	}
	return from, to
}
