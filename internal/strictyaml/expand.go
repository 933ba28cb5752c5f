package strictyaml

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// dollar is everything with a meaning: $$ for one $, and ${…}.
var dollar = regexp.MustCompile(`\$\$|\$\{[^}]*\}?`)

// variable is a well-formed reference.
var variable = regexp.MustCompile(`^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$`)

// expand replaces ${NAME} by the environment's value and $$ by $. Values that
// come in are not looked at again.
func (v Value) expand() (string, bool) {
	if v.r.doc.Env == nil {
		return v.node.Value, true
	}
	good := true
	text := dollar.ReplaceAllStringFunc(v.node.Value, func(ref string) string {
		value, ok := v.lookUp(ref)
		good = good && ok
		return value
	})
	return text, good
}

func (v Value) lookUp(ref string) (string, bool) {
	if ref == "$$" {
		return "$", true
	}
	name := variable.FindStringSubmatch(ref)
	if name == nil {
		v.failIn(ref, "${ begins no variable here", "write ${NAME}, or $${ for the characters themselves")
		return "", false
	}
	value, ok := v.r.doc.Env(name[1])
	switch message := fmt.Sprintf("environment variable %s is not set", name[1]); {
	case ok:
	case v.r.doc.Unset != nil:
		line, column := v.placeOf(ref)
		v.r.doc.Unset(v.r.errorAt(line, column, message, "a run needs it"))
	default:
		v.failIn(ref, message, "set it, or write $${ for the characters themselves")
	}
	return value, ok
}

// failIn reports an error at a part of the value, where that can be seen in the
// line on which the value begins.
func (v Value) failIn(part, message, hint string) {
	line, column := v.placeOf(part)
	v.r.fail(line, column, message, hint)
}

func (v Value) placeOf(part string) (line, column int) {
	line, column = v.node.Line, v.node.Column
	if line >= 1 && line <= len(v.r.lines) {
		source := []rune(v.r.lines[line-1])
		from := min(max(column-1, 0), len(source))
		rest := string(source[from:])
		if at := strings.Index(rest, part); at >= 0 {
			column += utf8.RuneCountInString(rest[:at])
		}
	}
	return line, column
}
