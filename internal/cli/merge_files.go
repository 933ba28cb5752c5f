package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/verify"
)

// gather brings what the folders of the parts hold into one. Reports are made anew;
// a file that two parts have stays in parts/ below its part's number. What a result
// names and its folder lacks is told.
func (o *mergeOptions) gather(dir string, parts []*verify.Result, dirs []string) error {
	var canaries []canary.Canary
	for i, p := range parts {
		list, err := gatherPart(dir, dirs[i], strings.ReplaceAll(p.Shard, "/", "-of-"))
		if err != nil {
			return fmt.Errorf("merge %s: %w", dirs[i], err)
		}
		canaries = append(canaries, list...)
		for _, f := range p.Flows {
			for _, file := range f.Coverage.Files {
				if _, err := os.Stat(filepath.Join(dirs[i], filepath.FromSlash(file))); err != nil {
					o.process.warn(fmt.Sprintf("part %s: %s of flow %s is not in its folder", oneLine(p.Shard), oneLine(file), oneLine(f.Name)))
				}
			}
		}
	}
	if len(canaries) == 0 {
		return nil
	}
	data, err := yaml.Marshal(map[string]any{"canaries": canaries})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "canaries.yaml"), data, 0o600)
}

// gatherPart links the files of one part into the whole, and returns its canaries.
func gatherPart(dir, from, part string) ([]canary.Canary, error) {
	for _, sub := range []string{"recordings", "raw", "traces", "screenshots", "pictures", "tries"} {
		err := filepath.WalkDir(filepath.Join(from, sub), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil // not every run has every folder
			case err != nil || !entry.Type().IsRegular():
				return err
			}
			name, err := filepath.Rel(from, path)
			if err != nil {
				return err
			}
			err = bring(path, filepath.Join(dir, name))
			if errors.Is(err, fs.ErrExist) {
				err = bring(path, filepath.Join(dir, "parts", part, name))
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return readCanaryFile(filepath.Join(from, "canaries.yaml"))
}

func readCanaryFile(path string) ([]canary.Canary, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, _, err := canary.ParseSet(f, path)
	return list, err
}

// bring links a file, or copies it where it cannot be linked. It is fs.ErrExist where
// another one has its place.
func bring(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
