package pixels

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"
)

// maxPixels bounds the memory of one picture: 40 MB as RGBA. The screen of a 4K
// display has 8.3 million.
const maxPixels = 10_000_000

// Why a picture, or a part of it, was not read. The texts are few and hold
// nothing of the picture, so that they can be counted.
var (
	ErrFormat   = errors.New("its format is not known")
	ErrDamaged  = errors.New("it is damaged or was cut off")
	ErrTooLarge = errors.New("it has more than 10 megapixels")
	ErrAnimated = errors.New("it is animated: only its first picture was read")
)

// format is a kind of picture by its first bytes.
type format struct {
	magic  string // "?" stands for any byte
	size   func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

func formats() []format {
	return []format{
		{"\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode},
		{"\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode},
		{"GIF8?a", gif.DecodeConfig, gif.Decode},
		{"RIFF????WEBP", webp.DecodeConfig, webp.Decode},
		{"BM????\x00\x00\x00\x00", bmp.DecodeConfig, bmp.Decode},
		{"????ftypavif", nil, nil},
		{"????ftypavis", nil, nil},
		{"????ftypheic", nil, nil},
		{"????ftypmif1", nil, nil},
		{"\x00\x00\x01\x00", nil, nil}, // ICO
		{"II*\x00", nil, nil},          // TIFF
		{"MM\x00*", nil, nil},
	}
}

// Known says that bytes begin like a picture, even one that cannot be read.
func Known(data []byte) bool { return formatOf(data) != nil }

func formatOf(data []byte) *format {
	for _, f := range formats() {
		if begins(data, f.magic) {
			return &f
		}
	}
	return nil
}

func begins(data []byte, magic string) bool {
	if len(data) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != data[i] {
			return false
		}
	}
	return true
}

// open decodes a picture after a look at its size.
func open(data []byte) (image.Image, error) {
	f := formatOf(data)
	if f == nil || f.decode == nil {
		return nil, ErrFormat
	}
	size, err := f.size(bytes.NewReader(data))
	switch {
	case err != nil && animatedWebP(data):
		return nil, errAnimatedWebP
	case err != nil || size.Width <= 0 || size.Height <= 0:
		return nil, ErrDamaged
	case size.Width > maxPixels/size.Height:
		return nil, ErrTooLarge
	}
	img, err := f.decode(bytes.NewReader(data))
	switch {
	case err != nil && animatedWebP(data):
		return nil, errAnimatedWebP
	case err != nil:
		return nil, ErrDamaged
	}
	return img, nil
}
