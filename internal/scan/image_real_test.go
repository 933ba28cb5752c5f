package scan

import (
	"context"
	"encoding/base64"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/pixels"
)

// pictureReader reads pictures with the system's Tesseract.
func pictureReader(t testing.TB) *pixels.Reader {
	t.Helper()
	path, err := exec.LookPath("tesseract")
	require.NoError(t, err, "tesseract is not installed: run make setup (Debian and Ubuntu: apt-get install tesseract-ocr)")
	return pixels.New(pixels.Options{Tesseract: path})
}

// TestRealPictures: every value that Chromium drew is found, and nothing in the
// same pages with stars in place of the values.
func TestRealPictures(t *testing.T) {
	reader := pictureReader(t)
	for name, want := range map[string][]string{
		"card.png": {"card"}, "email.png": {"email"}, "dark.png": {"card", "email"}, "qr.png": {"email"},
		"frame.webp": {"card", "email"}, "signature.png": {"name"},
		"page.png":        {"address", "card", "email", "name"}, // the code stands too far from its label, once columns are read
		"card-masked.png": nil, "email-masked.png": nil, "dark-masked.png": nil, "frame-masked.webp": nil,
		"signature-masked.png": nil, "page-masked.png": nil,
	} {
		data, err := os.ReadFile("../pixels/testdata/" + name)
		require.NoError(t, err)
		s := imageScanner(t, "require", reader)
		s.Event(0, "w", event(t, map[string]any{"type": 3, "timestamp": 5, "data": map[string]any{
			"source": 9, "id": 7, "type": 0, "property": "drawImage", "args": []any{
				map[string]any{"rr_type": "ArrayBuffer", "base64": base64.StdEncoding.EncodeToString(data)}},
		}}))
		s.readImages(context.Background())
		report := s.Report()
		var got []string
		for _, f := range report.Findings {
			got = append(got, f.Canary)
			require.True(t, f.Leak)
		}
		slices.Sort(got)
		require.Equal(t, want, slices.Compact(got), name)
		require.Empty(t, report.Unscanned, name)
	}
}

// TestRealPixels: what Chromium drew is found in its bare pixels, too.
func TestRealPixels(t *testing.T) {
	file, err := os.Open("../pixels/testdata/card.png")
	require.NoError(t, err)
	defer file.Close()
	img, err := png.Decode(file)
	require.NoError(t, err)
	var numbers []any
	size := img.Bounds()
	for y := range size.Dy() {
		for x := range size.Dx() {
			c := color.NRGBAModel.Convert(img.At(size.Min.X+x, size.Min.Y+y)).(color.NRGBA)
			numbers = append(numbers, c.R, c.G, c.B, c.A)
		}
	}
	s := imageScanner(t, "require", pictureReader(t))
	s.Event(0, "w", event(t, imageData(numbers, size.Dx(), size.Dy())))
	s.readImages(context.Background())
	report := s.Report()
	require.Empty(t, report.Unscanned)
	require.Len(t, report.Findings, 1)
	require.Equal(t, []any{"card", "ocr", "/data/commands/0/args/0"}, []any{report.Findings[0].Canary, report.Findings[0].Via[0], report.Findings[0].Pointer})
}
