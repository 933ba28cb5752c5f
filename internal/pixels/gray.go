package pixels

import (
	"image"
	"image/color"
	"image/draw"
)

// grayOf turns a picture gray; what is transparent shows white, as on a page.
func grayOf(img image.Image) *image.Gray {
	b := img.Bounds()
	if ycc, ok := img.(*image.YCbCr); ok { // JPEG and lossy WebP hold it already
		g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
		for y := range b.Dy() {
			copy(g.Pix[y*g.Stride:][:b.Dx()], ycc.Y[ycc.YOffset(b.Min.X, b.Min.Y+y):])
		}
		return g
	}
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), img, b.Min, draw.Over)
	g := image.NewGray(flat.Bounds())
	draw.Draw(g, g.Bounds(), flat, image.Point{}, draw.Src)
	return g
}

// blank says that there is nothing to see: all pixels within eight levels of
// gray, or too few of them for a letter.
func blank(g *image.Gray) bool {
	if g.Rect.Dx() < smallest || g.Rect.Dy() < smallest {
		return true
	}
	low, high := uint8(255), uint8(0)
	for _, p := range g.Pix {
		low, high = min(low, p), max(high, p)
		if high > low && high-low > 8 {
			return false
		}
	}
	return true
}

// smallest is how many pixels the lowest line of text has.
const smallest = 6

// enlarge doubles width and height. Each new pixel lies a quarter of a pixel
// beside an old one: nine parts of the nearest, three of the next, one of the
// last of the four around it.
func enlarge(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, 2*w, 2*h))
	for y := range 2 * h {
		near := g.Pix[y/2*g.Stride:][:w]
		far := g.Pix[beside(y, h)*g.Stride:][:w]
		row := out.Pix[y*out.Stride:][:2*w]
		for x := range row {
			a, b := x/2, beside(x, w)
			row[x] = uint8((9*int(near[a]) + 3*int(near[b]) + 3*int(far[a]) + int(far[b])) / 16)
		}
	}
	return out
}

// beside is the old row or column that is next nearest to a new one.
func beside(i, n int) int { return min(max(i/2-1+i%2*2, 0), n-1) }
