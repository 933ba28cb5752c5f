package replay

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/channels"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

const corpusDir = "../scan/testdata/channels"

// TestCorpus plays every recording of the corpus of leak channels: each event can
// be applied, and at the end the page shows its help text, in stars where all text
// is masked.
func TestCorpus(t *testing.T) {
	list, err := channels.Load(os.DirFS(corpusDir))
	require.NoError(t, err)
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			for _, v := range c.Visits() {
				playCorpus(t, v)
			}
		})
	}
}

func playCorpus(t *testing.T, v channels.Visit) {
	p := New()
	for e, err := range recording.Read(bytes.NewReader(storedRecording(t, v.Recording()))) {
		require.NoError(t, err, v.Recording())
		ev, err := rrweb.Decode(e.JSON)
		require.NoError(t, err, v.Recording())
		require.NoError(t, p.Apply(e.WindowID, ev), "%s, event %d", v.Recording(), e.Index)
	}
	consistent(t, p)
	require.GreaterOrEqual(t, p.FullSnapshots(), 2, v.Recording())
	help := "Orders are shipped within two days."
	if v.Config == "text-masked" {
		help = "****** *** ******* ****** *** *****"
	}
	require.True(t, slices.ContainsFunc(p.Windows(), func(id string) bool {
		return strings.Contains(shownText(p.Document(id)), help)
	}), "%s does not show %q", v.Recording(), help)
}

func shownText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func storedRecording(t testing.TB, name string) []byte {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join(corpusDir, filepath.FromSlash(name)))
	require.NoError(t, err)
	dec, err := zstd.NewReader(nil)
	require.NoError(t, err)
	defer dec.Close()
	stored, err := dec.DecodeAll(packed, nil)
	require.NoError(t, err)
	return stored
}
