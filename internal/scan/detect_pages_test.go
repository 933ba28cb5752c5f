package scan

import (
	"context"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/recording"
)

// TestDetectIsQuietOnTheShop: the pages, scripts, styles and pictures of the demo
// shop hold nobody's data, and neither does a recording by posthog-js.
func TestDetectIsQuietOnTheShop(t *testing.T) {
	s := newDetecting(t, detect.Options{})
	for _, leaky := range []bool{true, false} {
		shop := demo.New(demo.Options{Leaky: leaky, PostHog: "http://hog.test", Token: "phc_test"})
		for _, page := range []string{"/", "/products/tall-vase", "/signup", "/cart", "/nothing", "http://pay.shop.test/card-frame"} {
			w := httptest.NewRecorder()
			shop.ServeHTTP(w, httptest.NewRequest("GET", page, nil))
			require.NotEmpty(t, w.Body.String(), page)
			s.Event(0, "w", textEvent(t, 1_795_000_000_000, 1, w.Body.String()))
		}
	}
	require.NoError(t, filepath.WalkDir("../demo/assets", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		s.Event(0, "w", textEvent(t, 1_795_000_000_000, 1, string(data)))
		return err
	}))
	f, err := os.Open("../recording/testdata/shop.jsonl")
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, s.Read(context.Background(), recording.Read(f), nil))
	require.Empty(t, s.Report().Findings)
	require.Greater(t, s.Report().Strings, 500)
}
