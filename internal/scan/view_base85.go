package scan

import (
	"encoding/ascii85"
	"strings"
)

// readMarked85 decodes ascii85 between <~ and ~>.
func readMarked85(f *frame, _ int, show func(reading)) {
	text := f.text
	for from := 0; ; {
		n := strings.Index(text[from:], "<~")
		if n < 0 {
			return
		}
		from += n + 2
		body, _, ok := strings.Cut(text[from:], "~>")
		if !ok {
			return
		}
		if out, ok := base85(body); ok {
			show(reading{text: string(out), from: from - 2, bytes: !readable(out)})
		}
	}
}

// readBase85 decodes words that are ascii85 of text from their beginning to their end.
func readBase85(f *frame, _ int, show func(reading)) {
	if f.traits&(hasSpace|hasHigh|hasControl) != 0 || len(f.text) < minRun || !startsBase85(f.text) {
		return
	}
	if out, ok := base85(f.text); ok && readable(out) {
		show(reading{text: string(out)})
	}
}

// startsBase85 says that the first five characters are ascii85 of text, and all
// are of its alphabet.
func startsBase85(text string) bool {
	var word uint64
	for i := range 5 {
		c := text[i]
		if c < '!' || c > 'u' {
			return false
		}
		word = word*85 + uint64(c-'!')
	}
	start := [4]byte{byte(word >> 24), byte(word >> 16), byte(word >> 8), byte(word)}
	if word >= 1<<32 || !readable(start[:]) {
		return false
	}
	for i := range len(text) {
		if c := text[i]; c < '!' || c > 'u' && c != 'z' {
			return false
		}
	}
	return true
}

// base85 decodes what is of the alphabet, with white space in it.
func base85(text string) ([]byte, bool) {
	zeros := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == 'z':
			zeros++ // stands for four bytes
		case c > 'u':
			return nil, false
		}
	}
	out := make([]byte, 4*zeros+4*((len(text)-zeros)/5+2))
	n, _, err := ascii85.Decode(out, []byte(text), true)
	return out[:n], err == nil && n > 0
}
