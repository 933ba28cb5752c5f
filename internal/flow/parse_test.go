package flow

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

var kinds = []string{
	"email", "password", "card", "cvc", "name", "phone", "ssn", "address", "dob", "iban", "otp", "text",
}

// TestBadFiles holds every message against the golden file beside its flow.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			f, err := Parse("flows/"+filepath.Base(file), data, Options{Kinds: kinds})
			require.Error(t, err)
			require.Nil(t, f)
			var all ParseErrors
			require.ErrorAs(t, err, &all)
			golden(t, strings.TrimSuffix(file, ".yaml")+".golden", all.Long()+"\n")
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func TestParseErrorIsFound(t *testing.T) {
	_, err := Parse("flows/checkout.yaml", []byte("version: 1\nname: a\nstart: /\nsteps:\n  - filll: {label: x}\n"), Options{})
	var one *ParseError
	require.ErrorAs(t, err, &one)
	require.Equal(t, ParseError{
		File: "flows/checkout.yaml", Line: 5, Column: 5,
		Message: `unknown key "filll"`, Hint: `did you mean "fill"?`, Source: "  - filll: {label: x}",
	}, *one)
	require.EqualError(t, err, `flows/checkout.yaml:5:5: unknown key "filll", did you mean "fill"?`)
}

func TestEveryForm(t *testing.T) {
	data, err := os.ReadFile("testdata/good/every_form.yaml")
	require.NoError(t, err)
	f, err := Parse("every_form.yaml", data, Options{Kinds: kinds})
	require.NoError(t, err)
	require.Equal(t, "every_form-1", f.Name)
	require.Equal(t, "https://shop.test/checkout?step=1", f.Start)
	require.Equal(t, "every_form.yaml", f.File)
	want := everyForm()
	require.Len(t, f.Steps, len(want))
	for i, step := range f.Steps {
		require.NotZero(t, step.Line)
		require.Equal(t, 5, step.Column)
		step.Line, step.Column = 0, 0
		require.Equal(t, want[i], step, "step %d", i+1)
	}
	require.Equal(t, 6, f.Steps[0].Line)
	require.Equal(t, 7, f.Steps[1].Line)
}

func everyForm() []Step {
	return []Step{
		{Verb: Goto, Value: "/checkout"},
		{
			Verb: Fill, Locator: &Locator{Label: "Card number"}, Frames: Frames{{Title: "Secure card frame"}},
			Plant: &Plant{Kind: "card"}, Name: "type the card", Timeout: 90 * time.Second,
		},
		{Verb: Fill, Locator: &Locator{Role: "textbox", Name: "Name on card"}, Plant: &Plant{Kind: "card", Lookalike: true}},
		{Verb: Fill, Locator: &Locator{Placeholder: "Promo code"}, Value: "0123"},
		{Verb: Fill, Locator: &Locator{TestID: "promo"}},
		{
			Verb: Type, Locator: &Locator{CSS: "#note"}, Value: "left: at the door",
			Frames: Frames{{Name: "notes", URL: "https://pay.test/"}},
		},
		{Verb: Press, Value: "Enter"},
		{Verb: Press, Value: "Control+A"},
		{Verb: Press, Value: "+"},
		{Verb: Press, Locator: &Locator{Label: "Search"}, Value: "Shift+Tab"},
		{Verb: Click, Locator: &Locator{Role: "button"}},
		{Verb: Click, Locator: &Locator{Text: "Pay"}, Optional: true},
		{Verb: Click, Locator: &Locator{Role: "button", Name: "Pay", Or: []Locator{{TestID: "pay"}, {XPath: "//form//button"}}}},
		{Verb: Click, Locator: &Locator{Text: "Remove", Nth: 2, Within: &Locator{Role: "row", HasText: "Teapot", Within: &Locator{CSS: "#cart"}}}},
		{Verb: Click, Locator: &Locator{Alt: "Logo", Nth: Last}, Frames: Frames{{Title: "Outer"}, {Name: "inner"}}},
		{Verb: Click, Locator: &Locator{Title: "Close"}, Frames: Frames{{Any: true}}},
		{Verb: Check, Locator: &Locator{Label: "I agree"}},
		{Verb: Uncheck, Locator: &Locator{Label: "Newsletter"}},
		{Verb: Select, Locator: &Locator{Label: "Country"}, Value: "Germany"},
		{Verb: Hover, Locator: &Locator{Role: "link", Name: "Help"}},
		{Verb: WaitFor, Condition: &Condition{Text: "Thank you"}},
		{Verb: WaitFor, Condition: &Condition{URL: "/thanks"}},
		{Verb: Expect, Condition: &Condition{Visible: &Locator{Role: "heading", Name: "Order"}}},
		{Verb: Expect, Condition: &Condition{Hidden: &Locator{TestID: "spinner"}}},
		{Verb: Checkpoint, Value: "paid"},
	}
}

func TestTitles(t *testing.T) {
	want := []string{
		`goto /checkout`, `type the card`, `fill role textbox "Name on card"`, `fill placeholder "Promo code"`,
		`fill testid "promo"`, `type css "#note" in frame name "notes" and url "https://pay.test/"`, `press Enter`,
		`press Control+A`, `press +`, `press Shift+Tab on label "Search"`, `click role button`, `click text "Pay"`,
		`click role button "Pay" or testid "pay" or xpath "//form//button"`,
		`click text "Remove", 2nd, within role row with text "Teapot", within css "#cart"`,
		`click alt "Logo", last in frame title "Outer" > frame name "inner"`, `click title "Close" in any frame`,
		`check label "I agree"`, `uncheck label "Newsletter"`, `select "Germany" of label "Country"`,
		`hover role link "Help"`, `wait_for text "Thank you"`, `wait_for url "/thanks"`,
		`expect visible role heading "Order"`, `expect hidden testid "spinner"`, `checkpoint "paid"`,
	}
	for i, step := range everyForm() {
		require.Equal(t, want[i], step.Title())
	}
}

func TestParseKey(t *testing.T) {
	good := map[string]Key{
		"Enter":           {Name: "Enter"},
		"a":               {Name: "a"},
		"ß":               {Name: "ß"},
		"+":               {Name: "+"},
		"F12":             {Name: "F12"},
		"Control+A":       {Modifiers: []string{"Control"}, Name: "A"},
		"Control++":       {Modifiers: []string{"Control"}, Name: "+"},
		"Control+Shift+k": {Modifiers: []string{"Control", "Shift"}, Name: "k"},
	}
	for text, want := range good {
		got, err := ParseKey(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", " ", "Entr", "Ctrl+A", "+A", "A+", "Control+", "ab", "F13", "\x00", "Shift+Shift+A", "\xff"} {
		_, err := ParseKey(text)
		require.True(t, errors.Is(err, ErrKey), text)
	}
}
