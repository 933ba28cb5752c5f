package pixels

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/bmp"
)

// tesseract is the installed program. Without it nothing here proves anything.
func tesseract(t testing.TB) string {
	path, err := exec.LookPath("tesseract")
	require.NoError(t, err, "tesseract is not installed: run make setup (Debian and Ubuntu: apt-get install tesseract-ocr)")
	return path
}

func picture(t testing.TB, name string) []byte {
	data, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return data
}

// TestRenderedPages: what Chromium drew (testdata/render) is read, but for
// letters that look alike: l, i and 1.
func TestRenderedPages(t *testing.T) {
	const email = "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"
	r := New(Options{Tesseract: tesseract(t)})
	for name, want := range map[string][]string{
		"card.png":      {"Card number", "4242 4242 4242 4242"},
		"email.png":     {"Signed in as", email},
		"dark.png":      {email, "4242 4242 4242 4242"},
		"frame.webp":    {"Invoice 2026-118", email, "4242 4242 4242 4242"},
		"signature.png": {"Bofadoruv Kitenamos"},
		"page.png":      {email, "Bofadoruv Kitenamos", "4242 4242 4242 4242", "412", "1234 Zupelagon Street"},
	} {
		pages := r.Read(context.Background(), [][]byte{picture(t, name)}, 1)
		require.NoError(t, pages[0].Err, name)
		require.Len(t, pages[0].Texts, 1, name)
		require.Equal(t, "ocr", pages[0].Texts[0].Via)
		for _, w := range want {
			require.Contains(t, plain(pages[0].Texts[0].Text), plain(w), name)
		}
	}
}

func plain(s string) string {
	return strings.NewReplacer("i", "l", "1", "l", " ", "", "\n", " ").Replace(s)
}

func TestCodes(t *testing.T) {
	const value = "qwzrtvbnmk.hjklpoiu"
	for via, w := range map[string]struct {
		writer gozxing.Writer
		format gozxing.BarcodeFormat
		width  int
	}{
		"code128":    {oned.NewCode128Writer(), gozxing.BarcodeFormat_CODE_128, 600},
		"datamatrix": {datamatrix.NewDataMatrixWriter(), gozxing.BarcodeFormat_DATA_MATRIX, 200},
	} {
		m, err := w.writer.Encode(value, w.format, w.width, 200, nil)
		require.NoError(t, err, via)
		for _, dark := range []bool{false, true} {
			g := image.NewGray(image.Rect(0, 0, m.GetWidth()+80, m.GetHeight()+80))
			for i := range g.Pix {
				x, y := i%g.Stride-40, i/g.Stride-40
				inside := x >= 0 && y >= 0 && x < m.GetWidth() && y < m.GetHeight()
				if (inside && m.Get(x, y)) == dark {
					g.Pix[i] = 255
				}
			}
			require.Contains(t, codes(g), Text{via, value})
		}
	}
	page := New(Options{}).Read(context.Background(), [][]byte{picture(t, "qr.png")}, 1)[0]
	require.ErrorIs(t, page.Err, ErrNoTesseract)
	require.Equal(t, []Text{{"qr", "otpauth://totp/Shop:qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com?secret=JBSWY3DPEHPK3PXP"}}, page.Texts)
}

// says stands in for tesseract.
func says(text string, err error) Command {
	return func(context.Context, string, []string, []byte) ([]byte, error) { return []byte(text), err }
}

func TestFormats(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 40, 30))
	g.Set(20, 20, color.White)
	encode := func(f func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		require.NoError(t, f(&b))
		return b.Bytes()
	}
	whole := encode(func(b *bytes.Buffer) error { return png.Encode(b, g) })
	still := image.NewPaletted(g.Rect, []color.Color{color.Black, color.White})
	still.SetColorIndex(3, 3, 1)
	frames := func(n int) []byte {
		all := &gif.GIF{}
		for range n {
			all.Image, all.Delay = append(all.Image, still), append(all.Delay, 1)
		}
		return encode(func(b *bytes.Buffer) error { return gif.EncodeAll(b, all) })
	}
	bomb := bytes.Clone(whole)
	binary.BigEndian.PutUint32(bomb[16:], 1<<20) // IHDR: width, height
	binary.BigEndian.PutUint32(bomb[20:], 1<<20)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	r := New(Options{Tesseract: "t", Run: says("words", nil)})
	for name, c := range map[string]struct {
		data []byte
		want error
		read bool
	}{
		"png":           {whole, nil, true},
		"jpeg":          {encode(func(b *bytes.Buffer) error { return jpeg.Encode(b, g, nil) }), nil, true},
		"bmp":           {encode(func(b *bytes.Buffer) error { return bmp.Encode(b, g) }), nil, true},
		"gif":           {frames(1), nil, true},
		"animated gif":  {frames(3), ErrAnimated, true},
		"cut":           {whole[:len(whole)-20], ErrDamaged, false},
		"bomb":          {bomb, ErrTooLarge, false},
		"avif":          {[]byte("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00"), ErrFormat, false},
		"animated webp": {[]byte("RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x27\x00\x00\x1d\x00\x00ANIM"), errAnimatedWebP, false},
		"nothing":       {nil, ErrFormat, false},
	} {
		page := r.Read(context.Background(), [][]byte{c.data}, 1)[0]
		require.Equal(t, c.want, page.Err, name)
		require.Equal(t, c.read, len(page.Texts) == 1, name)
	}
}

func TestWhatStopsTesseract(t *testing.T) {
	data := [][]byte{picture(t, "card.png")}
	ctx, cancel := context.WithCancel(context.Background())
	r := New(Options{Tesseract: "t", Run: says("", errors.New("exit 1"))})
	require.Equal(t, ErrTesseract, r.Read(ctx, data, 1)[0].Err)
	r = New(Options{Tesseract: "t", Run: func(context.Context, string, []string, []byte) ([]byte, error) { cancel(); return nil, ctx.Err() }})
	require.Equal(t, ErrInterrupted, r.Read(ctx, data, 1)[0].Err)
	require.Equal(t, ErrInterrupted, r.Read(ctx, data, 1)[0].Err, "before it began")
	_, err := runProgram(context.Background(), "yes", nil, nil)
	require.ErrorContains(t, err, "run yes", "output without end")
}

// drawn is a frame with a square of the given gray at a place.
func drawn(t *testing.T, x, size int, gray uint8) []byte {
	g := image.NewGray(image.Rect(0, 0, 200, 60))
	for i := range g.Pix {
		if g.Pix[i] = 255; i/g.Stride >= 20 && i/g.Stride < 20+size && i%g.Stride >= x && i%g.Stride < x+size {
			g.Pix[i] = gray
		}
	}
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, g))
	return b.Bytes()
}

// TestFramesThatShowTheSame are read once, and those over the limit not at all.
func TestFramesThatShowTheSame(t *testing.T) {
	var mu sync.Mutex
	runs := 0
	r := New(Options{Tesseract: "t", Run: func(context.Context, string, []string, []byte) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		runs++
		return []byte("words"), nil
	}})
	pages := r.Read(context.Background(), [][]byte{
		drawn(t, 40, 8, 0), drawn(t, 40, 8, 2), // noise
		drawn(t, 80, 8, 0),   // moved
		drawn(t, 120, 6, 90), // a pale letter
		drawn(t, 0, 0, 0),    // nothing to see
		drawn(t, 160, 8, 0),
	}, 3)
	require.Equal(t, 3, runs)
	var counted []bool
	for i, p := range pages {
		counted = append(counted, p.Counted)
		require.Equal(t, i < 4, len(p.Texts) == 1, i)
	}
	require.Equal(t, []bool{true, false, true, true, false, false}, counted)
	require.NoError(t, pages[4].Err)
	require.Equal(t, ErrLimit, pages[5].Err)
}

// TestFramesOfACanvas: one more letter in a lossy frame is seen.
func TestFramesOfACanvas(t *testing.T) {
	var all []sketch
	for _, name := range []string{"frame.webp", "frame-typed.webp"} {
		img, err := open(picture(t, name))
		require.NoError(t, err)
		all = append(all, sketchOf(grayOf(img)))
	}
	require.False(t, all[0].same(all[1]), "a digit was typed")
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"card.png", "frame.webp", "qr.png"} {
		f.Add(picture(f, name))
	}
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,"))
	r := New(Options{Tesseract: "t", Run: says("words", nil)})
	f.Fuzz(func(t *testing.T, data []byte) {
		page := r.Read(context.Background(), [][]byte{data}, 1)[0]
		animated(data)
		if page.Err == nil && !Known(data) {
			t.Fatal("read what is no picture")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	r := New(Options{Tesseract: tesseract(b)})
	for _, name := range []string{"card.png", "frame.webp", "page.png"} {
		data := [][]byte{picture(b, name)}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r.Read(context.Background(), data, 1)
			}
		})
	}
}
