package scan

import (
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// readPairs reads "key=value" pairs, as in query strings, form bodies, cookies
// and style attributes, of which the key names a code: a code behind an encoding
// counts by the key only.
func readPairs(f *frame, _ int) []reading {
	var list []reading
	for i := strings.IndexByte(f.text, '='); i > 0; {
		from := i
		for from > 0 && (isAlphanumeric(f.text[from-1]) || strings.IndexByte("-_.", f.text[from-1]) >= 0) {
			from--
		}
		rest := f.text[i+1:]
		if key := f.text[from:i]; key != "" && canary.NamesCode(key) {
			value := rest
			if end := strings.IndexAny(rest, "&; \n\t\"'<>,#"); end >= 0 {
				value = rest[:end]
			}
			list = append(list, reading{text: value, name: key, from: i + 1})
		}
		next := strings.IndexByte(rest, '=')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return list
}
