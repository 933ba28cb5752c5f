package strictyaml

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gopkg.in/yaml.v3"
)

// Text is the value as it is written, with variables replaced; a blank one is
// reported.
func (v Value) Text() string {
	if v.ask.is(text()) {
		return ""
	}
	text, ok := v.scalar("text", v.textHint())
	if ok && strings.TrimSpace(text) == "" {
		hint := "give it a value or leave it out"
		if v.node.Value != text {
			hint = "the variable in it is set to nothing"
		}
		v.Fail(v.name+" is empty", hint)
		return ""
	}
	return text
}

// Literal is Text that may be blank.
func (v Value) Literal() string {
	if v.ask.is(anyText()) {
		return ""
	}
	text, _ := v.scalar("text", v.textHint())
	return text
}

// Identifier is a text that can stand in a file name and in an id.
func (v Value) Identifier() string {
	if v.ask.is(identifier()) {
		return ""
	}
	text := v.Text()
	odd := strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	})
	if odd || len(text) > 64 {
		v.Fail(fmt.Sprintf("bad %s %s", v.name, v.quoted()), "it takes up to 64 letters, digits, - and _")
		return ""
	}
	return text
}

// Bool is true or false; the yes and on of YAML 1.1 are refused.
func (v Value) Bool() bool {
	if v.ask.is(truth()) {
		return false
	}
	text, ok := v.scalar("true or false", "")
	if ok && text != "true" && text != "false" {
		v.Fail(fmt.Sprintf("%s wants true or false, got %s", v.name, v.quoted()), "")
	}
	return text == "true"
}

// Uint is a whole number in decimal digits; false if it is absent or wrong.
func (v Value) Uint() (uint64, bool) {
	if v.ask.is(number()) {
		return 0, false
	}
	text, ok := v.scalar("a whole number", "")
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		v.Fail(fmt.Sprintf("%s wants a whole number, got %s", v.name, v.quoted()), "")
	}
	return n, err == nil
}

// Duration is a positive time span with a unit, such as 10s, 500ms or 5m.
func (v Value) Duration() time.Duration {
	if v.ask.is(span()) {
		return 0
	}
	text, ok := v.scalar("a duration such as 10s", "")
	if !ok {
		return 0
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil && isNumber(text):
		v.Fail(fmt.Sprintf("%s has no unit: %s", v.name, v.quoted()), fmt.Sprintf("write %ss for seconds", text))
	case err != nil:
		v.Fail(fmt.Sprintf("%s wants a duration, got %s", v.name, v.quoted()), "such as 10s, 500ms or 5m")
	case d <= 0:
		v.Fail(fmt.Sprintf("%s must be longer than nothing, got %s", v.name, v.quoted()), "")
	default:
		return d
	}
	return 0
}

// Word is one of the words; another one is reported with the nearest.
func (v Value) Word(words ...string) string {
	if v.ask.is(oneOf(words...)) {
		return ""
	}
	text := v.Text()
	for _, word := range words {
		if text == word {
			return word
		}
	}
	if text != "" {
		v.Fail(fmt.Sprintf("unknown %s %s", v.name, v.quoted()), suggestion(text, words))
	}
	return ""
}

// Quoted is the value as it stands in the file, for a message: variables not
// replaced, secrets starred, cut to a readable length.
func (v Value) Quoted() string {
	if v.node == nil {
		return `""`
	}
	return v.quoted()
}

func (v Value) quoted() string { return v.r.quote(v.node.Value) }

// scalar is the text of a scalar and whether it may be used.
func (v Value) scalar(what, hint string) (string, bool) {
	if !v.kind(yaml.ScalarNode, what, hint) {
		return "", false
	}
	return v.expand()
}

// textHint explains the text that YAML took for a list or for keys.
func (v Value) textHint() string {
	if v.Present() && v.node.Style&yaml.FlowStyle != 0 {
		return "quote a text that begins with [ or {"
	}
	return ""
}

func isNumber(text string) bool {
	_, err := strconv.ParseUint(text, 10, 32)
	return err == nil
}
