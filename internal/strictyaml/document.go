package strictyaml

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxSize bounds a file that a person wrote; yaml.v3's comment handling is
// quadratic, and a flow of a megabyte is a mistake.
const maxSize = 1 << 20

// Document is a file to decode.
type Document struct {
	File string // its name in errors
	Data []byte // UTF-8, at most 1 MiB

	// Env resolves ${NAME} in scalar values, after parsing, so that no value can
	// change the file's structure. Nil: a $ is an ordinary character.
	Env func(name string) (string, bool)

	// Unset is told of a variable that Env does not have, instead of it being an
	// error; nothing is said of the value that it stands in then. Nil: an error.
	Unset func(*Error)

	// Conceal stars what an error must not show of a piece of the file's text,
	// keeping its length in characters. Nil: nothing is secret.
	Conceal func(text string) string
}

// Decode parses the file and calls decode with its root value. Whatever decode
// and the values below the root report is returned as Errors; decode is not
// called when the file is no YAML or holds no document. A nil error means that
// the file is right in every part.
func (d Document) Decode(decode func(root Value)) error {
	r := &reader{doc: d, lines: splitLines(d.Data)}
	if root := r.parse(); root != nil {
		r.refuse(root)
		decode(Value{r: r, node: root, name: "the file"})
	}
	if len(r.errs) == 0 {
		return nil
	}
	return r.errs.sorted()
}

// reader holds one decoding: the file's lines and the errors so far.
type reader struct {
	doc   Document
	lines []string
	errs  Errors
}

// fail notes an error at a place in the file.
func (r *reader) fail(line, column int, message, hint string) {
	r.errs = append(r.errs, r.errorAt(line, column, message, hint))
}

func (r *reader) errorAt(line, column int, message, hint string) *Error {
	e := &Error{File: r.doc.File, Line: max(line, 1), Column: max(column, 1), Message: message, Hint: hint}
	if e.Line <= len(r.lines) {
		e.Source = r.conceal(strings.ToValidUTF8(r.lines[e.Line-1], "\uFFFD"))
	}
	return e
}

func (r *reader) failAt(n *yaml.Node, message, hint string) {
	r.fail(n.Line, n.Column, message, hint)
}

func (r *reader) conceal(text string) string {
	if r.doc.Conceal == nil {
		return text
	}
	return r.doc.Conceal(text)
}

// quote shows a piece of the file in a message: short, and without secrets.
func (r *reader) quote(text string) string {
	const most = 40
	text = r.conceal(text)
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// refuse reports what would make the file mean something else than it shows.
func (r *reader) refuse(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode:
		r.failAt(n, "aliases are not supported", "write the value out, or quote a text that begins with *")
		return
	case n.Anchor != "":
		r.failAt(n, "anchors are not supported", "write the value out where it is used, or quote a text that begins with &")
	case n.Style&yaml.TaggedStyle != 0:
		r.failAt(n, "tags are not supported", "leave the tag out, or quote a text that begins with !")
	}
	if n.Kind == yaml.MappingNode {
		r.refuseKeys(n)
	}
	for _, child := range n.Content {
		r.refuse(child)
	}
}

func (r *reader) refuseKeys(n *yaml.Node) {
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			continue // Fields reports it
		}
		if key.Tag == "!!merge" {
			r.failAt(key, "merge keys are not supported", "write the keys out")
			continue
		}
		if line, twice := first[key.Value]; twice {
			r.failAt(key, "duplicate key "+r.quote(key.Value), fmt.Sprintf("it stands on line %d already", line))
			continue
		}
		first[key.Value] = key.Line
	}
}
