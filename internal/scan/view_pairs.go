package scan

import (
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// readPairs reads "key=value" pairs, as in query strings, form bodies, cookies
// and style attributes, of which the key names a code: a code behind an encoding
// counts by the key only.
func readPairs(f *frame, _ int, show func(reading)) {
	text, end := f.text, 0 // of the last value
	for i := strings.IndexByte(text, '='); i > 0; {
		from := i
		for from > 0 && i-from < maxName && (isAlphanumeric(text[from-1]) || strings.IndexByte("-_.", text[from-1]) >= 0) {
			from--
		}
		if key := text[from:i]; key != "" && canary.NamesCode(key) {
			if end <= i {
				end = len(text)
				if n := strings.IndexAny(text[i+1:], "&; \n\t\"'<>,#"); n >= 0 {
					end = i + 1 + n
				}
			}
			inner := f.view != nil && f.view.name == viewPairs // as of a=b=c, which is no encoding more
			show(reading{text: text[i+1 : end], name: key, from: i + 1, part: inner})
		}
		next := strings.IndexByte(text[i+1:], '=')
		if next < 0 {
			break
		}
		i += 1 + next
	}
}
