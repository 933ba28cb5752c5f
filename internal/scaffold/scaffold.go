// Package scaffold makes the files that a repository needs to be walked by maskproof:
// scenarios, and the workflows of its CI. It is layer 1, knows nothing of the rest of
// the program, and writes nothing itself. Call [Files].
//
// The templates are valid YAML with words such as __NAME__ in it. No value reaches a
// script of theirs as text: scripts take what they need from variables.
package scaffold

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

//go:embed templates
var templates embed.FS

// Plan is what the files are for.
type Plan struct {
	Name    string   // of the scenario; letters, digits, - and _
	App     string   // the app's URL
	Host    string   // PostHog's app
	Project string   // its number, or @current
	KeyName string   // the environment variable of the API key
	Flows   []string // their names, at least one
	CI      CI
	Version string // of maskproof, for the workflows: v1.2.3; another stands for the newest
}

// CI is a kind of CI.
type CI string

// The kinds.
const (
	NoCI   CI = "none"
	GitHub CI = "github"
	GitLab CI = "gitlab"
)

// File is one file to write.
type File struct {
	Path string // with slashes, below the repository's root
	Data []byte

	// Shared is a file that others write, too: where it is there, it must stay, and Path
	// must be mended by hand as Data shows.
	Shared bool
}

// Files makes the scenario and, where there is a CI, its workflows and the scenario of
// what was just deployed, whose address comes from APP_URL.
func Files(p Plan) ([]File, error) {
	list := []File{{Path: "scenarios/" + p.Name + ".yaml"}}
	var err error
	if list[0].Data, err = p.scenario(p.Name, quoted(p.App)); err != nil || p.CI == NoCI {
		return list, err
	}
	release := File{Path: "scenarios/" + p.Name + "-release.yaml"}
	if release.Data, err = p.scenario(p.Name+"-release", `"${APP_URL}"`); err != nil {
		return nil, err
	}
	workflows, err := p.workflows()
	return append(append(list, release), workflows...), err
}

func (p Plan) scenario(name, address string) ([]byte, error) {
	data, err := templates.ReadFile("templates/scenario.yaml")
	if err != nil {
		return nil, err
	}
	return []byte(strings.NewReplacer(
		"__FILE__", name, "__URL__", address, "__HOST__", quoted(p.Host), "__PROJECT__", quoted(p.Project),
		"__KEY__", p.KeyName, "__FLOWS__", listed(p.Flows),
	).Replace(string(data))), nil
}

// listed are names in a scenario; what YAML could take for something else is quoted.
func listed(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = name
		if !regexp.MustCompile(`^[a-z]{4,}(-[a-z0-9]+)*$`).MatchString(name) || name == "true" || name == "false" || name == "null" {
			list[i] = quoted(name)
		}
	}
	return strings.Join(list, ", ")
}

// quoted is a text in a scenario, where a $ begins a variable.
func quoted(text string) string {
	data, err := json.Marshal(strings.ReplaceAll(text, "$", "$$"))
	if err != nil { // a text is always written
		return `""`
	}
	return string(data)
}

func (p Plan) workflows() (list []File, err error) {
	folder := "templates/" + string(p.CI)
	entries, err := fs.ReadDir(templates, folder)
	if err != nil {
		return nil, fmt.Errorf("no workflows for the CI %q: %w", p.CI, err)
	}
	for _, e := range entries {
		data, err := templates.ReadFile(folder + "/" + e.Name())
		if err != nil {
			return nil, err
		}
		f := File{Path: placeOf(p.CI, e.Name()), Data: []byte(p.words().Replace(string(data)))}
		f.Shared = f.Path == ".gitlab-ci.yml"
		list = append(list, f)
	}
	return list, nil
}

func placeOf(ci CI, name string) string {
	switch {
	case ci == GitHub:
		return path.Join(".github/workflows", name)
	case name == "gitlab-ci.yml":
		return ".gitlab-ci.yml"
	}
	return path.Join(".gitlab", name)
}

// mostShards is how many machines share the flows at most.
const mostShards = 3

func (p Plan) words() *strings.Replacer {
	version, goVersion := p.Version, p.Version
	if !regexp.MustCompile(`^v\d+\.\d+\.\d+(-(alpha|beta|rc)[.\d]*)?$`).MatchString(version) {
		version, goVersion = "main", "latest"
	}
	shards := min(max(len(p.Flows), 1), mostShards)
	numbers := make([]string, shards)
	for i := range numbers {
		numbers[i] = fmt.Sprint(i + 1)
	}
	return strings.NewReplacer(
		"__NAME__", p.Name, "__APP__", strings.ReplaceAll(p.App, "'", "%27"), "__KEY__", p.KeyName, "__VERSION__", version, "__GOVERSION__", goVersion,
		"__SHARDS__", strings.Join(numbers, ", "), "__SHARDCOUNT__", fmt.Sprint(shards),
	)
}
