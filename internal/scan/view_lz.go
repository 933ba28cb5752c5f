package scan

import (
	"unicode/utf8"
)

// alphabetLZ is both of lz-string's: base64 and, for URIs, "+-" at its end.
var alphabetLZ = newAlphabet(letters+lowers+"0123456789+/", letters+lowers+"0123456789+-")

const minLZ = 3 // units that lz-string must give to be told from chance

// readLZ reads lz-string: six bits a character in base64 or in the alphabet for
// URIs, 15 or 16 bits a character in text above ASCII.
func readLZ(f *frame, limit int, show func(reading)) {
	text, traits, bytes := f.text, f.traits, f.bytes
	token := traits&upperToken != 0
	if !bytes && traits&(hasMixed|upperToken) != 0 {
		for run := range alphabetLZ.runs(text, minToken) {
			lzRun(text[run.from:run.to], run.from, token, limit, show)
		}
	}
	if traits&hasHigh != 0 && (!bytes || utf8.ValidString(text)) {
		readLZUnits(text, limit, show)
	}
}

func lzRun(run string, offset int, token bool, limit int, show func(reading)) {
	if !token && !isMixed(run) {
		return
	}
	for from := range partStarts(run) {
		i := from
		z := lzReader{width: 6, unit: func() (uint32, bool) {
			if i == len(run) {
				return 0, false
			}
			i++
			return uint32(alphabetLZ[run[i-1]]), true
		}}
		if text, ok := z.read(limit); ok && len(run)-i <= 2 {
			show(reading{text: text, from: offset + from, bytes: readableSize(text) < len(text)})
		}
	}
}

// lzASCII is how many units of ASCII packed text may begin with: one where the
// text begins with a space or an "@", another by chance.
const lzASCII = 2

// readLZUnits tries the places where text above ASCII begins, and at the beginning
// of the text the characters before.
func readLZUnits(text string, limit int, show func(reading)) {
	tries := 0
	for i := 0; i < len(text) && tries < segments; i++ {
		if text[i] < utf8.RuneSelf || i > 0 && text[i-1] >= utf8.RuneSelf {
			continue
		}
		tries++
		from := i
		if i <= lzASCII {
			from = 0
		}
		for ; from <= i; from++ {
			lzUnitsAt(text, from, limit, show)
		}
	}
}

func lzUnitsAt(text string, from, limit int, show func(reading)) {
	for _, form := range []struct {
		width uint
		zero  rune
	}{{15, ' '}, {16, 0}} {
		out, rest, ok := lzUnits(text[from:], form.width, form.zero, limit)
		plain := readableSize(out) == len(out)
		if ok && utf8.RuneCountInString(out) >= minLZ && (plain || rest == "" || rest[0] <= ' ' && len(text)-from-len(rest) >= longRun) { // it ends with a space
			show(reading{text: out, from: from, bytes: !plain})
		}
	}
}

// lzUnits reads the characters of a text as UTF-16 units of width bits above
// zero, and returns what stands behind the end mark.
func lzUnits(text string, width uint, zero rune, limit int) (out, rest string, ok bool) {
	i, low := 0, rune(-1) // the second unit of a pair
	z := lzReader{width: width, unit: func() (uint32, bool) {
		if low >= 0 {
			v := low
			low = -1
			return uint32(v - zero), true
		}
		if i == len(text) {
			return 0, false
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r > 0xFFFF {
			r -= 0x10000
			r, low = 0xD800+r>>10, 0xDC00+r&0x3FF
		}
		return uint32(max(0, r-zero)), true
	}}
	out, ok = z.read(limit)
	return out, text[i:], ok
}
