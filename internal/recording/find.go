package recording

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Stdin is the path that stands for the standard input.
const Stdin = "-"

// File is one recording that a user named, directly or by its folder.
type File struct {
	Name string // for people: the path, or "standard input"
	Path string // "-" is the standard input
}

// Find lists the files that are meant by paths: a file is meant by its path, a
// folder means all regular files below it in the order of their paths, hidden
// ones left out, and "-" is the standard input. The folder of a run, by its
// result.json, means those in its recordings folders, its flows' other tries
// among them. A file that is meant twice is listed once. A path that does not
// exist, or a folder without files, is an error.
func Find(paths []string) ([]File, error) {
	var files []File
	seen := map[string]bool{}
	for _, path := range paths {
		found, err := findOne(path)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !seen[f.Path] {
				seen[f.Path] = true
				files = append(files, f)
			}
		}
	}
	return files, nil
}

func findOne(path string) ([]File, error) {
	if path == Stdin {
		return []File{{Name: "standard input", Path: Stdin}}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("find recording: %w", err)
	}
	if !info.IsDir() {
		return []File{{Name: path, Path: filepath.Clean(path)}}, nil
	}
	files, err := findInside(path)
	if err != nil {
		return nil, fmt.Errorf("find recordings in %s: %w", path, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("find recordings in %s: the folder holds no %s", path, wanted(path))
	}
	return files, nil
}

func wanted(folder string) string {
	if isRun(folder) {
		return "recordings"
	}
	return "files"
}

// findInside lists the files below a folder.
func findInside(folder string) ([]File, error) {
	var files []File
	folder = filepath.Clean(folder)
	run := "" // that is being listed
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != folder && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			if !within(run, path) && isRun(path) {
				run = path
			}
			return nil
		case within(run, path) && filepath.Base(filepath.Dir(path)) != "recordings":
			return nil
		}
		regular, err := isRegular(path)
		if regular {
			files = append(files, File{Name: path, Path: path})
		}
		return err
	})
	return files, err
}

// isRun says that a folder has the result of a run, maskproof.result/1. All that a run has
// recorded stands in folders "recordings" below it; the rest is reports and pictures.
func isRun(folder string) bool {
	const most = 512 // bytes; the schema is its first key
	f, err := os.Open(filepath.Join(folder, "result.json"))
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head, err := io.ReadAll(io.LimitReader(f, most))
	return err == nil && strings.Contains(string(head), `"maskproof.result/`)
}

// within says that a path lies below a folder; "" is none.
func within(folder, path string) bool {
	return folder != "" && strings.HasPrefix(path, folder+string(filepath.Separator))
}

// isRegular follows links to files. A link to a folder could lead in a circle:
// it is refused rather than left out in silence.
func isRegular(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	if info.IsDir() {
		return false, fmt.Errorf("%s is a link to a folder: name the folder itself", path)
	}
	return info.Mode().IsRegular(), nil
}

// Open opens the file, or wraps stdin where it stands for it; closing leaves
// stdin open.
func (f File) Open(stdin io.Reader) (io.ReadCloser, error) {
	if f.Path == Stdin {
		return io.NopCloser(stdin), nil
	}
	r, err := os.Open(f.Path)
	if err != nil {
		return nil, fmt.Errorf("open recording: %w", err)
	}
	return r, nil
}
