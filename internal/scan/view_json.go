package scan

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// readJSON parses a text that looks like JSON and shows every string, number
// and key in it. Of JSON that breaks off, what stands before the break is
// shown; readEscaped reads the rest.
func readJSON(f *frame, _ int, show func(reading)) {
	text := f.text
	body := strings.TrimLeft(text, " \t\r\n")
	if body == "" || !strings.ContainsRune(`{["`, rune(body[0])) {
		return
	}
	d := jsontext.NewDecoder(strings.NewReader(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	w := jsonWalk{show: show}
	for {
		w.from = len(text) - len(body) + tokenStart(body, int(d.InputOffset()))
		token, err := d.ReadToken()
		if err != nil {
			return
		}
		w.token(d, token)
	}
}

// jsonWalk follows the keys along the tokens.
type jsonWalk struct {
	show  func(reading)
	from  int      // where the token begins
	names []string // for each open object or array the key that is current in it
}

func (w *jsonWalk) token(d *jsontext.Decoder, token jsontext.Token) {
	switch token.Kind() {
	case '{', '[':
		w.names = append(w.names, w.name())
	case '}', ']':
		w.names = w.names[:len(w.names)-1]
	case '"':
		text := token.String()
		if kind, n := d.StackIndex(d.StackDepth()); kind == '{' && n%2 == 1 {
			w.names[len(w.names)-1] = text
			w.show(reading{text: text, from: w.from + 1})
			return
		}
		w.show(reading{text: text, name: w.name(), from: w.from + 1})
	case '0':
		w.show(reading{text: token.String(), name: w.name(), from: w.from})
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
