package cli_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/maskproof/maskproof/internal/canary"
)

// evidence is what may hold values in a run folder: what was typed, what PostHog
// stored and answered, and pictures, which show the pages as they were.
var evidence = []string{"canaries.yaml", "recordings", "raw", "screenshots", "pictures"}

var (
	pictureData = regexp.MustCompile(`data:image/[a-z]+;base64,[^"]*`)
	keyOfDemo   = regexp.MustCompile(`phx_[A-Za-z0-9]{8}`)
)

// valueless checks that nothing but the evidence of the runs in a folder, nothing in
// the folders after it, and nothing that the last command printed, holds a canary's
// value or PostHog's key: "valueless runs made".
func valueless(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: valueless RUNS [FOLDER…]")
	}
	runs, err := filepath.Glob(ts.MkAbs(args[0]) + "/*")
	ts.Check(err)
	written := map[string]string{"stdout": ts.ReadFile("stdout"), "stderr": ts.ReadFile("stderr")}
	var canaries []canary.Canary
	for _, run := range runs {
		file, err := os.Open(filepath.Join(run, "canaries.yaml"))
		ts.Check(err)
		list, _, err := canary.ParseSet(file, "canaries.yaml")
		file.Close()
		ts.Check(err)
		canaries = append(canaries, list...)
		if n := readAll(ts, written, run, evidence); n < 5 {
			ts.Fatalf("%s: a run leaves more than %d files", run, n)
		}
	}
	if len(canaries) == 0 {
		ts.Fatalf("no runs in %s, or nothing was typed in them", args[0])
	}
	for _, folder := range args[1:] {
		if readAll(ts, written, ts.MkAbs(folder), nil) == 0 {
			ts.Fatalf("nothing in %s", folder)
		}
	}
	for name, text := range written {
		text = pictureData.ReplaceAllString(text, "")
		if keyOfDemo.MatchString(text) {
			ts.Fatalf("%s holds a key of PostHog", name)
		}
		for _, c := range canaries {
			if len(c.Value) > 4 && strings.Contains(text, c.Value) { // a CVC stands in every number
				ts.Fatalf("%s holds the value of %s", name, c.ID)
			}
		}
	}
}

// readAll reads the files of a folder but those left out, and says how many.
func readAll(ts *testscript.TestScript, into map[string]string, folder string, without []string) (n int) {
	ts.Check(filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		below, _ := filepath.Rel(folder, path)
		switch {
		case err != nil:
			return err
		case slices.Contains(without, filepath.ToSlash(below)) && entry.IsDir():
			return fs.SkipDir
		case !entry.IsDir() && !slices.Contains(without, filepath.ToSlash(below)):
			into[path], n = ts.ReadFile(path), n+1
		}
		return nil
	}))
	return n
}
