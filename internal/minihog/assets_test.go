package minihog

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/stretchr/testify/require"
)

// pack makes a tarball such as npm's.
func pack(t *testing.T, entries map[string]string) []byte {
	var out bytes.Buffer
	zw := gzip.NewWriter(&out)
	tw := tar.NewWriter(zw)
	for name, text := range entries {
		require.NoError(t, tw.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Mode: 0o644}))
		_, err := tw.Write([]byte(text))
		require.NoError(t, err)
	}
	require.NoError(t, tw.Close())
	require.NoError(t, zw.Close())
	return out.Bytes()
}

// npm is a stand-in for the program: it leaves body as the packed file.
type npm struct {
	body  []byte
	err   error
	mu    sync.Mutex
	calls int
}

func (n *npm) run(_ context.Context, dir, _ string, _ ...string) error {
	n.mu.Lock()
	n.calls++
	n.mu.Unlock()
	if n.err != nil || n.body == nil {
		return n.err
	}
	return os.WriteFile(filepath.Join(dir, tarball), n.body, 0o644)
}

func goodTarball(t *testing.T) []byte {
	return pack(t, map[string]string{
		"package/dist/array.js": "array", "package/dist/array.js.map": "{}", "package/package.json": "{}",
		"package/dist/../../../evil.js": "evil", "package/lib/x.js": "x", "../evil.js": "evil",
	})
}

func TestLoadFetchesOnceAndKeeps(t *testing.T) {
	body := goodTarball(t)
	n := &npm{body: body}
	o := AssetOptions{CacheDir: filepath.Join(t.TempDir(), "new", "cache"), Run: n.run}
	for range 2 {
		assets, err := load(t.Context(), o, integrityOf(body))
		require.NoError(t, err)
		require.Equal(t, Version, assets.Version())
		require.Equal(t, map[string][]byte{"array.js": []byte("array")}, assets.files)
	}
	require.Equal(t, 1, n.calls)
	left, err := os.ReadDir(o.CacheDir)
	require.NoError(t, err)
	require.Len(t, left, 1, "no temporary folder is left")

	require.NoError(t, os.WriteFile(filepath.Join(o.CacheDir, tarball), body[:50], 0o644))
	_, err = load(t.Context(), o, integrityOf(body))
	require.NoError(t, err)
	require.Equal(t, 2, n.calls, "a damaged package is fetched again")
}

func TestLoadAtOnce(t *testing.T) {
	body := goodTarball(t)
	n := &npm{body: body}
	o := AssetOptions{CacheDir: t.TempDir(), Run: n.run}
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() { _, errs[i] = load(t.Context(), o, integrityOf(body)) })
	}
	wg.Wait()
	require.NoError(t, errors.Join(errs...))
}

func TestLoadSaysWhatIsWrong(t *testing.T) {
	body := goodTarball(t)
	tests := []struct {
		name string
		npm  *npm
		want string
		is   error
	}{
		{"no npm", &npm{err: &exec.Error{Name: "npm", Err: exec.ErrNotFound}}, "install Node.js", ErrNoNPM},
		{"offline", &npm{err: errors.New("npm error code ENOTFOUND")}, "check the network", ErrOffline},
		{"npm fails", &npm{err: errors.New("npm: exit status 1: E404")}, "E404", nil},
		{"other package", &npm{body: append(bytes.Clone(body), 0)}, "integrity mismatch", nil},
		{"nothing packed", &npm{}, "npm pack left no", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := load(t.Context(), AssetOptions{CacheDir: dir, Run: tt.npm.run}, integrityOf(body))
			require.ErrorContains(t, err, tt.want)
			if tt.is != nil {
				require.ErrorIs(t, err, tt.is)
			}
			left, err := os.ReadDir(dir)
			require.NoError(t, err)
			require.Empty(t, left, "nothing unverified stays in the cache")
		})
	}
	_, err := LoadAssets(t.Context(), AssetOptions{})
	require.ErrorContains(t, err, "no cache folder")
}

func TestScriptsRefusesOddTarballs(t *testing.T) {
	many := map[string]string{}
	for i := range maxScripts + 1 {
		many["package/dist/"+string(rune('a'+i%26))+string(rune('a'+i/26))+".js"] = "x"
	}
	for name, body := range map[string][]byte{
		"not gzip": []byte("PK"), "no array.js": pack(t, map[string]string{"package/dist/x.js": "x"}),
		"too many": pack(t, many), "cut": goodTarball(t)[:60],
	} {
		_, err := scripts(body)
		require.Error(t, err, name)
	}
}
