package pixels

import (
	"bytes"
	"errors"
)

var errAnimatedWebP = errors.New("it is an animated WebP, which cannot be read")

// animated says that a picture goes on after the one that open decodes.
func animated(data []byte) bool {
	switch {
	case begins(data, "GIF8?a"):
		return gifPictures(data) > 1
	case begins(data, "\x89PNG"):
		head, _, _ := bytes.Cut(data, []byte("IDAT"))
		return bytes.Contains(head, []byte("acTL")) // APNG 1.0, animation control chunk
	}
	return false
}

// animatedWebP reads the animation flag of the header (RFC 9649, 2.7).
func animatedWebP(data []byte) bool {
	return begins(data, "RIFF????WEBPVP8X") && len(data) > 20 && data[20]&0x02 != 0
}

// gifPictures counts the image descriptors of a GIF without decoding them
// (GIF89a, 17 to 26). It stops where the file is not in order.
func gifPictures(data []byte) (n int) {
	if len(data) < 13 {
		return 0
	}
	i := 13 + colourTable(data[10])
	for i < len(data) {
		switch data[i] {
		case 0x21: // extension: its label, then blocks
			i = afterBlocks(data, i+2)
		case 0x2C: // picture: descriptor, colours, code size, then blocks
			if n++; i+9 >= len(data) {
				return n
			}
			i = afterBlocks(data, i+10+colourTable(data[i+9])+1)
		default:
			return n
		}
	}
	return n
}

// colourTable is the size of the colour table that packed fields announce.
func colourTable(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

func afterBlocks(data []byte, i int) int {
	for i < len(data) && data[i] != 0 {
		i += int(data[i]) + 1
	}
	return i + 1
}
