package lint

import (
	"errors"
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/strictyaml"
)

// Marks are what is to be said of one file, in file order.
type Marks struct {
	Mistakes strictyaml.Errors
	Warnings strictyaml.Errors
}

// Flow checks a flow file; file is its name in the marks.
func Flow(file string, data []byte, opts flow.Options) Marks {
	var marks Marks
	opts.Unset = func(e *flow.ParseError) { marks.Warnings = append(marks.Warnings, e) }
	f, err := flow.Parse(file, data, opts)
	if err != nil {
		errors.As(err, &marks.Mistakes)
		return marks
	}
	w := &warner{flow: f, steps: stepsOf(f.Steps), lines: strings.Split(string(data), "\n")}
	w.plants()
	w.waits()
	for _, s := range w.steps {
		if s.File == "" { // a flow that this one uses has warnings of its own
			w.typing(s)
			w.locators(s)
		}
	}
	marks.Warnings = append(marks.Warnings, w.warnings...)
	return marks
}

// stepsOf is all steps in file order, groups before what is in them.
func stepsOf(steps []flow.Step) []flow.Step {
	var list []flow.Step
	for _, s := range steps {
		list = append(append(list, s), stepsOf(s.Steps)...)
	}
	return list
}

// warner collects the warnings about one flow.
type warner struct {
	flow     *flow.Flow
	steps    []flow.Step
	lines    []string
	warnings strictyaml.Errors
}

func (w *warner) warn(s flow.Step, message, hint string) {
	e := &strictyaml.Error{File: w.flow.File, Line: s.Line, Column: s.Column, Message: message, Hint: hint}
	if s.Line >= 1 && s.Line <= len(w.lines) {
		e.Source = strings.TrimRight(w.lines[s.Line-1], "\r")
	}
	w.warnings = append(w.warnings, e)
}

func (w *warner) plants() {
	for _, s := range w.steps {
		if s.Plant != nil {
			return
		}
	}
	w.warn(w.steps[0], "the flow plants nothing", "so a run of it proves nothing; write plant: email where it types an address, say")
}

// waits warns of a flow that ends while the app still works on the last click.
func (w *warner) waits() {
	last := -1
	for i, s := range w.steps {
		switch {
		case s.Verb == flow.WaitFor || s.Verb == flow.Expect:
			last = -1
		case clicks(s):
			last = i
		}
	}
	if last >= 0 {
		w.warn(w.steps[last], "nothing waits for what the last click does", `end with what shows that it worked: wait_for: {text: "Thank you"}`)
	}
}

func clicks(s flow.Step) bool {
	switch s.Verb {
	case flow.Click, flow.DoubleClick, flow.Tap, flow.Check, flow.Uncheck:
		return true
	case flow.Press:
		return s.Value == "Enter"
	}
	return false
}

// typing warns of what is typed as it stands in the file.
func (w *warner) typing(s flow.Step) {
	if !s.Verb.Types() || s.Plant != nil || s.Locator == nil || s.Value == "" {
		return
	}
	if kind := sensitive(*s.Locator); kind != "" {
		w.warn(s, fmt.Sprintf("what looks like a field for a %s gets a value that is not looked for", kind),
			fmt.Sprintf("write plant: %s instead of the value to have it proven", kind))
		return
	}
	if shape := personal(s); shape != "" {
		w.warn(s, "this value looks like real personal data ("+shape+")", "a flow is no place for it: use plant, or an example such as someone@example.com")
	}
}

// personal is the shape of what detect finds in a value; "" for nothing.
func personal(s flow.Step) (shape string) {
	d, err := detect.New(detect.Options{})
	if err != nil {
		return ""
	}
	at := detect.Place{Name: strings.Join(names(*s.Locator), " "), Content: true}
	d.Find(s.Value, at, func(f detect.Find) { shape = f.Shape })
	return shape
}
