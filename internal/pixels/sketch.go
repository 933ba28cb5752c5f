package pixels

import "image"

// sketch is a picture in squares of eight pixels, each with its mean gray. It
// tells whether two frames of a canvas, of which there are four a second, show
// the same: if no square's mean differs by more than four of 255 levels. The
// compression of a frame changes means by up to four, a digit typed in a frame
// of 0.6 times the size by twenty, a letter in pale gray by ten. What
// is skipped as the same is such a frame; of a change too faint for this (a few
// pixels, a letter that is nearly the colour of its ground) the first frame is
// read and the others are not.
type sketch struct {
	width, height int // of the picture
	means         []uint8
}

const (
	square    = 8
	sameGrays = 4
)

func sketchOf(g *image.Gray) sketch {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	s := sketch{width: w, height: h}
	sums := make([]int, (w+square-1)/square)
	for top := 0; top < h; top += square {
		clear(sums)
		rows := min(square, h-top)
		for y := top; y < top+rows; y++ {
			for x, p := range g.Pix[y*g.Stride:][:w] {
				sums[x/square] += int(p)
			}
		}
		for i, sum := range sums {
			s.means = append(s.means, uint8(sum/(rows*min(square, w-i*square))))
		}
	}
	return s
}

func (s sketch) same(t sketch) bool {
	if s.width != t.width || s.height != t.height {
		return false
	}
	for i, a := range s.means {
		if d := int(a) - int(t.means[i]); d > sameGrays || d < -sameGrays {
			return false
		}
	}
	return true
}
