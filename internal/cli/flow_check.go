package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/strictyaml"
)

type checkOptions struct {
	process *Process

	paths  []string
	format string
	used   []string // files that a checked flow uses
}

func newFlowCheck(p *Process) *cobra.Command {
	o := &checkOptions{process: p}
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Say what is wrong with flows and scenarios, without a browser",
		Long: `Read flow and scenario files and say what is wrong with each: all mistakes of all files,
with file, line and column, the line itself and a mark under the place. No browser is
started and nothing is sent anywhere.

A PATH is a file, or a folder: all YAML files in it. Without a PATH, the folders "flows"
and "scenarios" here are checked. A file with steps is a flow, one with flows, app or
posthog a scenario.

What is legal but suspicious is a warning and changes no exit code: a value typed into a
field that looks sensitive, or that looks like somebody's; a selector that the next
release will break; a flow that plants nothing, or that does not wait for its last click;
an environment variable that is not set here.

Exit codes:
  0    no mistake
  4    at least one mistake, or nothing to check`,
		Example: `  maskproof flow check
  maskproof flow check flows/checkout.yaml scenarios/
  maskproof flow check --format json > check.json`,
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runCheck(o)
		},
	}
	cmd.ValidArgsFunction = completeYAML
	formatFlag(cmd, &o.format, "text", "json")
	return cmd
}

func runCheck(o *checkOptions) error {
	if err := checkFormat(o.format, "text", "json"); err != nil {
		return err
	}
	files, err := filesToCheck(o.paths)
	if err != nil {
		return &badInput{err}
	}
	for i := range files {
		if files[i].data, err = os.ReadFile(files[i].path); err != nil {
			return err
		}
	}
	check := &report.Check{}
	for _, f := range partsLast(files) {
		o.add(check, f)
	}
	write := report.CheckText
	if o.format == "json" {
		write = report.CheckJSON
	}
	if err := write(o.process.Stdout, check); err != nil {
		return err
	}
	if check.Mistakes > 0 {
		return toldBy(exitBadInput)
	}
	return nil
}

// add checks one file and adds what is to be said of it.
func (o *checkOptions) add(check *report.Check, f fileToCheck) {
	name, data := filepath.ToSlash(filepath.Clean(f.path)), f.data
	deps := scenario.Deps{Flows: flows.FS, FlowDir: flowDir(f.path), Env: o.process.Env}
	switch kind := kindOfFile(data); {
	case kind == "flow" && f.isPart() && slices.Contains(o.used, name):
		check.Add(name, kind, lint.Marks{}) // what is wrong with it stands with the flow that uses it
	case kind == "flow":
		check.Add(name, kind, lint.Flow(name, data, o.noting(scenario.FlowOptions(deps))))
	case kind == "scenario":
		check.Add(name, kind, scenario.Check(name, data, deps))
	default:
		mark := &strictyaml.Error{File: name, Line: 1, Column: 1, Message: "neither a flow nor a scenario", Hint: "a flow has steps, a scenario has app, posthog and flows"}
		if f.found {
			check.Add(name, "", lint.Marks{Warnings: strictyaml.Errors{mark}})
		} else {
			check.Add(name, "", lint.Marks{Mistakes: strictyaml.Errors{mark}})
		}
	}
}

// kindOfFile tells flow and scenario apart by the keys at the left margin, which a
// file that is no good YAML has too; "" is neither.
func kindOfFile(data []byte) string {
	switch {
	case regexp.MustCompile(`(?m)^(app|posthog|recording|flows|policy|expect)\s*:`).Match(data):
		return "scenario"
	case regexp.MustCompile(`(?m)^(steps|start)\s*:`).Match(data):
		return "flow"
	}
	return ""
}

// noting notes the files that a flow uses.
func (o *checkOptions) noting(opts flow.Options) flow.Options {
	load := opts.Load
	opts.Load = func(from, name string) (string, []byte, error) {
		file, data, err := load(from, name)
		o.used = append(o.used, file)
		return file, data, err
	}
	return opts
}

// fileToCheck is a file that was named, or found in a folder.
type fileToCheck struct {
	path  string
	found bool
	data  []byte
}

// isPart says that the file is a flow that begins wherever the one is that uses it.
func (f fileToCheck) isPart() bool { return !regexp.MustCompile(`(?m)^start\s*:`).Match(f.data) }

// partsLast is the files with the parts of flows behind those that may use them.
func partsLast(files []fileToCheck) []fileToCheck {
	sorted := slices.Clone(files)
	slices.SortStableFunc(sorted, func(a, b fileToCheck) int {
		part := func(f fileToCheck) int {
			if kindOfFile(f.data) == "flow" && f.isPart() {
				return 1
			}
			return 0
		}
		return part(a) - part(b)
	})
	return sorted
}

func filesToCheck(paths []string) ([]fileToCheck, error) {
	if len(paths) == 0 {
		for _, dir := range []string{"flows", "scenarios"} {
			if info, err := os.Stat(dir); err == nil && info.IsDir() {
				paths = append(paths, dir)
			}
		}
		if len(paths) == 0 {
			return nil, errors.New("no folder \"flows\" or \"scenarios\" here: name the files or folders to check")
		}
	}
	var files []fileToCheck
	for _, path := range paths {
		inside, err := filesIn(path)
		if err != nil {
			return nil, err
		}
		files = append(files, inside...)
	}
	return files, nil
}

// filesIn is the file itself, or the YAML files in a folder and in those below it.
func filesIn(path string) ([]fileToCheck, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []fileToCheck{{path: path}}, nil
	}
	var files []fileToCheck
	err = filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
		switch hidden := strings.HasPrefix(entry.Name(), ".") && file != path; {
		case err != nil:
			return err
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case !entry.IsDir() && !hidden && isYAML(file):
			files = append(files, fileToCheck{path: file, found: true})
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no YAML file in %s", path)
	}
	return files, err
}

func isYAML(file string) bool { return filepath.Ext(file) == ".yaml" || filepath.Ext(file) == ".yml" }
