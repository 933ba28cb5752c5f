package scan

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// mostPixels is how large an ImageData is that is made into a picture: package
// pixels reads no larger one.
const mostPixels = 10_000_000

// bareType is what stands for a picture that could not be made: no format at all,
// so that it is counted as one that nobody could read.
const bareType = "ImageData"

// fromPixels makes a PNG of an ImageData as rrweb writes it: {"rr_type":
// "ImageData", "args": [pixels, width, height]}, four bytes a pixel.
func fromPixels(raw string) []byte {
	var data struct {
		Args []jsontext.Value `json:"args"`
	}
	if json.Unmarshal([]byte(raw), &data) != nil || len(data.Args) < 2 {
		return []byte(bareType)
	}
	var width, height int
	pix := pixelBytes(data.Args[0], 0)
	err := json.Unmarshal(data.Args[1], &width)
	if len(data.Args) > 2 && err == nil {
		err = json.Unmarshal(data.Args[2], &height)
	} else if width > 0 {
		height = len(pix) / 4 / width // as the constructor does
	}
	if err != nil || width <= 0 || height <= 0 || width > mostPixels/height || len(pix) != 4*width*height {
		return []byte(bareType)
	}
	var out bytes.Buffer
	img := &image.NRGBA{Pix: pix, Stride: 4 * width, Rect: image.Rect(0, 0, width, height)}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if encoder.Encode(&out, img) != nil {
		return []byte(bareType)
	}
	return out.Bytes()
}

// pixelBytes reads an array of bytes: {"rr_type": "Uint8ClampedArray", "args":
// [numbers or an ArrayBuffer]}, or {"rr_type": "ArrayBuffer", "base64": …}.
func pixelBytes(raw jsontext.Value, depth int) []byte {
	if raw.Kind() == '[' {
		var numbers []uint16 // JSON writes bytes in another way
		if json.Unmarshal(raw, &numbers) != nil {
			return nil
		}
		out := make([]byte, len(numbers))
		for i, n := range numbers {
			if n > 0xff {
				return nil
			}
			out[i] = byte(n)
		}
		return out
	}
	var array struct {
		Args   []jsontext.Value `json:"args"`
		Base64 string           `json:"base64"`
	}
	if json.Unmarshal(raw, &array) != nil {
		return nil
	}
	if len(array.Args) > 0 && depth == 0 {
		return pixelBytes(array.Args[0], 1)
	}
	out, _ := base64.StdEncoding.DecodeString(array.Base64)
	return out
}
