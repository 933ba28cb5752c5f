package scan

import (
	"encoding/ascii85"
	"strings"
)

// readBase85 decodes ascii85 between <~ and ~>, and words that are ascii85 of
// text from their beginning to their end.
func readBase85(f *frame, _ int) []reading {
	var list []reading
	for from := 0; ; {
		n := strings.Index(f.text[from:], "<~")
		if n < 0 {
			break
		}
		from += n + 2
		body, _, ok := strings.Cut(f.text[from:], "~>")
		if !ok {
			break
		}
		if out, ok := base85(body); ok {
			list = append(list, reading{text: string(out), from: from - 2, bytes: !readable(out)})
		}
	}
	if f.traits&(hasSpace|hasHigh|hasControl) != 0 || len(f.text) < minRun {
		return list
	}
	if start, ok := base85(f.text[:5]); !ok || !readable(start) {
		return list
	}
	if out, ok := base85(f.text); ok && readable(out) {
		list = append(list, reading{text: string(out)})
	}
	return list
}

func base85(text string) ([]byte, bool) {
	out := make([]byte, 4*len(text)+4)
	n, _, err := ascii85.Decode(out, []byte(text), true)
	return out[:n], err == nil && n > 0
}
