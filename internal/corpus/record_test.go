package corpus

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/channels"
	"github.com/maskproof/maskproof/internal/minihog"
)

const pages = "../scan/testdata/channels"

// TestRecord records one page of the corpus again: all its recordings come, what
// was typed stands in the open one alone, and a manifest says what made them.
func TestRecord(t *testing.T) {
	dir := t.TempDir()
	page, err := os.ReadFile(filepath.Join(pages, "typing.html"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "typing.html"), page, 0o644))
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	assets, err := minihog.LoadAssets(t.Context(), minihog.AssetOptions{CacheDir: filepath.Join(cache, "maskproof")})
	require.NoError(t, err)
	var log []string
	require.NoError(t, Record(context.Background(), Options{Dir: dir, Assets: assets, Log: func(line string) { log = append(log, line) }}))
	require.Equal(t, []string{"typing"}, log)

	list, err := channels.Load(os.DirFS(dir))
	require.NoError(t, err)
	values, err := channels.NewValues()
	require.NoError(t, err)
	typed, err := list[0].Spelled(values)
	require.NoError(t, err)
	for _, v := range list[0].Visits() {
		stored := unpack(t, filepath.Join(dir, v.Recording()))
		require.Contains(t, string(stored), `"href":"`+v.Address())
		require.Equal(t, 2, bytes.Count(stored, []byte(`{"type":2,`)), "a full snapshot at the start and at the end")
		require.Equal(t, v.Config == "open" && !v.Twin, bytes.Contains(stored, []byte(typed["corpus.email"][0])), v.Recording())
	}
	var made manifest
	data, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &made))
	require.Equal(t, minihog.Version, made.PostHogJS)
	require.NotEmpty(t, made.Chrome)
}

// A page that cannot be walked is an error, and no recording.
func TestRecordFails(t *testing.T) {
	dir := t.TempDir()
	page := "<!--\nchannel: a button that is not there\ncatalogue: [1]\nsteps: [{click: {css: '#none'}, timeout: 100ms}]\n" +
		"found: {defaults: clean, open: clean, text-masked: clean, blocked: clean}\n-->\n<title>x</title>{{recorder}}"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "broken.html"), []byte(page), 0o644))
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	assets, err := minihog.LoadAssets(t.Context(), minihog.AssetOptions{CacheDir: filepath.Join(cache, "maskproof")})
	require.NoError(t, err)
	err = Record(context.Background(), Options{Dir: dir, Assets: assets})
	require.ErrorContains(t, err, "channel broken: broken.html:")
	require.NoDirExists(t, filepath.Join(dir, "recordings"))
}

func unpack(t *testing.T, file string) []byte {
	packed, err := os.ReadFile(file)
	require.NoError(t, err)
	dec, err := zstd.NewReader(nil)
	require.NoError(t, err)
	defer dec.Close()
	stored, err := dec.DecodeAll(packed, nil)
	require.NoError(t, err)
	return stored
}
