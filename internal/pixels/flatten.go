package pixels

import "image"

// tile is the side of the squares that have one background each, in pixels.
const tile = 16

// noise is how many levels of gray lossy compression adds to a plain surface.
const noise = 12

// flatten draws black on white what differs from the background around it. The
// background of a tile is the most frequent gray in it and its neighbours.
func flatten(g *image.Gray) *image.Gray {
	cols, rows := tiles(g.Rect.Dx()), tiles(g.Rect.Dy())
	counts := make([][256]uint16, cols*rows)
	for y := range g.Rect.Dy() {
		row := g.Pix[y*g.Stride:][:g.Rect.Dx()]
		for x, p := range row {
			counts[y/tile*cols+x/tile][p]++
		}
	}
	out := image.NewGray(g.Rect)
	for ty := range rows {
		for tx := range cols {
			flattenTile(out, g, tx, ty, background(counts, tx, ty, cols, rows))
		}
	}
	return out
}

func tiles(n int) int { return (n + tile - 1) / tile }

// background is the gray with the most pixels near it, in a tile and those
// around.
func background(counts [][256]uint16, tx, ty, cols, rows int) uint8 {
	var sum [256]int
	for y := max(0, ty-1); y <= min(rows-1, ty+1); y++ {
		for x := max(0, tx-1); x <= min(cols-1, tx+1); x++ {
			weight := 1
			if x == tx && y == ty {
				weight = 4
			}
			for v, n := range counts[y*cols+x] {
				sum[v] += weight * int(n)
			}
		}
	}
	best, most := 0, -1
	for v := range sum {
		near := sum[v] * 2
		for d := 1; d <= 4; d++ {
			near += sum[max(0, v-d)] + sum[min(255, v+d)]
		}
		if near > most {
			best, most = v, near
		}
	}
	return uint8(best)
}

// flattenTile doubles the difference: gray text on white is meant to be read.
func flattenTile(out, g *image.Gray, tx, ty int, ground uint8) {
	for y := ty * tile; y < min(g.Rect.Dy(), (ty+1)*tile); y++ {
		for x := tx * tile; x < min(g.Rect.Dx(), (tx+1)*tile); x++ {
			d := int(g.Pix[y*g.Stride+x]) - int(ground)
			out.Pix[y*out.Stride+x] = uint8(255 - min(255, 2*max(0, max(d, -d)-noise)))
		}
	}
}
