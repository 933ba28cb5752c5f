package record_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/record"
)

func on(verb flow.Verb, label, value string) flow.Step {
	return flow.Step{Verb: verb, Locator: &flow.Locator{Label: label}, Value: value}
}

func one(verb flow.Verb, label, value string) []flow.Step { return []flow.Step{on(verb, label, value)} }

// watched is a Chrome that can be watched, and the address of the test pages.
func watched(t *testing.T) (b *browser.Browser, base string) {
	server := httptest.NewServer(http.FileServer(http.Dir("../browser/testdata")))
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	require.NoError(t, err)
	b, err = browser.Launch(context.Background(), browser.Options{HostMap: []string{"MAP *.test 127.0.0.1"}, Naming: true})
	require.NoError(t, err)
	t.Cleanup(b.Close)
	return b, "http://app.test:" + u.Port()
}

// recorded is the flow that is made of steps while they are watched, and its text.
func recorded(t *testing.T, b *browser.Browser, start string, steps []flow.Step) (*flow.Flow, string) {
	var acts []browser.Act
	err := b.Watch(t.Context(), browser.WatchOptions{Start: start, Drive: steps}, func(a browser.Act) { acts = append(acts, a) })
	require.NoError(t, err)
	made, _ := record.Flow("again", start, acts)
	var text bytes.Buffer
	require.NoError(t, made.Write(&text))
	t.Log(text.String())
	f, err := flow.Parse("again.yaml", text.Bytes(), flow.Options{})
	require.NoError(t, err)
	return f, text.String()
}

// walks walks a recorded flow, which leads to a text.
func walks(t *testing.T, b *browser.Browser, base string, f *flow.Flow, to string) {
	f.Steps = append(f.Steps, shows(to))
	_, err := b.Run(t.Context(), f, browser.RunOptions{BaseURL: base, RunID: "r1"})
	require.NoError(t, err)
}

// What a person does with the lists, switches and fields of component libraries becomes
// steps that do the same again.
func TestComponentsAreRecorded(t *testing.T) {
	b, base := watched(t)
	for _, c := range []struct {
		name, page, sees string
		steps            []flow.Step
	}{
		{"modal", "lists", "modal Bern", one(flow.Select, "Modal", "Bern")},
		{"button", "lists", "button Bern", one(flow.Select, "Button list", "Bern")},
		{"bare", "lists", "bare France", one(flow.Select, "Bare list", "France")},
		{"comes in parts", "lists", "ahead Bern", one(flow.Select, "Type ahead", "Bern")},
		{"scrolls", "lists", "long Item 42", one(flow.Select, "Long list", "Item 42")},
		{"has a field", "lists", "search Bern", one(flow.Select, "Search list", "Bern")},
		{"unfolds", "lists", "unfolding Bern", one(flow.Select, "Unfolding", "Bern")},
		{"takes several", "lists", "many Bern,France", append(one(flow.Select, "Many", "Bern"), on(flow.Select, "Many", "France"))},
		{"reacts late", "lists", "late Bern", one(flow.Select, "Late", "Bern")},
		{"hidden in a label", "components", "wrapped true", one(flow.Check, "Wrapped", "")},
		{"hidden in a box", "components", "boxed true", one(flow.Check, "Boxed", "")},
		{"label in a slot", "components", "slotted true", one(flow.Check, "Slotted", "")},
		{"own text", "components", "own true", one(flow.Check, "Own text", "")},
		{"form-associated", "components", "formed true", one(flow.Check, "Formed", "")},
		{"named twice", "components", "named true", one(flow.Check, "Named twice", "")},
		{"spin buttons", "components", "date 12/01/2034", one(flow.Fill, "Date", "04/23/1990")},
		{"sections", "components", "sections 07", one(flow.Fill, "Sections", "04/23/1990")},
		{"boxes in a group", "components", "pin 7", one(flow.Fill, "Code", "123456")},
		{"numbered boxes", "components", "otp 7", one(flow.Fill, "OTP digit 1", "6543")},
		{"own cover", "components", "covered 7", one(flow.Fill, "Covered", "Bern")},
		{"late caret", "components", "caret 7", one(flow.Fill, "Late caret", "5551234567")},
	} {
		t.Run(c.name, func(t *testing.T) {
			said, _, _ := strings.Cut(c.sees, " ")
			f, _ := recorded(t, b, base+"/"+c.page+".html", append(c.steps, shows(said+" ")))
			if c.name != "own cover" { // it is clicked first
				require.Len(t, f.Steps, len(c.steps))
			}
			if c.name != "hidden in a box" { // what shows has no name
				require.Contains(t, f.Steps[len(f.Steps)-1].Locator.String(), c.steps[0].Locator.Label)
			}
			for i := range f.Steps {
				if f.Steps[i].Plant != nil {
					f.Steps[i].Plant, f.Steps[i].Value = nil, "7"
				}
			}
			walks(t, b, base, f, c.sees)
		})
	}
}

// A list that is used by keyboard is a choice too, whatever keys it took; what shows only
// under the mouse is hovered again, what is dragged is dragged again.
func TestKeysHoversAndDragsAreRecorded(t *testing.T) {
	b, base := watched(t)
	press := func(key string) flow.Step { return flow.Step{Verb: flow.Press, Value: key} }
	hover := func(text string) flow.Step { return flow.Step{Verb: flow.Hover, Locator: &flow.Locator{Text: text}} }
	click := func(text string) flow.Step { return flow.Step{Verb: flow.Click, Locator: &flow.Locator{Text: text}} }
	for _, c := range []struct {
		name, page, sees, want string
		steps                  []flow.Step
	}{
		{"arrows", "lists", "keys Bern", "select: [{role: combobox, name: \"Keys\"}, {label: \"Keys\"}, {css: \"#keys\"}]\n    option: Bern\n",
			[]flow.Step{on(flow.Focus, "Keys", ""), press("ArrowDown"), press("ArrowDown"), press("Enter")}},
		{"what was typed and arrows", "lists", "keys Bern", "select: [{role: combobox, name: \"Keys\"}, {label: \"Keys\"}, {css: \"#keys\"}]\n    option: Bern\n",
			[]flow.Step{on(flow.Type, "Keys", "Ber"), press("ArrowDown"), press("ArrowDown"), press("Enter")}},
		{"the focus moves", "lists", "roving Bern", "select: [{role: combobox, name: \"Roving\"}, {label: \"Roving\"}, {css: \"#roving\"}]\n    option: Bern\n",
			[]flow.Step{on(flow.Focus, "Roving", ""), press("Enter"), press("ArrowDown"), press("Space")}},
		{"a menu of a style sheet", "hover", "went to Tea", "hover: {role: link, name: \"Products\"}\n  - click: {role: link, name: \"Tea\"}\n",
			[]flow.Step{hover("Products"), click("Tea")}},
		{"a menu in that", "hover", "went to Green tea", "hover: {role: link, name: \"Products\"}\n  - hover: {role: link, name: \"Tea\"}\n  - click: {role: link, name: \"Green tea\"}\n",
			[]flow.Step{hover("Products"), hover("Tea"), click("Green tea")}},
		{"a menu of a script", "hover", "went to Sign out", "hover: [{role: button, name: \"Account\"}, {css: \"#account\"}]\n  - click: {role: menuitem, name: \"Sign out\"}\n",
			[]flow.Step{hover("Account"), click("Sign out")}},
		{"a menu in that, elsewhere", "hover", "went to Export", "hover: [{role: button, name: \"Account\"}, {css: \"#account\"}]\n  - hover: {role: menuitem, name: \"Tools\"}\n  - click: {role: menuitem, name: \"Export\"}\n",
			[]flow.Step{hover("Account"), hover("Tools"), click("Export")}},
		{"a bar that lights up", "hover", "went to Two", "click: {role: link, name: \"Two\"}\n", []flow.Step{hover("One"), click("Two")}},
		{"no menu", "hover", "went to Plain link", "click: {role: link, name: \"Plain link\"}\n", []flow.Step{click("Plain link")}},
		{"what came by itself", "hover", "went to Loaded", "click: {role: button, name: \"Loaded\"}\n", []flow.Step{hover("More"), click("Loaded")}},
		{"a card", "input", "native dropped x", "drag: [{text: \"native\"}, {css: \"#native-card\"}]\n    to: [{text: \"native drop\"}, {css: \"#native\"}]\n",
			[]flow.Step{{Verb: flow.Drag, Locator: &flow.Locator{CSS: "#native-card"}, To: &flow.Locator{CSS: "#native"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, text := recorded(t, b, base+"/"+c.page+".html", append(c.steps, shows(c.sees)))
			_, steps, _ := strings.Cut(text, "steps:\n  - ")
			require.Equal(t, c.want, steps)
			walks(t, b, base, f, c.sees)
		})
	}
}

func shows(text string) flow.Step {
	return flow.Step{Verb: flow.WaitFor, Condition: &flow.Condition{Text: text}}
}
