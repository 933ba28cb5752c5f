package scan

import (
	"context"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/pixels"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// pages stands in for a reader: of each picture it says what it was told.
type pages struct {
	page  pixels.Page
	batch [][]byte
}

func (p *pages) Read(_ context.Context, pictures [][]byte, _ int) []pixels.Page {
	p.batch = append(p.batch, pictures...)
	list := make([]pixels.Page, len(pictures))
	for i := range list {
		list[i] = p.page
	}
	return list
}

func ocr(text string) *pages {
	return &pages{page: pixels.Page{Texts: []pixels.Text{{Via: "ocr", Text: text}}, Counted: true}}
}

func imageScanner(t *testing.T, policy string, r ImageReader) *Scanner {
	p := DefaultPolicy()
	p.Images = policy
	s, err := New(Options{Canaries: planted(), Policy: p, Images: r, Recording: "rec"})
	require.NoError(t, err)
	return s
}

// somePNG begins like a PNG; n makes it another picture.
func somePNG(n byte) string {
	return "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 40) + string([]byte{n})
}

func inBase64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// TestWherePicturesStand: one picture at every place of a recording that can
// hold one.
func TestWherePicturesStand(t *testing.T) {
	uri := "data:image/png;base64," + inBase64(somePNG(1))
	attribute := func(name, value any) any {
		return map[string]any{"type": 3, "timestamp": 5, "data": map[string]any{"source": 0, "texts": []any{}, "removes": []any{}, "adds": []any{},
			"attributes": []any{map[string]any{"id": 7, "attributes": map[string]any{name.(string): value}}}}}
	}
	blob := map[string]any{"rr_type": "Blob", "type": "image/webp", "data": []any{map[string]any{"rr_type": "ArrayBuffer", "base64": inBase64(somePNG(1))}}}
	for name, c := range map[string]struct {
		event   any
		surface rrweb.Surface
	}{
		"src":        {attribute("src", uri), rrweb.SurfaceImage},
		"srcset":     {attribute("srcset", "/a.png 1x, "+uri+" 2x"), rrweb.SurfaceURL},
		"rr_dataURL": {attribute("rr_dataURL", uri), rrweb.SurfaceImage},
		"unnamed":    {attribute("src", strings.Replace(uri, "image/png", "", 1)), rrweb.SurfaceImage},
		"capitals":   {attribute("src", strings.Replace(uri, "data:image/png", "DATA:image/PNG", 1)), rrweb.SurfaceImage},
		"percent":    {attribute("src", "data:image/png,"+url.PathEscape(somePNG(1))), rrweb.SurfaceImage},
		"style":      {attribute("style", map[string]any{"background": "url(\"" + uri + "\")"}), rrweb.SurfaceCSS},
		"in svg":     {attribute("src", "data:image/svg+xml;base64,"+inBase64(`<svg><image href="`+uri+`"/></svg>`)), rrweb.SurfaceImage},
		"json":       {map[string]any{"type": 5, "timestamp": 5, "data": map[string]any{"tag": "t", "payload": `{"qr":"` + strings.ReplaceAll(uri, "/", `\/`) + `"}`}}, rrweb.SurfaceCustom},
		"css rule": {map[string]any{"type": 3, "timestamp": 5, "data": map[string]any{"source": 8, "id": 7,
			"adds": []any{map[string]any{"rule": "a{background:url(" + uri + ")}"}}}}, rrweb.SurfaceCSS},
		"canvas": {map[string]any{"type": 3, "timestamp": 5, "data": map[string]any{"source": 9, "id": 7, "type": 0, "commands": []any{
			map[string]any{"property": "drawImage", "args": []any{map[string]any{"rr_type": "ImageBitmap", "args": []any{blob}}, 0, 0}}}}}, rrweb.SurfaceImage},
		"pixels":            {imageData([]any{255, 0, 0, 255, 0, 0, 255, 128}, 2, 1), rrweb.SurfaceImage},
		"pixels in bytes":   {imageData([]any{map[string]any{"rr_type": "ArrayBuffer", "base64": inBase64("\x01\xfe\x10\xff\x80\x00\x7f\xff")}}, 1, 2), rrweb.SurfaceImage},
		"pixels, no height": {imageData([]any{255, 0, 0, 255, 0, 0, 255, 128}, 2), rrweb.SurfaceImage},
		"wireframe": {map[string]any{"type": 2, "timestamp": 5, "data": map[string]any{"wireframes": []any{
			map[string]any{"id": 7, "type": "image", "base64": inBase64(somePNG(1))}}}}, rrweb.SurfaceImage},
	} {
		r := ocr("Card 4242 4242 4242 4242")
		s := imageScanner(t, "scan", r)
		s.Event(3, "w", event(t, c.event))
		s.Event(4, "w", event(t, c.event))
		s.readImages(context.Background())
		require.Len(t, r.batch, 1, name)
		require.True(t, strings.HasPrefix(string(r.batch[0]), "\x89PNG"), name)
		report := s.Report()
		require.Equal(t, Images{Found: 1, Read: 1, Unread: []UnreadImage{}}, report.Images, name)
		require.Len(t, report.Findings, 1, name)
		f := report.Findings[0]
		require.Equal(t, []any{"card", Normalized, c.surface, []string{"ocr", "digits"}, true, 3, 2, int64(5)},
			[]any{f.Canary, f.Match, f.Surface, f.Via, f.Leak, f.Event, f.Count, f.Timestamp}, name)
		require.NotEmpty(t, f.Pointer, name)
		require.Equal(t, "Card ‹card›", f.Excerpt, name)
	}
}

func pictureEvent(t *testing.T, n byte) *rrweb.Event {
	return event(t, map[string]any{"type": 3, "timestamp": 5, "data": map[string]any{"source": 0, "texts": []any{}, "removes": []any{}, "adds": []any{},
		"attributes": []any{map[string]any{"id": 7, "attributes": map[string]any{"src": "data:image/png;base64," + inBase64(somePNG(n))}}}}})
}

// imageData is a canvas command with bare pixels, and its size.
func imageData(pixels []any, size ...int) any {
	array := any(pixels)
	if _, ok := pixels[0].(map[string]any); ok {
		array = pixels[0]
	}
	args := []any{map[string]any{"rr_type": "Uint8ClampedArray", "args": []any{array}}}
	for _, n := range size {
		args = append(args, n)
	}
	return map[string]any{"type": 3, "timestamp": 5, "data": map[string]any{"source": 9, "id": 7, "type": 0, "commands": []any{
		map[string]any{"property": "putImageData", "args": []any{map[string]any{"rr_type": "ImageData", "args": args}, 0, 0}}}}}
}

// TestUnreadPictures: a picture of a format that nobody can read, and pixels that are
// none, are counted, and unscanned where pictures must be read.
func TestUnreadPictures(t *testing.T) {
	avif := "\x00\x00\x00\x20ftypavif\x00\x00\x00\x00avifmif1miaf" + strings.Repeat("x", 40)
	canvas := func(arg any) any {
		return map[string]any{"type": 3, "timestamp": 5, "data": map[string]any{"source": 9, "id": 7, "type": 0, "property": "drawImage", "args": []any{arg}}}
	}
	for name, data := range map[string]any{
		"avif":                   canvas(map[string]any{"rr_type": "HTMLImageElement", "src": "data:image/avif;base64," + inBase64(avif)}),
		"avif without name":      canvas(map[string]any{"rr_type": "HTMLImageElement", "src": "data:;base64," + inBase64(avif)}),
		"avif in bytes":          canvas(map[string]any{"rr_type": "ArrayBuffer", "base64": inBase64(avif)}),
		"pixels of a wrong size": imageData([]any{255, 0, 0, 255}, 2, 1),
		"pixels out of range":    imageData([]any{255, 0, 0, 256}, 1, 1),
		"pixels too many":        imageData([]any{255, 0, 0, 255}, 1<<20, 1<<20),
		"pixels of no number":    imageData([]any{"x", 0, 0, 255}, 1, 1),
	} {
		s := imageScanner(t, "require", pixels.New(pixels.Options{}))
		s.Event(0, "w", event(t, data))
		s.readImages(context.Background())
		report := s.Report()
		require.Equal(t, Images{1, 0, []UnreadImage{{pixels.ErrFormat.Error(), 1}}}, report.Images, name)
		require.Len(t, report.Unscanned, 1, name)
	}
}

// TestImagesPolicy: what is not read is counted, and is unscanned only where
// the policy requires pictures to be read.
func TestImagesPolicy(t *testing.T) {
	broken := &pages{page: pixels.Page{Err: errors.New("broken")}}
	for name, c := range map[string]struct {
		policy    string
		reader    ImageReader
		read      bool
		want      Images
		unscanned int
	}{
		"off":        {"off", broken, true, Images{2, 0, []UnreadImage{{imagesOff, 2}}}, 0},
		"scan":       {"scan", broken, true, Images{2, 0, []UnreadImage{{"broken", 2}}}, 0},
		"require":    {"require", broken, true, Images{2, 0, []UnreadImage{{"broken", 2}}}, 2},
		"no reader":  {"require", nil, true, Images{2, 0, []UnreadImage{{imagesNoWay, 2}}}, 2},
		"unfinished": {"require", broken, false, Images{2, 0, []UnreadImage{{imagesWaiting, 2}}}, 2},
	} {
		s := imageScanner(t, c.policy, c.reader)
		s.Event(0, "w", pictureEvent(t, 1))
		s.Event(1, "w", pictureEvent(t, 2))
		if c.read {
			s.readImages(context.Background())
		}
		report := s.Report()
		require.Equal(t, c.want, report.Images, name)
		require.Len(t, report.Unscanned, c.unscanned, name)
	}
}

// TestMend: what text recognition confuses is a canary all the same, and shows
// in no excerpt.
func TestMend(t *testing.T) {
	for text, want := range map[string]string{
		"to: qwzrtvbnmk. hjkipoiu@xcybnmqw.example.com now": "email",
		"qwzrtvbnmk.hjklpoiu\n@xcvbnmqw.exarnple.com":       "email",
		"card: |42A2":               "",
		"card 4Z4Z 4242 42 42 4242": "card",
		"SSN 9l2-34-S67B":           "ssn",
		"l234 Zupe|agon Street":     "address",
		"1235 Zupelegan Streat":     "",
		"Bofadoruv  K itenamos":     "name",
		"4242 4242 4242 4243":       "",
		"4242\n4242\n4242\n4242":    "",
		"**** **** **** ****":       "",
	} {
		s := imageScanner(t, "scan", ocr(text))
		s.Event(0, "w", pictureEvent(t, 1))
		s.readImages(context.Background())
		var got []string
		for _, f := range s.Report().Findings {
			if f.Match == Fragment {
				continue // a part is one, whatever the picture says of the rest
			}
			got = append(got, f.Canary)
			require.Equal(t, "ocr", f.Via[0], text)
			require.NotContains(t, f.Excerpt, "hjk", text)
		}
		if want == "" {
			require.Empty(t, got, text)
			continue
		}
		require.Equal(t, []string{want}, got, text)
	}
	_, mended := newMender([]canary.Canary{{ID: "x", Kind: canary.Text, Value: "short"}}).mend("sh0rt")
	require.Empty(t, mended)
}
