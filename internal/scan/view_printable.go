package scan

import "unicode/utf8"

// minPrintable is how many bytes of text in a row are not met by chance among
// other bytes.
const minPrintable = 10

// readPrintable reads the texts that stand among bytes, as in packed messages.
func readPrintable(f *frame, _ int, show func(reading)) {
	if !f.bytes {
		return
	}
	text := f.text
	for i := 0; i < len(text); {
		n := readableSize(text[i:])
		if n >= minPrintable {
			show(reading{text: text[i : i+n], from: i})
		}
		i += n + 1
	}
}

// readable says that bytes are text: UTF-8 without control characters.
func readable(b []byte) bool { return readableSize(b) == len(b) }

// readableSize returns how many bytes at the beginning are text.
func readableSize[T string | []byte](b T) int {
	i := 0
	for i < len(b) {
		if b[i] < utf8.RuneSelf {
			if byteTraits.bytes[b[i]].trait == hasControl {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(string(b[i:min(len(b), i+utf8.UTFMax)]))
		if r == utf8.RuneError && size < 2 {
			return i
		}
		i += size
	}
	return i
}
