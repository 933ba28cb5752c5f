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
