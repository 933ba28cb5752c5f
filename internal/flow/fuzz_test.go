package flow

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// FuzzParse holds that Parse never panics, that its errors have a place in the
// file, and that a flow it takes is right in every part.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		flow, err := Parse("fuzz.yaml", data, Options{Kinds: kinds, Load: loadUsed})
		if err != nil {
			checkErrors(t, err, data)
			return
		}
		if flow.Name == "" || flow.Start == "" || len(flow.Steps) == 0 {
			t.Fatalf("flow without name, start or steps: %+v", flow)
		}
		numbers := 0
		for i, step := range flow.Numbered() {
			if i != numbers {
				t.Fatalf("step %d has the number %d", numbers, i)
			}
			if numbers++; numbers > 1000 {
				break // repeats in repeats
			}
			if wrong := wrongWith(step); wrong != "" {
				t.Fatalf("step %d: %s: %+v", i, wrong, step)
			}
		}
	})
}

func checkErrors(t *testing.T, err error, data []byte) {
	t.Helper()
	var all ParseErrors
	if !errors.As(err, &all) || len(all) == 0 {
		t.Fatalf("not a ParseErrors: %v", err)
	}
	breaks := 3 * len(data) // no line break is longer than that, in bytes
	for _, e := range all {
		if e.File == "" || e.Line < 1 || e.Column < 1 || e.Message == "" || e.Line > breaks+1 {
			t.Fatalf("bad place or message: %+v", e)
		}
	}
	if all.Error() == "" || all.Long() == "" {
		t.Fatal("no text")
	}
}

// wrongWith says which promise of Step is broken; it is written apart from the
// parser on purpose.
func wrongWith(s Step) string {
	onElement := []Verb{
		Fill, Type, Paste, Clear, Autofill, Click, DoubleClick, Tap, Check, Uncheck, Select, Upload, Hover, Drag, Focus,
		Blur, RevealPassword, IfVisible, Stripe3DS,
	}
	typing := slices.Contains([]Verb{Fill, Type, Paste, Autofill}, s.Verb)
	switch {
	case s.Title() == "" || s.Line < 1 || s.Column < 1 || s.Timeout < 0 || s.Delay < 0:
		return "title, place, timeout or delay"
	case slices.Contains(onElement, s.Verb) && !oneStrategy(s.Locator):
		return "locator"
	case typing && s.Plant != nil && (!slices.Contains(kinds, s.Plant.Kind) || s.Value != ""):
		return "plant"
	case !typing && s.Plant != nil:
		return "plant of another verb"
	case (s.Verb == WaitFor || s.Verb == Expect) != (s.Condition != nil):
		return "condition"
	case s.Condition != nil && !oneCondition(*s.Condition):
		return "condition fields"
	case slices.Contains([]Verb{Goto, Press, Select, Checkpoint, Consent, Dialog, StorageState, Eval, Stripe3DS}, s.Verb) && strings.TrimSpace(s.Value) == "":
		return "value"
	case slices.Contains(s.Frames, Frame{}):
		return "frame"
	case s.Frames != nil && s.Locator == nil && s.Condition == nil && s.Verb != Eval:
		return "frame without anything in it"
	case (s.Verb == Drag) != (s.To != nil) && s.Verb != RevealPassword:
		return "where to drag"
	case slices.Contains([]Verb{Upload, StorageState}, s.Verb) != (len(s.Files) > 0):
		return "files"
	case (s.Verb == Cookie) != (s.Cookie != nil) || (s.Verb == Emulate) != (s.Emulate != nil) || (s.Verb == Tab) != (s.Window != nil || s.Value == "close"):
		return "cookie, emulation or window"
	case !slices.ContainsFunc(forms(), func(f form) bool { return f.verb == s.Verb }):
		return "verb"
	case s.Verb == Press && !isKey(s.Value):
		return "key"
	}
	return ""
}

func isKey(text string) bool {
	_, err := ParseKey(text)
	return err == nil
}

func oneStrategy(l *Locator) bool {
	return l != nil && set(l.Label, l.Role, l.Placeholder, l.Text, l.Alt, l.Title, l.TestID, l.CSS, l.XPath) == 1 &&
		(l.Name == "" || l.Role != "") && l.Nth >= Last && (l.Within == nil || oneStrategy(l.Within)) &&
		!slices.ContainsFunc(l.Or, func(o Locator) bool { return len(o.Or) > 0 || !oneStrategy(&o) })
}

func oneCondition(c Condition) bool {
	n := set(c.Text, c.URL, c.Title, c.Request, c.Response)
	for _, l := range []*Locator{c.Visible, c.Hidden, c.Enabled, c.Of} {
		if l != nil {
			if !oneStrategy(l) {
				return false
			}
			n++
		}
	}
	return n == 1 && (c.Of != nil) == (c.Count != nil || c.Value != nil)
}

func set(texts ...string) int {
	n := 0
	for _, text := range texts {
		if text != "" {
			n++
		}
	}
	return n
}
