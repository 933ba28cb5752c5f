package draft

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/flow"
)

// Map is keys with their values in the order in which they are written; a value is
// a text, a Word, a number, a Map or a list of them.
type Map []Pair

// Pair is one key with its value.
type Pair struct {
	Key   string
	Value any
}

// Word is a text that needs no quotes, such as a role or a kind.
type Word string

// Locator is a locator as a step has it, with its fallbacks as a list.
func Locator(l flow.Locator) any {
	if len(l.Or) == 0 {
		return locator(l)
	}
	list := []any{locator(l.First())}
	for _, other := range l.Or {
		list = append(list, locator(other))
	}
	return list
}

func locator(l flow.Locator) Map {
	var m Map
	add := func(key, text string) {
		if text != "" {
			m = append(m, Pair{key, quoted(text)})
		}
	}
	if l.Role != "" {
		m = append(m, Pair{"role", Word(l.Role)})
	}
	add("name", l.Name)
	add("label", l.Label)
	add("placeholder", l.Placeholder)
	add("text", l.Text)
	add("alt", l.Alt)
	add("title", l.Title)
	add("testid", l.TestID)
	add("css", l.CSS)
	add("xpath", l.XPath)
	add("has_text", l.HasText)
	if l.Nth == flow.Last {
		m = append(m, Pair{"nth", Word("last")})
	} else if l.Nth != 0 {
		m = append(m, Pair{"nth", l.Nth})
	}
	if l.Within != nil {
		m = append(m, Pair{"within", Locator(*l.Within)})
	}
	return m
}

// In is the key that leads into frames; empty for the page itself.
func In(frames flow.Frames) Map {
	if len(frames) == 0 {
		return nil
	}
	if frames.Any() {
		return Map{{"in", Map{{"frame", Word("any")}}}}
	}
	path := make([]any, len(frames))
	for i, f := range frames {
		var m Map
		for _, p := range []struct{ key, text string }{{"title", f.Title}, {"name", f.Name}, {"url", f.URL}} {
			if p.text != "" {
				m = append(m, Pair{p.key, quoted(p.text)})
			}
		}
		path[i] = m
	}
	if len(path) == 1 {
		return Map{{"in", Map{{"frame", path[0]}}}}
	}
	return Map{{"in", Map{{"frame", path}}}}
}

// quoted is a text that is quoted whatever it is, as people write labels.
type quoted string

// plain is a text that YAML takes for nothing but a text, in any place.
var plain = regexp.MustCompile(`^[A-Za-z/][A-Za-z0-9_./-]*$`)

// notText is what YAML 1.1 takes for a truth value or nothing.
var notText = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null"}

// inline writes a value on one line.
func inline(v any) string {
	switch v := v.(type) {
	case Word:
		return string(v)
	case flow.Verb:
		return string(v)
	case quoted:
		return quote(string(v))
	case string:
		if plain.MatchString(v) && !slices.Contains(notText, strings.ToLower(v)) {
			return v
		}
		return quote(v)
	case Map:
		parts := make([]string, len(v))
		for i, p := range v {
			parts[i] = p.Key + ": " + inline(p.Value)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = inline(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprint(v)
}

// quote writes a text between double quotes, where JSON's escapes are YAML's; a
// dollar is doubled, since flows have variables.
func quote(text string) string {
	text = strings.ReplaceAll(text, "$", "$$")
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(text) != nil { // a text is always written
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func lastRune(text string) (rune, int) { return utf8.DecodeLastRuneInString(text) }
