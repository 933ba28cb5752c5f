package browser

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// Lists that apps draw themselves, in the ways of Material UI, Headless UI, Radix, Ant
// Design, Vuetify, Select2, Material Web and Mantine.
func TestLists(t *testing.T) {
	label := func(s string) flow.Locator { return flow.Locator{Label: s} }
	for name, test := range map[string]struct {
		opener  flow.Locator
		options []string
		sees    string
	}{
		"a dialog that takes the focus":      {label("Modal"), []string{"Bern"}, "modal Bern"},
		"of a button":                        {label("Button list"), []string{"Bern"}, "button Bern"},
		"found by what is around its opener": {flow.Locator{CSS: "#around"}, []string{"Bern"}, "button Bern"},
		"found by what is in its opener":     {flow.Locator{CSS: "#in"}, []string{"Bern"}, "button Bern"},
		"without roles, beside other text":   {label("Bare list"), []string{"France"}, "bare France"},
		"where a letter chooses":             {label("Type ahead"), []string{"Bern"}, "ahead Bern"},
		"of which only a part is there":      {label("Long list"), []string{"Item 42"}, "long Item 42"},
		"with a field to search":             {label("Search list"), []string{"Bern"}, "search Bern"},
		"that unfolds":                       {label("Unfolding"), []string{"Bern"}, "unfolding Bern"},
		"that stays open without saying so":  {label("Many"), []string{"Bern", "France"}, "many Bern,France"},
		"of a page that does not react yet":  {label("Late"), []string{"Bern"}, "late Bern"},
		"of a <select> that takes several":   {label("Native"), []string{"one", "three"}, "native one,three"},
	} {
		t.Run(name, func(t *testing.T) {
			var steps []flow.Step
			for _, option := range test.options {
				steps = append(steps, on(flow.Select, test.opener, option))
			}
			_, err := walk(t, "", "/lists.html", append(steps, sees(test.sees))...)
			require.NoError(t, err)
		})
	}
}

// Switches and fields in the ways of Element Plus, Mantine, Shoelace, Ionic, Material Web,
// React Aria, MUI X and PrimeReact.
func TestComponents(t *testing.T) {
	label := func(s string) flow.Locator { return flow.Locator{Label: s} }
	for name, steps := range map[string][]flow.Step{
		"mouse":             {{Verb: flow.Expect, Condition: &flow.Condition{Title: "with a mouse"}}},
		"hidden in a label": {on(flow.Check, label("Wrapped"), ""), sees("wrapped true"), on(flow.Uncheck, label("Wrapped"), ""), sees("wrapped false")},
		"hidden in a box":   {on(flow.Check, label("Boxed"), ""), sees("boxed true")},
		"label in a slot":   {on(flow.Check, label("Slotted"), ""), sees("slotted true")},
		"own text":          {on(flow.Check, label("Own text"), ""), sees("own true"), on(flow.Check, label("Own text"), ""), sees("own true")},
		"form-associated":   {on(flow.Check, label("Formed"), ""), sees("formed true")},
		"named twice":       {on(flow.Check, label("Named twice"), ""), sees("named true")},
		"wrapper":           {on(flow.Fill, flow.Locator{TestID: "wrapper"}, "abc"), sees("inner abc")},
		"spin buttons":      {on(flow.Fill, label("Date"), "04/23/1990"), sees("date 04/23/1990"), expectValue(label("Date"), "04/23/1990")},
		"sections":          {on(flow.Fill, label("Sections"), "04/23/1990"), sees("sections 04/23/1990")},
		"boxes in a group":  {on(flow.Fill, label("Code"), "123456"), sees("pin 123456")},
		"small fields":      {on(flow.Fill, label("Third"), "abc"), expectValue(label("Third"), "abc"), expectValue(label("Fourth"), "")},
		"date in parts":     {on(flow.Fill, label("Date"), "1990-04-23"), expectValue(label("Date"), "04/23/1990")},
		"numbered boxes":    {on(flow.Fill, label("OTP digit 1"), "6543"), expectValue(label("OTP digit 1"), "6543")},
		"numbered fields":   {on(flow.Fill, label("Item code 2"), "ab"), sees("item 2: ab")},
		"own cover":         {on(flow.Fill, label("Covered"), "Bern"), sees("covered Bern")},
		"late caret":        {on(flow.Fill, label("Late caret"), "5551234567"), expectValue(label("Late caret"), "5551234567")},
		"password icon": {
			on(flow.Fill, label("Secret"), "hush"), on(flow.RevealPassword, label("Secret"), ""),
			{Verb: flow.Expect, Condition: &flow.Condition{Visible: &flow.Locator{CSS: "#secret[type=text]"}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := walk(t, "", "/components.html", steps...)
			require.NoError(t, err)
		})
	}
}

// The name of a field is none of what is typed into it, though its label points at it.
func TestFieldNamesHoldNoValue(t *testing.T) {
	born := flow.Locator{Label: "Born"}
	trace, err := walk(t, "", "/components.html", on(flow.Fill, born, "07"), expectValue(born, "07"), on(flow.Fill, flow.Locator{TestID: "wrapper"}, "x"))
	require.NoError(t, err)
	var names []string
	for _, f := range trace.Fields {
		names = append(names, f.Name)
	}
	require.Contains(t, names, "Born")
	require.NotContains(t, strings.Join(names, "|"), "07")
}

// What a button covers is not typed into, and a name that no option has is no option.
func TestComponentErrors(t *testing.T) {
	for name, test := range map[string]struct {
		page string
		step flow.Step
		want string
	}{
		"a button covers it": {"/components.html", on(flow.Fill, flow.Locator{Label: "Blocked"}, "x"), "it is covered by <button>Unlock; the element is <input id=\"blocked\""},
		"clipped away":       {"/components.html", on(flow.Click, flow.Locator{CSS: "#clipped"}, ""), "it is covered by <body>"},
		"no option":          {"/lists.html", on(flow.Select, flow.Locator{Label: "Button list"}, "Bonn"), `cannot select "Bonn": no such option came up; on the page: ‹Bern›`},
		"no list":            {"/lists.html", on(flow.Select, flow.Locator{Text: "France"}, "Bern"), "it is neither a <select> nor a combobox"},
		"no CSS selector":    {"/lists.html", on(flow.Click, flow.Locator{CSS: "#a >> nth=0"}, ""), `css "#a >> nth=0" is not a selector that Chrome understands`},
		"no XPath":           {"/lists.html", on(flow.Click, flow.Locator{XPath: "//a["}, ""), `xpath "//a[" is not an expression that Chrome understands`},
	} {
		t.Run(name, func(t *testing.T) {
			test.step.Timeout = 2 * time.Second
			_, err := walk(t, "", test.page, test.step)
			require.ErrorContains(t, err, test.want)
		})
	}
}
