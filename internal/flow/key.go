package flow

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// Key is what press presses.
type Key struct {
	Modifiers []string // held while it is pressed, in the order given: Control, Shift, Alt, Meta
	Name      string   // one of the named keys, or the one character that it types
}

// ErrKey is wrapped by the errors of ParseKey.
var ErrKey = errors.New("unknown key")

var (
	modifiers = []string{"Control", "Shift", "Alt", "Meta"}
	namedKeys = []string{
		"Enter", "Tab", "Escape", "Backspace", "Delete", "Insert", "Space",
		"ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown",
		"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12",
	}
)

// otherNames is what people call keys elsewhere.
var otherNames = map[string]string{
	"ctrl": "Control", "strg": "Control", "cmd": "Meta", "command": "Meta", "win": "Meta", "super": "Meta",
	"option": "Alt", "esc": "Escape", "return": "Enter", "del": "Delete", "ins": "Insert", "spacebar": "Space",
	"up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft", "right": "ArrowRight", "pgup": "PageUp", "pgdn": "PageDown",
}

// ParseKey reads "Enter", "a", "Control+A" or "Shift+Tab". The error wraps
// ErrKey and names the nearest key.
func ParseKey(text string) (Key, error) {
	key, hint := splitKey(text)
	if hint != "" {
		return Key{}, fmt.Errorf("%w %q, %s", ErrKey, text, hint)
	}
	return key, nil
}

// splitKey reads a key; a hint means that it is none.
func splitKey(text string) (Key, string) {
	var key Key
	rest := text
	for {
		held, after, found := strings.Cut(rest, "+")
		if !found || held == "" || after == "" {
			break
		}
		if !slices.Contains(modifiers, held) {
			return Key{}, keyHint(held, modifiers)
		}
		if slices.Contains(key.Modifiers, held) {
			return Key{}, held + " is held twice"
		}
		key.Modifiers = append(key.Modifiers, held)
		rest = after
	}
	if !slices.Contains(namedKeys, rest) && !isCharacter(rest) {
		return Key{}, keyHint(rest, namedKeys)
	}
	key.Name = rest
	return key, ""
}

// isCharacter says that text is one character that a key can type.
func isCharacter(text string) bool {
	char, size := utf8.DecodeRuneInString(text)
	return size == len(text) && char != utf8.RuneError && char != ' ' && unicode.IsGraphic(char)
}

func keyHint(name string, known []string) string {
	near := otherNames[strings.ToLower(name)]
	if near == "" {
		near = strictyaml.Nearest(name, known)
	}
	if near == "" {
		near = otherNames[strictyaml.Nearest(name, slices.Sorted(maps.Keys(otherNames)))]
	}
	if near == "" {
		return "write one such as Enter, Tab, a or Control+A"
	}
	return fmt.Sprintf("did you mean %q?", near)
}

// parseKeyValue reads the key of press.
func parseKeyValue(v strictyaml.Value) string {
	text := v.Text()
	if text == "" {
		return ""
	}
	if _, hint := splitKey(text); hint != "" {
		v.Fail("unknown key "+v.Quoted(), hint)
	}
	return text
}
