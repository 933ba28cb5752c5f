package canary

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// shortestValue is how many characters a value must have: of fewer it cannot be
// said whether one was leaked or met by chance.
const shortestValue = 3

// ParseSet reads a file of canaries: "canaries: [{id, kind, value, planted_at}]",
// planted_at (RFC 3339) being optional, and beside it, if the app changes values
// in ways of its own, "transforms"; see [ParseTransforms]. file is its name in errors, which are
// [strictyaml.Errors] with line and column for everything wrong with the content:
// unknown keys and kinds, IDs given twice, empty and too short values.
func ParseSet(r io.Reader, file string) ([]Canary, []Transform, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, fmt.Errorf("read canaries %s: %w", file, err)
	}
	const example = `canaries: [{id: email, kind: email, value: "…"}]`
	var set []Canary
	var transforms []Transform
	doc := strictyaml.Document{File: file, Data: data}
	err = doc.Decode(func(root strictyaml.Value) {
		fields := root.Fields(strictyaml.Shape{What: "a file of canaries", Keys: []string{"canaries", "transforms"}, Example: example})
		set = parseSet(fields.Need("canaries", "such as "+example))
		transforms = ParseTransforms(fields.Get("transforms"))
	})
	if err != nil {
		return nil, nil, err
	}
	return set, transforms, nil
}

func parseSet(list strictyaml.Value) []Canary {
	var set []Canary
	lines := map[string]int{}
	for _, item := range list.List("canary") {
		c, id := parseCanary(item)
		if line, ok := lines[c.ID]; ok && c.ID != "" {
			id.Fail(fmt.Sprintf("id %q is taken by the canary on line %d", c.ID, line), "give each canary its own id")
		} else {
			lines[c.ID] = id.Line()
		}
		set = append(set, c)
	}
	return set
}

func parseCanary(item strictyaml.Value) (Canary, strictyaml.Value) {
	f := item.Fields(strictyaml.Shape{
		What: "a canary", Keys: []string{"id", "kind", "value", "planted_at"},
		Example: `{id: email, kind: email, value: "…"}`,
	})
	id := f.Need("id", "such as id: email")
	return Canary{
		ID:        id.Text(),
		Kind:      parseKindValue(f.Need("kind", "such as kind: email")),
		Value:     parseValue(f.Need("value", "the text that was typed")),
		PlantedAt: parseTime(f.Get("planted_at")),
	}, id
}

func parseKindValue(v strictyaml.Value) Kind {
	var names []string
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return Kind(v.Word(names...))
}

func parseValue(v strictyaml.Value) string {
	value := v.Text()
	if n := utf8.RuneCountInString(strings.TrimSpace(value)); n > 0 && n < shortestValue {
		v.Fail(fmt.Sprintf("value has %d characters, at least %d are needed", n, shortestValue),
			"shorter ones are met by chance on any page")
	}
	if value != "" && Fold(strings.TrimSpace(value)) == "" {
		v.Fail("value has no visible character", "")
	}
	return value
}

func parseTime(v strictyaml.Value) time.Time {
	if !v.Present() {
		return time.Time{}
	}
	text := v.Text()
	t, err := time.Parse(time.RFC3339, text)
	if err != nil && text != "" {
		v.Fail(fmt.Sprintf("planted_at wants a time, got %s", v.Quoted()), "such as 2026-11-23T10:00:00Z")
	}
	return t
}
