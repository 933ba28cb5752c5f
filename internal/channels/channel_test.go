package channels

import (
	"bytes"
	"os"
	"testing"

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
