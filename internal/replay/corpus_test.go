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
// is masked, and the values that stand in it in pieces.
func TestCorpus(t *testing.T) {
	list, err := channels.Load(os.DirFS(corpusDir))
	require.NoError(t, err)
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			for _, v := range c.Visits() {
				shown := playCorpus(t, v)
				for _, value := range inPieces(t, v) {
					require.Contains(t, shown, value, v.Recording())
				}
			}
		})
	}
}

// playCorpus returns the text of all windows at the end.
func playCorpus(t *testing.T, v channels.Visit) string {
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
	shown := ""
	for _, id := range p.Windows() {
		shown += shownText(p.Document(id))
	}
	require.Contains(t, shown, help, v.Recording())
	return shown
}

// inPieces lists the values that the page shows as text, in one row, and no string
// holds.
func inPieces(t *testing.T, v channels.Visit) []string {
	if v.Twin || !v.Channel.Joined() {
		return nil
	}
	switch v.Channel.Name {
	case "keypad", "table-column", "broken-base64": // clicked, with other cells between, encoded
		return nil
	}
	values, err := channels.NewValues()
	require.NoError(t, err)
	expected, err := v.Channel.Expected(v.Config)
	require.NoError(t, err)
	var list []string
	for _, c := range values.Canaries() {
		if slices.Contains(expected, channels.Sight{Canary: c.ID, Surface: string(rrweb.SurfaceText)}) {
			list = append(list, c.Value)
		}
	}
	return list
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
