package scan

import (
	"iter"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// readJSON parses a text that looks like JSON and shows every string, number
// and key in it. Of JSON that breaks off, what stands before the break is
// shown; the views of escapes read the rest.
func readJSON(f *frame, _ int, show func(reading)) {
	for m := range members(f.text) {
		show(reading{text: m.text, name: m.name, from: m.from})
	}
}

// members are those of JSON, up to where it breaks off.
func members(text string) iter.Seq[section] {
	return func(yield func(section) bool) {
		body := strings.TrimLeft(text, " \t\r\n")
		if body == "" || !strings.ContainsRune(`{["`, rune(body[0])) {
			return
		}
		d := jsontext.NewDecoder(strings.NewReader(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
		w := jsonWalk{text: text, yield: yield}
		for !w.done {
			from := tokenStart(body, int(d.InputOffset()))
			token, err := d.ReadToken()
			if err != nil {
				return
			}
			skipped := len(text) - len(body)
			w.token(d, token, span{skipped + from, skipped + int(d.InputOffset())})
		}
	}
}

// jsonWalk follows the keys along the tokens.
type jsonWalk struct {
	text  string
	yield func(section) bool
	done  bool
	names []string // for each open object or array the key that is current in it
}

func (w *jsonWalk) token(d *jsontext.Decoder, token jsontext.Token, at span) {
	switch token.Kind() {
	case '{', '[':
		w.names = append(w.names, w.name())
	case '}', ']':
		w.names = w.names[:len(w.names)-1]
	case '"':
		m := section{span: span{at.from + 1, at.to - 1}}
		m.text = w.text[m.from:m.to]
		if m.plain = strings.IndexByte(m.text, '\\') < 0; !m.plain {
			m.text = token.String()
		}
		if kind, n := d.StackIndex(d.StackDepth()); kind == '{' && n%2 == 1 {
			w.names[len(w.names)-1] = m.text
		} else {
			m.name = w.name()
		}
		w.done = !w.yield(m)
	case '0':
		w.done = !w.yield(section{span: at, text: w.text[at.from:at.to], name: w.name(), plain: true})
	}
}

// name is the key of the innermost object; items of an array have its name.
func (w *jsonWalk) name() string {
	if len(w.names) == 0 {
		return ""
	}
	return w.names[len(w.names)-1]
}

// tokenStart skips what may stand between two tokens.
func tokenStart(text string, i int) int {
	for i < len(text) && strings.IndexByte(" \t\r\n,:", text[i]) >= 0 {
		i++
	}
	return i
}
