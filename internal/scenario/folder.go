package scenario

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/maskproof/maskproof/internal/canary"
)

// folder is the run folder, ".maskproof/runs/<time>-<scenario>":
//
//	result.json, report.*, junit.xml     written by the caller of Run
//	canaries.yaml                        what was planted; "maskproof scan" reads it
//	traces/<flow>.json                   what each flow did
//	recordings/<session>.jsonl           the recordings, as PostHog stored them
//	raw/<flow>/…                         every response body of PostHog's API
//	pictures/<flow>-<fingerprint>.jpg    the recorded page at a leak
//	screenshots/…                        what the steps did, rows of them together
//	tries/<flow>-<n>/…                   the same of a flow's second try and those after it
//
// All of it is for its owner only: recordings, screenshots and canaries.yaml
// hold the planted values.
type folder string

// NewFolder makes an empty run folder below another one, of a name that is not taken.
func NewFolder(out, scenario string, now time.Time) (string, error) {
	name := now.Format("20060102-150405") + "-" + scenario
	for n := 2; ; n++ {
		dir := filepath.Join(out, name)
		if n > 2 {
			dir = filepath.Join(out, fmt.Sprintf("%s-%d", name, n-1))
		}
		if err := os.MkdirAll(out, 0o700); err != nil {
			return "", fmt.Errorf("make run folder: %w", err)
		}
		err := os.Mkdir(dir, 0o700)
		if err == nil {
			return dir, nil
		}
		if !os.IsExist(err) {
			return "", fmt.Errorf("make run folder: %w", err)
		}
	}
}

// sub is a folder in it that is made when something is written there.
func (f folder) sub(name string) folder { return folder(f.path(name)) }

// archive keeps raw response bodies below raw/<name>/.
func (f folder) archive(name string) func(string, []byte) error {
	return func(file string, body []byte) error { return f.write("raw/"+name+"/"+file, body) }
}

// write saves one file below the folder.
func (f folder) write(name string, data []byte) error {
	path := f.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}

// create opens a new file below the folder, for writing and reading back.
func (f folder) create(name string) (*os.File, error) {
	path := f.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
}

// open opens a file below the folder for reading.
func (f folder) open(name string) (*os.File, error) { return os.Open(f.path(name)) }

func (f folder) path(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

func (f folder) writeJSON(name string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return f.write(name, append(data, '\n'))
}

func (f folder) writeCanaries(list []canary.Canary) error {
	data, err := yaml.Marshal(map[string]any{"canaries": list})
	if err != nil {
		return err
	}
	return f.write("canaries.yaml", data)
}

// safeName makes a file name of what PostHog calls a session.
func safeName(id string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return '_'
	}, id)
}
