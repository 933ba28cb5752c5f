package scan

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// The bounds of what is joined outside of the page.
const (
	maxStringParts = 256
	maxArray       = 16 << 10 // bytes of a console argument that is read as an array
	maxGlyphs      = 64       // texts of CSS rules that a window remembers
)

// stringRuns collects, from the strings of an event, those that stand next to
// each other and are short.
type stringRuns struct {
	console []replay.Part
	mobile  bool            // there are wireframes
	lists   [][]replay.Part // arrays and query parameters
	joins   []replay.Join   // of the lists
	glyphs  map[string][]replay.Part
	grown   bool // the window's glyphs
}

// add looks at one string.
func (s *stringRuns) add(window string, t *rrweb.Text) {
	switch t.Surface {
	case rrweb.SurfaceConsole:
		if t.Name == "payload" && !t.Key && len(s.console) < maxStringParts {
			s.argument(t.Value)
		}
	case rrweb.SurfaceNetwork:
		if !t.Key && strings.Count(t.Value, "=") > 1 {
			s.query(t.Value)
		}
	case rrweb.SurfaceMobile:
		s.mobile = true
	case rrweb.SurfaceCSS:
		if strings.Contains(t.Value, "content") {
			s.rules(window, t.Value)
		}
	}
}

// argument reads one argument of a console call, which stands there as JSON.
func (s *stringRuns) argument(raw string) {
	if strings.HasPrefix(raw, `"`) {
		if text, err := jsontext.AppendUnquote(nil, raw); err == nil {
			raw = string(text)
		}
	}
	s.console = append(s.console, replay.Part{Text: strings.TrimSpace(raw)})
	if strings.HasPrefix(raw, "[") && len(raw) <= maxArray {
		s.list(joinConsole, items(raw))
	}
}

// items lists the strings and numbers of a JSON array, nil if there are others.
func items(raw string) []replay.Part {
	var parts []replay.Part
	d := jsontext.NewDecoder(strings.NewReader(raw))
	if _, err := d.ReadToken(); err != nil {
		return nil
	}
	for d.PeekKind() == '"' || d.PeekKind() == '0' {
		token, err := d.ReadToken()
		if err != nil || len(parts) == maxStringParts {
			return nil
		}
		parts = append(parts, replay.Part{Text: token.String()})
	}
	return parts
}

func (s *stringRuns) list(join replay.Join, parts []replay.Part) {
	if len(parts) > 1 && len(s.lists) < maxStringParts {
		s.lists, s.joins = append(s.lists, parts), append(s.joins, join)
	}
}

// query reads the parameters of a URL or of a form body.
func (s *stringRuns) query(text string) {
	if i := strings.IndexByte(text, '?'); i >= 0 {
		text = text[i+1:]
	}
	if len(text) > maxArray {
		return
	}
	text, _, _ = strings.Cut(text, "#")
	var parts []replay.Part
	for pair := range strings.SplitSeq(text, "&") {
		_, value, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		if value = strings.TrimSpace(value); value != "" && len(parts) < maxStringParts {
			parts = append(parts, replay.Part{Text: value})
		}
	}
	s.list(joinQuery, parts)
}

// rules reads what the rules of a style sheet let pseudo-elements show.
func (s *stringRuns) rules(window, css string) {
	for {
		i := strings.Index(css, "content")
		if i < 0 {
			return
		}
		css = css[i+len("content"):]
		value := strings.TrimLeft(css, " \t\n\r")
		if !strings.HasPrefix(value, ":") {
			continue
		}
		value = strings.TrimLeft(value[1:], " \t\n\r")
		if value == "" || value[0] != '"' && value[0] != '\'' {
			continue
		}
		text, rest := cssString(value)
		css = rest
		if len(text) == 0 || len(text) > maxGlyphs {
			continue
		}
		s.glyph(window, text)
	}
}

func (s *stringRuns) glyph(window, text string) {
	list := s.glyphs[window]
	if len(list) == 4*maxGlyphs {
		list = append(list[:0], list[3*maxGlyphs:]...)
	}
	s.glyphs[strings.Clone(window)] = append(list, replay.Part{Text: text})
	s.grown = true
}

// cssString reads the quoted string that a text begins with, and undoes its
// escapes (CSS Syntax 3, 4.3.7).
func cssString(s string) (text, rest string) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[0]:
			return b.String(), s[i+1:]
		case s[i] != '\\' || i+1 == len(s):
			b.WriteByte(s[i])
			continue
		}
		end := i + 1
		for end < len(s) && end < i+7 && strings.IndexByte("0123456789abcdefABCDEF", s[end]) >= 0 {
			end++
		}
		code, err := strconv.ParseUint(s[i+1:end], 16, 32)
		if err != nil {
			i++
			b.WriteByte(s[i])
			continue
		}
		b.WriteRune(rune(code))
		if i = end - 1; end < len(s) && s[end] == ' ' {
			i++
		}
	}
	return "", ""
}

// visit hands out the runs of the event and forgets them.
func (s *stringRuns) visit(window string, visit func(*replay.Run)) {
	if len(s.console) > 1 {
		s.lists, s.joins = append(s.lists, s.console), append(s.joins, joinConsole)
	}
	for i, parts := range s.lists {
		visit(&replay.Run{Join: s.joins[i], Parts: parts})
	}
	if list := s.glyphs[window]; s.grown && len(list) > 1 {
		visit(&replay.Run{Join: joinCSS, Parts: list})
	}
	s.console, s.lists, s.joins, s.grown = s.console[:0], s.lists[:0], s.joins[:0], false
	s.mobile = false
}
