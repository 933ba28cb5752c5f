package scenario

import (
	"errors"
	"slices"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
	"github.com/maskproof/maskproof/internal/strictyaml"
)

// Check says what is wrong with a scenario file and with the flows that it names,
// found as Run finds them by Deps.FlowDir and Deps.Flows. A variable that Deps.Env does
// not have is no mistake of the file: it is a warning, and nothing is said of the
// value that it stands in.
func Check(file string, data []byte, d Deps) lint.Marks {
	var marks lint.Marks
	doc := strictyaml.Document{File: file, Data: data, Env: d.Env, Conceal: conceal, Unset: func(e *strictyaml.Error) {
		if !slices.ContainsFunc(marks.Warnings, func(w *strictyaml.Error) bool { return *w == *e }) {
			marks.Warnings = append(marks.Warnings, e)
		}
	}}
	err := doc.Decode(func(root strictyaml.Value) {
		load(root, &Scenario{File: file})
		checkFlows(root.Fields(scenarioShape).Get("flows"), d)
	})
	errors.As(err, &marks.Mistakes)
	return marks
}

// checkFlows looks for each flow, and for two of the same name.
func checkFlows(v strictyaml.Value, d Deps) {
	known := map[string]string{}
	for _, item := range v.List("flow") {
		name := item.Text()
		if name == "" {
			continue
		}
		f, err := readFlow(name, d)
		var mistakes strictyaml.Errors
		switch {
		case errors.As(err, &mistakes):
			item.Fail("flow "+item.Quoted()+" has mistakes", "the first is "+mistakes[0].Error())
		case err != nil:
			item.Fail(err.Error(), "")
		case known[f.Name] != "":
			item.Fail("flow "+item.Quoted()+" has the name "+f.Name+" as "+known[f.Name]+" has", "give each its own")
		default:
			known[f.Name] = f.File
		}
	}
}

// readFlow is loadFlow that minds no unset variable.
func readFlow(name string, d Deps) (*flow.Flow, error) {
	file, data, err := findFlow(name, d)
	if err != nil {
		return nil, err
	}
	opts := FlowOptions(d)
	opts.Unset = func(*flow.ParseError) {}
	return flow.Parse(file, data, opts)
}
