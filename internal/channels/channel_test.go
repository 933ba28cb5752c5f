package channels

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

const corpus = "../scan/testdata/channels"

func loadCorpus(t *testing.T) ([]*Channel, *Values) {
	t.Helper()
	list, err := Load(os.DirFS(corpus))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(list), 70)
	values, err := NewValues()
	require.NoError(t, err)
	return list, values
}

// Every page and every file of it can be rendered, and every flow parses.
func TestCorpusIsWhole(t *testing.T) {
	list, values := loadCorpus(t)
	for _, v := range Visits(list) {
		_, err := v.Steps(values)
		require.NoError(t, err, v.Host())
		_, err = v.Channel.Spelled(values)
		require.NoError(t, err, v.Host())
		for file := range v.Channel.files {
			var out bytes.Buffer
			found, err := v.Render(&out, values, file, Page{})
			require.NoError(t, err, v.Host())
			require.True(t, found)
			require.NotContains(t, out.String(), "{{", v.Host())
			require.NotContains(t, out.String(), "<no value>", v.Host())
		}
	}
}

// Each channel of the catalogue has a page, or a reason to have none.
func TestCatalogueIsCovered(t *testing.T) {
	list, _ := loadCorpus(t)
	covered := map[int]bool{}
	for _, c := range list {
		for _, n := range c.Catalogue() {
			require.True(t, 1 <= n && n <= CatalogueSize, "%s: %d", c.Name, n)
			covered[n] = true
		}
	}
	for n := 1; n <= CatalogueSize; n++ {
		reason, left := LeftOut()[n]
		require.NotEqual(t, covered[n], left, "channel %d of the catalogue", n)
		require.Equal(t, left, reason != "")
	}
}

// No file holds a value: what is expected must not be learnt by heart.
func TestPagesKnowNoValue(t *testing.T) {
	list, values := loadCorpus(t)
	for _, c := range list {
		for file, data := range c.files {
			for _, canary := range values.Canaries() {
				require.NotContains(t, string(data), canary.Value, "%s %s", c.Name, file)
			}
		}
	}
}

// There is one recording for each walk over a page, none is left over, and all of
// them are small.
func TestRecordingsAreWhole(t *testing.T) {
	list, _ := loadCorpus(t)
	var want, got []string
	for _, v := range Visits(list) {
		want = append(want, v.Recording())
	}
	size := int64(0)
	dir := os.DirFS(corpus)
	require.NoError(t, fs.WalkDir(dir, "recordings", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		got, size = append(got, file), size+info.Size()
		return err
	}))
	require.ElementsMatch(t, want, got)
	require.Less(t, size, int64(8<<20))
}

func TestLoadRefuses(t *testing.T) {
	const found = "found: {defaults: clean, open: email text, text-masked: clean, blocked: clean}\n"
	for name, test := range map[string]struct{ page, want string }{
		"no head":         {"<p>x</p>", "does not begin with a comment"},
		"no title":        {"<!--\ncatalogue: [1]\n" + found + "-->\n", "needs channel and catalogue"},
		"unknown key":     {"<!--\nchanel: x\n" + found + "-->\n", "field chanel not found"},
		"configuration":   {"<!--\nchannel: x\ncatalogue: [1]\nfound: {open: clean}\n-->\n", "there are 4"},
		"unknown canary":  {"<!--\nchannel: x\ncatalogue: [1]\n" + strings.Replace(found, "email", "mail", 1) + "-->\n", "is no value and surface"},
		"nothing is said": {"<!--\nchannel: x\ncatalogue: [1]\n" + strings.Replace(found, "email text", "''", 1) + "-->\n", "is no value and surface"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"bad.html": {Data: []byte(test.page)}})
			require.ErrorContains(t, err, "channel bad: ")
			require.ErrorContains(t, err, test.want)
		})
	}
}
