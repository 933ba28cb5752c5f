package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/verify"
)

// writeReports puts result.json, report.html, report.txt and junit.xml into a run
// folder.
func writeReports(dir string, r *verify.Result, reveal bool) error {
	text := report.TextOptions{Dir: dir}
	return errors.Join(
		writeReport(filepath.Join(dir, "result.json"), func(w io.Writer) error { return report.JSON(w, r) }),
		writeReport(filepath.Join(dir, "report.txt"), func(w io.Writer) error { return report.Text(w, r, text) }),
		writeReport(filepath.Join(dir, "report.html"), func(w io.Writer) error {
			return report.HTML(w, r, report.HTMLOptions{Files: os.DirFS(dir), Before: earlier(dir, r), Reveal: reveal})
		}),
		writeReport(filepath.Join(dir, "junit.xml"), func(w io.Writer) error { return report.JUnit(w, r) }),
	)
}

// writeReport writes a file for its owner only, all of it or none: a report cut
// short could be taken for a short report.
func writeReport(path string, write func(io.Writer) error) error {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return err
	}
	// CreateTemp makes the file 0600.
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	defer os.Remove(tmp.Name()) // gone already once it is renamed
	_, err = tmp.Write(body.Bytes())
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write report %s: %w", path, err)
	}
	return nil
}
