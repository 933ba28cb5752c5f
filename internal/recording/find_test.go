package recording

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.jsonl", "a/z.json", "a/.hidden", ".git/x", "c"} {
		write(t, filepath.Join(dir, name), name)
	}
	require.NoError(t, os.Symlink(filepath.Join(dir, "c"), filepath.Join(dir, "d")))
	in := func(name string) File { return File{filepath.Join(dir, name), filepath.Join(dir, name)} }

	files, err := Find([]string{dir, "-", filepath.Join(dir, "c"), filepath.Join(dir, "a", ".hidden")})
	require.NoError(t, err)
	require.Equal(t, []File{in("a/z.json"), in("b.jsonl"), in("c"), in("d"), {"standard input", "-"}, in("a/.hidden")}, files)
}

// Of a run's folder only the recordings are meant, and of a folder that has a result.json of
// somebody else all.
func TestFindInRuns(t *testing.T) {
	dir := t.TempDir()
	const result = `{
  "schema": "maskproof.result/1"
}`
	for name, text := range map[string]string{
		"runs/1/result.json": result, "runs/1/report.html": "", "runs/1/recordings/s.jsonl": "", "runs/1/raw/f/1": "", "runs/1/old/result.json": result, "runs/1/old/recordings/o": "", "runs/1/tries/f-1/recordings/s.jsonl": "",
		"runs/2/result.json": result, "runs/2/junit.xml": "", "runs/x/result.json": `{"schema": "other"}`, "runs/x/a": "", "runs/1x": "",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	for folder, want := range map[string][]string{
		"runs/1": {"runs/1/old/recordings/o", "runs/1/recordings/s.jsonl", "runs/1/tries/f-1/recordings/s.jsonl"},
		"runs":   {"runs/1/old/recordings/o", "runs/1/recordings/s.jsonl", "runs/1/tries/f-1/recordings/s.jsonl", "runs/1x", "runs/x/a", "runs/x/result.json"},
	} {
		files, err := Find([]string{filepath.Join(dir, folder) + "/"})
		require.NoError(t, err)
		var names []string
		for _, f := range files {
			name, err := filepath.Rel(dir, f.Path)
			require.NoError(t, err)
			names = append(names, name)
		}
		require.Equal(t, want, names)
	}
	_, err := Find([]string{filepath.Join(dir, "runs/2")})
	require.ErrorContains(t, err, "holds no recordings")
}

func TestFindRefuses(t *testing.T) {
	dir := t.TempDir()
	_, err := Find([]string{filepath.Join(dir, "none")})
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, "none")
	_, err = Find([]string{dir})
	require.ErrorContains(t, err, "holds no files")
	require.NoError(t, os.Symlink(dir, filepath.Join(dir, "loop")))
	_, err = Find([]string{dir})
	require.ErrorContains(t, err, "link to a folder")
}

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	write(t, path, "file")
	for f, want := range map[File]string{{"f", path}: "file", {"standard input", Stdin}: "piped"} {
		r, err := f.Open(strings.NewReader("piped"))
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		require.Equal(t, want, string(text))
		require.NoError(t, r.Close())
	}
	_, err := File{Path: path + "x"}.Open(nil)
	require.ErrorIs(t, err, os.ErrNotExist)
}
