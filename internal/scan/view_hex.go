package scan

import (
	"encoding/hex"
	"strings"
)

const (
	minHexToken = 6  // digits that are all of a text
	minHexText  = 12 // digits in a text that spell text; of shorter values the matcher has needles
	minHexBytes = 16 // digits in a text that spell other bytes
	minPairs    = 3
)

// readHex decodes hexadecimal digits, in a row or in pairs with separators or 0x
// before them. A row whose first byte is the key of a simple cipher, as of the
// addresses that Cloudflare hides (data-cfemail), is read so as well.
func readHex(f *frame, _ int, show func(reading)) {
	text, traits := f.text, f.traits
	token := traits.isToken() && len(text) >= minHexToken && len(text)%2 == 0
	if traits&(hasHex|hasHexRun) != 0 {
		least := minHexText
		if token {
			least = minHexToken
		}
		for run := range f.hexes().runs(least) {
			hexRun(text, run, token, show)
		}
	}
	if traits&hasHexPairs != 0 {
		readHexPairs(text, show)
	}
}

func hexRun(text string, run span, token bool, show func(reading)) {
	token = token && run.to-run.from == len(text)
	for odd := range 2 {
		from := run.from + odd
		digits := text[from : run.to-(run.to-from)%2]
		if len(digits) < minHexText && !token || odd == 1 && (len(digits)%2 == 0 && (run.to-run.from)%2 == 0 && token) {
			continue
		}
		out := make([]byte, len(digits)/2)
		if _, err := hex.Decode(out, []byte(digits)); err != nil {
			continue
		}
		whole := odd == 0 && (token || len(digits) >= minHexBytes)
		if whole || token && readable(out) || printableRow(out, minHexText/2) {
			show(reading{text: asString(out), from: from, bytes: !readable(out)})
		}
		if whole {
			readXOR(out, from, show)
		}
	}
}

// printableRow says that n bytes in a row are printable ASCII.
func printableRow(b []byte, n int) bool {
	row := 0
	for _, c := range b {
		if row++; c < ' ' || c > '~' {
			row = 0
		}
		if row == n {
			return true
		}
	}
	return false
}

func readXOR(b []byte, from int, show func(reading)) {
	out := make([]byte, len(b)-1)
	for i := range out {
		out[i] = b[i+1] ^ b[0]
	}
	if len(out) >= minHexText/2 && readable(out) {
		show(reading{text: string(out), via: "xor", from: from})
	}
}

// readHexPairs reads "51:58:4a", "51 58 4A" and "0x51, 0x58".
func readHexPairs(text string, show func(reading)) {
	var out []byte
	start, end := 0, -1
	flush := func() {
		if len(out) >= minHexBytes/2 || len(out) >= minPairs && readable(out) {
			show(reading{text: asString(out), from: start, bytes: !readable(out)})
		}
		out = nil
	}
	for i := 0; i+2 <= len(text); i++ {
		at := i
		if text[i] == '0' && i+4 <= len(text) && text[i+1]|0x20 == 'x' {
			at += 2
		}
		v, ok := hexAt(text, at, 2)
		if !ok || at+2 < len(text) && isAlphanumeric(text[at+2]) || i > 0 && isAlphanumeric(text[i-1]) {
			continue
		}
		if end < 0 || strings.Trim(text[end:i], " :-,.;\n\r\t") != "" || i-end > 4 {
			flush()
			start = i
		}
		out = append(out, byte(v))
		end, i = at+2, at+1
	}
	flush()
}
