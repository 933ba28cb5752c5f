package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/maskproof/maskproof/internal/accept"
	"github.com/maskproof/maskproof/internal/scan"
)

// acceptFile is where a run looks for accepted leaks by itself.
const acceptFile = ".maskproof/accept.yaml"

// acceptFlagHelp is the help of --accept.
const acceptFlagHelp = "file of leaks that somebody answers for until a day"

// readAccepted reads a file of accepted leaks, and the text it was read from; there
// are none where optional and the file is missing.
func readAccepted(file string, optional bool) ([]scan.Acceptance, []byte, error) {
	data, err := os.ReadFile(file)
	if optional && errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read accepted leaks: %w", err)
	}
	list, err := accept.Parse(file, data)
	return list, data, err
}

// acceptedIn are those of a scenario, and those that name none.
func acceptedIn(list []scan.Acceptance, scenario string) []scan.Acceptance {
	return slices.DeleteFunc(slices.Clone(list), func(a scan.Acceptance) bool { return a.Scenario != "" && a.Scenario != scenario })
}

// writeShared writes a file that belongs to the project, all of it or none.
func writeShared(path string, data []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := writeReport(path, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	return os.Chmod(path, mode)
}
