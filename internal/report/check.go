package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/lint"
	"github.com/maskproof/maskproof/internal/strictyaml"
)

// Check is what was found in flow and scenario files without running them:
// maskproof.check/1.
type Check struct {
	Schema   string        `json:"schema"`
	Mistakes int           `json:"mistakes"`
	Warnings int           `json:"warnings"`
	Files    []CheckedFile `json:"files"`
}

// CheckedFile is one file of a check.
type CheckedFile struct {
	File  string `json:"file"`
	Kind  string `json:"kind"` // flow, scenario, or "" where it cannot be told
	Marks []Mark `json:"marks"`
}

// Mark is one thing said of a file.
type Mark struct {
	Level   string `json:"level"`  // mistake or warning
	File    string `json:"file"`   // that it stands in: of a flow that uses another, it may be that one
	Line    int    `json:"line"`   // 1-based
	Column  int    `json:"column"` // 1-based, in characters
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Source  string `json:"source,omitempty"`

	long string
}

// Add adds a file with what is to be said of it.
func (c *Check) Add(file, kind string, marks lint.Marks) {
	f := CheckedFile{File: file, Kind: kind, Marks: []Mark{}}
	c.Mistakes += c.mark(&f, "mistake", marks.Mistakes)
	c.Warnings += c.mark(&f, "warning", marks.Warnings)
	c.Files = append(c.Files, f)
}

// mark adds what was not said yet: two flows may use one file. It returns how much
// that is.
func (c *Check) mark(f *CheckedFile, level string, errors strictyaml.Errors) int {
	before := len(f.Marks)
	for _, e := range errors {
		m := markOf(level, e)
		said := slices.ContainsFunc(c.Files, func(other CheckedFile) bool { return slices.Contains(other.Marks, m) })
		if !said {
			f.Marks = append(f.Marks, m)
		}
	}
	return len(f.Marks) - before
}

func markOf(level string, e *strictyaml.Error) Mark {
	shown := *e
	if level == "warning" {
		shown.Message = "warning: " + e.Message
	}
	return Mark{level, e.File, e.Line, e.Column, e.Message, e.Hint, e.Source, shown.Long()}
}

// CheckJSON writes a check as one JSON object.
func CheckJSON(w io.Writer, c *Check) error {
	c.Schema = "maskproof.check/1"
	return encode(w, c)
}

// CheckText writes each mark with its line of the file and a caret, and a summary.
func CheckText(w io.Writer, c *Check) error {
	var b strings.Builder
	kinds := map[string]int{}
	for _, f := range c.Files {
		kinds[f.Kind]++
		for _, m := range f.Marks {
			b.WriteString(m.long + "\n")
		}
	}
	fmt.Fprintf(&b, "%s and %s checked: ", count(kinds["flow"], "flow", "flows"), count(kinds["scenario"], "scenario", "scenarios"))
	switch {
	case c.Mistakes+c.Warnings == 0:
		b.WriteString("all right\n")
	default:
		fmt.Fprintf(&b, "%s, %s\n", count(c.Mistakes, "mistake", "mistakes"), count(c.Warnings, "warning", "warnings"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
