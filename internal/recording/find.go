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
// ones left out, and "-" is the standard input. A file that is meant twice is
// listed once. A path that does not exist, or a folder without files, is an
// error.
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
		return nil, fmt.Errorf("find recordings in %s: the folder holds no files", path)
	}
	return files, nil
}

// findInside lists the files below a folder.
func findInside(folder string) ([]File, error) {
	var files []File
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
