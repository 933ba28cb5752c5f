package strictyaml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Error is one thing wrong with a file.
type Error struct {
	File    string // as the caller named it
	Line    int    // 1-based
	Column  int    // 1-based, in characters
	Message string // what is wrong, in lower case
	Hint    string // what to do about it; "" if there is nothing to say
	Source  string // the line as it stands in the file, secrets starred
}

// Error is the error on one line: "flows/checkout.yaml:7:5: unknown key
// \"filll\", did you mean \"fill\"?".
func (e *Error) Error() string {
	text := fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
	if e.Hint != "" {
		text += ", " + e.Hint
	}
	return text
}

// Long is the error with the line of the file below it and a caret under the
// column, without a final newline.
func (e *Error) Long() string {
	if strings.TrimSpace(e.Source) == "" {
		return e.Error()
	}
	number := fmt.Sprintf("%5d", e.Line)
	return fmt.Sprintf("%s\n%s | %s\n%s | %s^", e.Error(), number, visible(e.Source), strings.Repeat(" ", len(number)), e.indent())
}

// indent is the space before the caret. A tab in the file stays one, so that
// the caret stands under its column whatever the width of a tab.
func (e *Error) indent() string {
	var pad strings.Builder
	for i, r := range []rune(e.Source) {
		if i >= e.Column-1 {
			break
		}
		if r == '\t' {
			pad.WriteRune('\t')
		} else {
			pad.WriteByte(' ')
		}
	}
	return pad.String()
}

// visible keeps control characters of a broken file from the terminal.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) {
			return '\uFFFD'
		}
		return r
	}, line)
}

// Errors is all that is wrong with a file, in file order; never empty when it
// is returned as an error. errors.As finds it, and its first *Error.
type Errors []*Error

// Error is one line for each error.
func (es Errors) Error() string {
	return join(es, (*Error).Error)
}

// Long is the long form of each error.
func (es Errors) Long() string {
	return join(es, (*Error).Long)
}

// Unwrap gives the single errors to errors.As and errors.Is.
func (es Errors) Unwrap() []error {
	all := make([]error, len(es))
	for i, e := range es {
		all[i] = e
	}
	return all
}

// sorted is es in file order, each error once.
func (es Errors) sorted() Errors {
	slices.SortStableFunc(es, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(es, func(a, b *Error) bool { return *a == *b })
}

func join(es Errors, text func(*Error) string) string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = text(e)
	}
	return strings.Join(lines, "\n")
}
