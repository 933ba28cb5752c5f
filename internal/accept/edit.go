package accept

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/maskproof/maskproof/internal/scan"
)

// head begins a file that is made.
const head = `# Leaks that somebody answers for until a day: no leaks to "maskproof run" until then,
# which fails when one has expired. Add to it with "maskproof accept", or by hand.
accept:
`

// ErrForm says that a file is right and not written in a way that can be edited.
var ErrForm = errors.New("its list is not one entry below the other: edit it by hand")

// Add appends entries to a file, which may be empty. The file must parse; so does
// what is returned, to the old entries and then the new ones.
func Add(file string, data []byte, entries ...scan.Acceptance) ([]byte, error) {
	old, indent := []scan.Acceptance(nil), "  "
	if len(bytes.TrimSpace(data)) == 0 {
		data = []byte(head)
	} else {
		var err error
		if old, err = Parse(file, data); err != nil {
			return nil, err
		}
		list := listOf(data)
		if list == nil || list.Style == yaml.FlowStyle {
			return nil, fmt.Errorf("edit %s: %w", file, ErrForm)
		}
		indent = strings.Repeat(" ", list.Column-1)
	}
	out := bytes.Clone(data)
	if !bytes.HasSuffix(out, []byte("\n")) {
		out = append(out, '\n')
	}
	for _, e := range entries {
		text, err := write(e, indent)
		if err != nil {
			return nil, fmt.Errorf("edit %s: %w", file, err)
		}
		out = append(out, text...)
	}
	return checked(file, out, append(old, entries...))
}

// Remove drops the entries that go from a file that parses, each with the comments
// right above it. It returns nil where none is left.
func Remove(file string, data []byte, goes func(scan.Acceptance) bool) ([]byte, error) {
	old, err := Parse(file, data)
	if err != nil {
		return nil, err
	}
	stay := slices.DeleteFunc(slices.Clone(old), goes)
	switch list := listOf(data); {
	case len(stay) == 0:
		return nil, nil
	case len(stay) == len(old):
		return data, nil
	case list == nil || list.Style == yaml.FlowStyle:
		return nil, fmt.Errorf("edit %s: %w", file, ErrForm)
	default:
		return checked(file, without(data, list.Content, func(i int) bool { return goes(old[i]) }), stay)
	}
}

// without leaves out the lines of items. Comments above an item are its own.
func without(data []byte, items []*yaml.Node, goes func(int) bool) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	begins := func(i int) int { // index of the first line of an item
		at := items[i].Line - 1
		for at > 0 && strings.HasPrefix(strings.TrimSpace(lines[at-1]), "#") {
			at--
		}
		return at
	}
	var out strings.Builder
	out.WriteString(strings.Join(lines[:begins(0)], ""))
	for i := range items {
		end := len(lines)
		if i+1 < len(items) {
			end = begins(i + 1)
		}
		if !goes(i) {
			out.WriteString(strings.Join(lines[begins(i):end], ""))
		}
	}
	return []byte(out.String())
}

// listOf is the list of a file that parses; nil where it cannot be found.
func listOf(data []byte) *yaml.Node {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) != 1 || len(doc.Content[0].Content) != 2 || doc.Content[0].Style == yaml.FlowStyle {
		return nil
	}
	return doc.Content[0].Content[1]
}

// write is an entry as lines of a list.
func write(e scan.Acceptance, indent string) ([]byte, error) {
	text, err := yaml.Marshal([]scan.Acceptance{e})
	if err != nil {
		return nil, err
	}
	var out []byte
	for line := range bytes.Lines(text) {
		out = append(append(out, indent...), line...)
	}
	return out, nil
}

// checked returns an edited file if it says what it should.
func checked(file string, data []byte, want []scan.Acceptance) ([]byte, error) {
	got, err := Parse(file, data)
	if err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(got, want) {
		return nil, fmt.Errorf("edit %s: %w", file, ErrForm)
	}
	return data, nil
}
