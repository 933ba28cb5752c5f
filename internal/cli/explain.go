package cli

import (
	"errors"
	"strings"
)

// explain is what a person reads of an error; "" where the report has told all.
// Mistakes in a file come with their line, several with one each.
func explain(err error) string {
	var silent *told
	if err == nil || errors.As(err, &silent) {
		return ""
	}
	rows := explainAll(err)
	for i, row := range rows {
		rows[i] = "maskproof: " + row
	}
	return strings.Join(rows, "\n")
}

// long is an error that can show the line of the file it is about.
type long interface{ Long() string }

// explainAll takes apart what errors.Join put together, and wrappers that add
// no words.
func explainAll(err error) []string {
	if l, ok := err.(long); ok {
		return []string{l.Long()}
	}
	if inner := errors.Unwrap(err); inner != nil && inner.Error() == err.Error() {
		return explainAll(inner)
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []string{err.Error()}
	}
	var rows, plain []string
	for _, e := range joined.Unwrap() {
		rows, plain = append(rows, explainAll(e)...), append(plain, e.Error())
	}
	if strings.Join(plain, "\n") != err.Error() {
		return []string{err.Error()}
	}
	return rows
}
