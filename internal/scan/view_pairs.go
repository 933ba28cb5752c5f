package scan

import (
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// readPairs reads "key=value" pairs, as in query strings, form bodies, cookies
// and style attributes, of which the key names a code: a code behind an encoding
// counts by the key only.
func readPairs(f *frame, _ int, show func(reading)) {
	text := f.text
	for i := strings.IndexByte(text, '='); i > 0; {
		from := i
		for from > 0 && i-from < maxName && (isAlphanumeric(text[from-1]) || strings.IndexByte("-_.", text[from-1]) >= 0) {
			from--
		}
		rest := text[i+1:]
		if key := text[from:i]; key != "" && canary.NamesCode(key) {
			value := rest
			if end := strings.IndexAny(rest, "&; \n\t\"'<>,#"); end >= 0 {
				value = rest[:end]
			}
			show(reading{text: value, name: key, from: i + 1})
		}
		next := strings.IndexByte(rest, '=')
		if next < 0 {
			break
		}
		i += 1 + next
	}
}
