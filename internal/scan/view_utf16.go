package scan

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// minUnits is how many UTF-16 units a text has at least.
const minUnits = 3

// readUTF16 reads bytes that are UTF-16 of either order: in text of most
// languages, one of the two bytes of a unit is mostly the same. Where the other
// bytes are zero, the text shows as well when they are left out, wherever it
// begins.
func readUTF16(f *frame, _ int, show func(reading)) {
	text := f.text
	for data := range asBytes(f) {
		utf16Rows(data, show)
		for high := range 2 {
			if text, ok := utf16Text(data, high); ok {
				show(reading{text: text, bytes: readableSize(text) < len(text)})
			}
		}
	}
	if utf8.ValidString(text) && everySecond(text) {
		first := runeStart(text, max(0, strings.IndexByte(text, 0)-1))
		text := strings.ReplaceAll(text, "\x00", "")
		show(reading{text: text, from: first, bytes: readableSize(text) < len(text)})
	}
}

// utf16Text reads units whose high bytes stand at the odd or the even places. It
// has control characters only if nearly all high bytes are the same.
func utf16Text(data string, high int) (string, bool) {
	if len(data) < 2*minUnits {
		return "", false
	}
	plane, share := samePlane(data, high)
	if share < 0.33 || plane == ' ' && share <= 0.9 && readableSize(data) == len(data) {
		return "", false // every third character of an indented text is a space
	}
	text := decodeUTF16(data, high)
	return text, share > 0.9 || readable([]byte(text))
}

// decodeUTF16 reads the units without a byte order mark.
func decodeUTF16(data string, high int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+high])<<8 | uint16(data[2*i+1-high])
	}
	if units[0] == 0xFEFF {
		units = units[1:]
	}
	return string(utf16.Decode(units))
}

// mostlyReadable says that of eight characters at most one is none of text.
func mostlyReadable(text string) bool {
	odd := 0
	for i := 0; i < len(text); i++ {
		n := readableSize(text[i:])
		if i += n; i < len(text) {
			odd++
		}
	}
	return 8*odd <= utf8.RuneCountInString(text)
}

// samePlane says which of the bytes at every second place is there most often, and what
// share of them it is.
func samePlane(data string, from int) (plane byte, share float64) {
	var counts [256]int
	for i := from; i < len(data); i += 2 {
		if counts[data[i]]++; counts[data[i]] > counts[plane] {
			plane = data[i]
		}
	}
	if counts[plane] < minUnits {
		return 0, 0
	}
	return plane, float64(counts[plane]) / float64(len(data)/2)
}

// everySecond says that somewhere three zeros, or rows of them as in UTF-32, stand
// with one character between each two.
func everySecond(text string) bool {
	last, row := -1, 0
	for i := range len(text) {
		if text[i] != 0 {
			continue
		}
		switch gap := i - last; {
		case last >= 0 && gap == 1 && row > 0:
		case last >= 0 && (gap == 2 || gap == 3):
			row++
		default:
			row = 1
		}
		if last = i; row == minUnits {
			return true
		}
	}
	return false
}

// utf16Rows reads the stretches of other bytes in which every second byte is zero,
// or the same and no letter, as in full-width digits with spaces between them.
func utf16Rows(data string, show func(reading)) {
	var rows [2]unitRow // the last at even and at odd places
	for i := 0; i+2*minUnits <= len(data); i++ {
		row := &rows[i%2]
		if data[i] == 0 {
			row = &unitRow{}
		}
		if !row.has(data, i) {
			*row = rowAt(data, i)
		}
		if units := (row.end - i) / 2; units < minUnits || row.high >= ' ' && row.high < 0x7F && i > row.zeros[0] {
			continue
		}
		if !row.read {
			row.readings(data, i, show)
			row.read = true
		}
		if row.high == 0 || row.shown || i > row.zeros[minUnits-1] {
			i = row.end - 2
			continue
		}
		for data[i] != 0 {
			i += 2
		}
		i-- // the zeros behind characters that are none of the row
	}
}

// unitRow is a stretch in which every second byte is the same or zero. It is the same row
// from each of its bytes that is not zero.
type unitRow struct {
	high  byte
	end   int
	zeros [minUnits]int // where the last of its zeros stand, -1 for none
	read  bool
	shown bool // as a whole
}

func (row *unitRow) has(data string, i int) bool { return i < row.end && data[i] == row.high }

func rowAt(data string, i int) unitRow {
	row := unitRow{high: data[i], end: i}
	for k := range row.zeros {
		row.zeros[k] = -1
	}
	for row.end < len(data) && (data[row.end] == row.high || data[row.end] == 0) {
		if data[row.end] == 0 {
			copy(row.zeros[:], row.zeros[1:])
			row.zeros[minUnits-1] = row.end
		}
		row.end += 2
	}
	return row
}

// readings decodes the row in both orders, from one of its bytes and the zeros before it
// on. Where it is no text as a whole, the stretches of it that are text are readings.
func (row *unitRow) readings(data string, from int, show func(reading)) {
	for from >= 2 && data[from-2] == 0 {
		from -= 2
	}
	var parts [2]string               // what is no text as a whole
	for low := range min(2, from+1) { // little-endian units begin one byte before
		text := decodeUTF16(data[from-low:min(row.end-low, len(data))], low)
		switch plain := readableSize(text) == len(text); {
		case plain || (row.high == 0 || mostlyReadable(text)) && strings.Trim(text, "\x00") != "":
			row.shown = true
			show(reading{text: text, from: from - low, bytes: !plain})
		case row.high != 0:
			parts[low] = text
		}
	}
	for low := range parts {
		if !row.shown {
			readableParts(parts[low], from-low, show)
		}
	}
}

// readableParts shows the stretches of text in what UTF-16 that begins at from shows.
func readableParts(text string, from int, show func(reading)) {
	for len(text) > 0 {
		n := readableSize(text)
		if part := text[:n]; utf8.RuneCountInString(part) >= minUnits {
			show(reading{text: part, from: from})
		}
		_, odd := utf8.DecodeRuneInString(text[n:])
		from += 2 * len(utf16.Encode([]rune(text[:n+odd])))
		text = text[n+odd:]
	}
}
