package scan

import (
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// transformViews are the views that the user added. Each substitution is read of
// every text, so it costs what reading the text costs.
func transformViews(transforms []canary.Transform) []view {
	var list []view
	for _, t := range transforms {
		switch {
		case t.From != "":
			list = append(list, view{name: t.Name, guess: true, any: true, read: whole(t.Undo), origin: prefixOrigin(t.Undo)})
		case t.Prefix != "":
			list = append(list, view{name: t.Name, guess: true, read: afterPrefix(t.Prefix)})
		}
	}
	return anyWhere(list)
}

// afterPrefix reads what stands behind the first places of the prefix, up to
// white space and as a whole.
func afterPrefix(prefix string) func(*frame, int, func(reading)) {
	return func(f *frame, _ int, show func(reading)) {
		text, at := f.text, 0
		for range segments {
			n := strings.Index(text[at:], prefix)
			if n < 0 {
				break
			}
			at += n + len(prefix)
			rest := text[at:]
			show(reading{text: rest, from: at - len(prefix)})
			if end := strings.IndexAny(rest, " \t\r\n\"'<>,;&"); end > 0 {
				show(reading{text: rest[:end], from: at - len(prefix)})
			}
		}
	}
}
