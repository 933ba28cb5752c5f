package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/scenarios"
)

// loadScenario finds a scenario by path or name, on disk and then among the
// shipped ones.
func loadScenario(name string, env func(string) (string, bool)) (loaded, error) {
	file, data, err := readScenario(name)
	switch {
	case err != nil:
		return loaded{}, err
	case file == "":
		return shippedScenario(name, env)
	}
	s, err := scenario.Load(file, data, env)
	return loaded{s, flowDir(file)}, err
}

// shippedScenario takes a scenario from the binary. It walks the shipped flows,
// whatever lies in the working directory.
func shippedScenario(name string, env func(string) (string, bool)) (loaded, error) {
	file := strings.TrimPrefix(filepath.ToSlash(withYAML(name)), "scenarios/")
	data, err := fs.ReadFile(scenarios.FS, file)
	if err != nil {
		return loaded{}, fmt.Errorf("no scenario %q: no such file, and the shipped ones are %s", name, strings.Join(shipped(), ", "))
	}
	s, err := scenario.Load(path.Join("scenarios", file), data, env)
	return loaded{scenario: s}, err
}

// readScenario reads a scenario from disk; file is "" if there is none.
func readScenario(name string) (file string, data []byte, err error) {
	for _, file := range []string{name, withYAML(name), filepath.Join("scenarios", withYAML(name))} {
		data, err := os.ReadFile(file)
		if err == nil {
			return file, data, nil
		}
		info, serr := os.Stat(file)
		folder := serr == nil && info.IsDir()
		if !folder && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, fmt.Errorf("read scenario: %w", err)
		}
	}
	return "", nil, nil
}

func withYAML(name string) string {
	if ext := filepath.Ext(name); ext == ".yaml" || ext == ".yml" {
		return name
	}
	return name + ".yaml"
}

// flowDir is the folder of the flows that a scenario file calls by name; "" if
// there is none.
func flowDir(file string) string {
	beside := filepath.Dir(file)
	for _, dir := range []string{filepath.Join(beside, "flows"), filepath.Join(beside, "..", "flows"), "flows"} {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// shipped lists the names of the shipped scenarios.
func shipped() []string {
	files, _ := fs.Glob(scenarios.FS, "*.yaml") // the pattern is good
	for i, file := range files {
		files[i] = strings.TrimSuffix(file, ".yaml")
	}
	return files
}
