package scan

import (
	"encoding/ascii85"
	"strings"
)

// readMarked85 decodes ascii85 between <~ and ~>.
func readMarked85(f *frame, _ int) []reading {
	var list []reading
	for from := 0; ; {
		n := strings.Index(f.text[from:], "<~")
		if n < 0 {
			return list
		}
		from += n + 2
		body, _, ok := strings.Cut(f.text[from:], "~>")
		if !ok {
			return list
		}
		if out, ok := base85(body); ok {
			list = append(list, reading{text: string(out), from: from - 2, bytes: !readable(out)})
		}
	}
}

// readBase85 decodes words that are ascii85 of text from their beginning to their end.
func readBase85(f *frame, _ int) []reading {
	if f.traits&(hasSpace|hasHigh|hasControl) != 0 || len(f.text) < minRun || !startsBase85(f.text) {
		return nil
	}
	if out, ok := base85(f.text); ok && readable(out) {
		return []reading{{text: string(out)}}
	}
	return nil
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

func base85(text string) ([]byte, bool) {
	out := make([]byte, 4*len(text)+4)
	n, _, err := ascii85.Decode(out, []byte(text), true)
	return out[:n], err == nil && n > 0
}
