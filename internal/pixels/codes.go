package pixels

import (
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/aztec"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
	"github.com/makiuchi-d/gozxing/oned"
)

// codes decodes QR, Data Matrix, Aztec and bar codes, dark on light and light
// on dark. Of kinds other than QR only one code a picture is found. A code that
// does not pass its checksum is none.
func codes(g *image.Gray) []Text {
	source := gozxing.LuminanceSource(luminance(g))
	var found []Text
	for range 2 {
		for _, t := range codesIn(source) {
			if !slices.Contains(found, t) {
				found = append(found, t)
			}
		}
		source = source.Invert()
	}
	return found
}

// luminance hands the gray pixels over as they are.
func luminance(g *image.Gray) gozxing.LuminanceSource {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	source, _ := gozxing.NewPlanarYUVLuminanceSource(g.Pix, g.Stride, h, 0, 0, w, h, false)
	return source
}

func codesIn(source gozxing.LuminanceSource) (found []Text) {
	// The decoders are ports of Java code that relied on bounds checks.
	defer func() { _ = recover() }()
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		return nil
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	several, _ := qrcode.NewQRCodeMultiReader().DecodeMultiple(bitmap, hints)
	for _, r := range several {
		found = append(found, Text{Via: "qr", Text: r.GetText()})
	}
	for _, k := range codeKinds() {
		if r, err := k.reader.Decode(bitmap, hints); err == nil {
			found = append(found, Text{Via: k.via, Text: r.GetText()})
		}
	}
	return found
}

// codeKind is a kind of code and what Text.Via says of it.
type codeKind struct {
	via    string
	reader gozxing.Reader
}

func codeKinds() []codeKind {
	return []codeKind{
		{"datamatrix", datamatrix.NewDataMatrixReader()},
		{"aztec", aztec.NewAztecReader()},
		{"code128", oned.NewCode128Reader()},
		{"code39", oned.NewCode39ReaderWithFlags(false, true)},
		{"code93", oned.NewCode93Reader()},
		{"itf", oned.NewITFReader()},
		{"ean13", oned.NewEAN13Reader()},
	}
}
