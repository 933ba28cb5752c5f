package browser

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

func expectValue(l flow.Locator, value string) flow.Step {
	return flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Value: &value, Of: &l}}
}

// Each verb that enters something or uses the mouse, as the page sees it.
func TestInputVerbs(t *testing.T) {
	label := func(s string) flow.Locator { return flow.Locator{Label: s} }
	paced := on(flow.Type, label("Paced"), "abc")
	paced.Delay = 60 * time.Millisecond
	dragTo := func(from, to string) flow.Step {
		s := on(flow.Drag, flow.Locator{CSS: from}, "")
		s.To = &flow.Locator{CSS: to}
		return s
	}
	invoice := filepath.Join(t.TempDir(), "invoice.pdf")
	require.NoError(t, os.WriteFile(invoice, []byte("%PDF"), 0o600))
	files := func(l flow.Locator) flow.Step {
		s := on(flow.Upload, l, "")
		s.Files = []string{invoice}
		return s
	}
	for name, steps := range map[string][]flow.Step{
		"paste": {on(flow.Paste, label("Note"), "ä new one"), sees("pasted ä new one true"), expectValue(label("Note"), "ä new one")},
		"clear": {on(flow.Clear, label("Note"), ""), expectValue(label("Note"), "")},
		"paced": {paced, sees("paced true"), expectValue(label("Paced"), "abc")},
		"mouse": {
			on(flow.DoubleClick, flow.Locator{Text: "Twice"}, ""), sees("double"),
			on(flow.Tap, flow.Locator{Text: "Touch"}, ""), sees("tapped true"),
			dragTo("#card", "#drop"), sees("dropped"),
			dragTo("#native-card", "#native"), sees("native dropped x"),
		},
		"upload":             {files(label("Invoice")), sees("files invoice.pdf")},
		"upload by a button": {files(flow.Locator{Role: "button", Name: "Add files"}), sees("files invoice.pdf")},
		"scroll": {
			{Verb: flow.Scroll, Value: "down"}, sees("scrolled down"), {Verb: flow.Scroll, Value: "top"}, sees("at the top"),
			on(flow.Scroll, flow.Locator{Text: "far down"}, ""), sees("scrolled down"), {Verb: flow.Scroll, Value: "top"}, sees("at the top"),
			{Verb: flow.Scroll, Value: "bottom"}, sees("scrolled down"), {Verb: flow.Scroll, Value: "up"},
		},
		"focus": {on(flow.Focus, label("Focus me"), ""), sees("focused"), on(flow.Blur, label("Focus me"), ""), sees("blurred")},
		"reveal": {
			on(flow.Fill, label("Password"), "hush"), on(flow.RevealPassword, label("Password"), ""),
			{Verb: flow.Expect, Condition: &flow.Condition{Visible: &flow.Locator{CSS: "#password[type=text]"}}},
			on(flow.RevealPassword, label("Password"), ""),
			{Verb: flow.Expect, Condition: &flow.Condition{Visible: &flow.Locator{CSS: "#password[type=password]"}}},
		},
		"masks": {
			on(flow.Fill, label("Expiry"), "1234"), expectValue(label("Expiry"), "12 / 34"),
			on(flow.Fill, label("Born"), "31.12.1990"), expectValue(label("Born"), "31.12.1990"),
			on(flow.Fill, label("Born"), "01021991"), expectValue(label("Born"), "01.02.1991"),
			on(flow.Fill, label("When"), "1990-12-31"), expectValue(label("When"), "1990-12-31"),
		},
		"editor": {
			on(flow.Fill, label("Story"), "one\ntwo"), on(flow.Type, label("Story"), "\nthree"),
			expectValue(label("Story"), "one\ntwo\nthree"),
		},
		"code": {
			on(flow.Fill, label("code 1"), "123456"), sees("code 123456"), expectValue(label("code 3"), "123456"),
			on(flow.Fill, label("plain 1"), "654321"), sees("plain 654321"),
		},
		"combobox":   {on(flow.Select, label("City"), "Bern"), sees("city Bern")},
		"autosubmit": {on(flow.Fill, label("One-time"), "987654"), sees("sent ?otp=987654")},
		"autofill":   {on(flow.Autofill, label("Email"), "a@example.com"), sees("autofilled a@example.com with 0 keys")},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := walk(t, "", "/input.html", steps...)
			require.NoError(t, err)
		})
	}
}

// What a person reads where a verb fails.
func TestVerbErrors(t *testing.T) {
	missingFile := on(flow.Upload, flow.Locator{Label: "Invoice"}, "")
	missingFile.Files = []string{"none.pdf"}
	noChooser := on(flow.Upload, flow.Locator{Text: "Twice"}, "")
	noChooser.Files = []string{"errors.go"}
	dragged := on(flow.Drag, flow.Locator{CSS: "#card"}, "")
	dragged.To = &flow.Locator{Text: "nowhere"}
	toggled := on(flow.RevealPassword, flow.Locator{Label: "Password"}, "")
	toggled.To = &flow.Locator{Text: "Twice"}
	condition := func(c flow.Condition) flow.Step { return flow.Step{Verb: flow.Expect, Condition: &c} }
	for name, test := range map[string]struct {
		step flow.Step
		want string
	}{
		"paste":            {on(flow.Paste, flow.Locator{Text: "Twice"}, "x"), "it cannot be typed into (not an input, textarea or contenteditable element); the element is <button"},
		"clear":            {on(flow.Clear, flow.Locator{Label: "Nothing"}, ""), `nothing matches label "Nothing" (waited 1s); on the page: ‹`},
		"autofill":         {on(flow.Autofill, flow.Locator{CSS: "#log"}, "x"), "it is not visible"},
		"dblclick":         {on(flow.DoubleClick, flow.Locator{Text: "Thrice"}, ""), "‹Twice›"},
		"tap":              {on(flow.Tap, flow.Locator{Text: "Toutch"}, ""), "‹Touch›"},
		"upload":           {missingFile, "there is no file none.pdf beside the flow"},
		"no chooser":       {noChooser, "the click opened no file chooser, and it is no file input"},
		"drag":             {dragged, `nothing matches text "nowhere"`},
		"scroll":           {on(flow.Scroll, flow.Locator{Text: "so far"}, ""), `nothing matches text "so far"`},
		"focus":            {on(flow.Focus, flow.Locator{CSS: "#card"}, ""), "it does not take the focus; the element is <div id=\"card\">card"},
		"blur":             {on(flow.Blur, flow.Locator{Label: "Note"}, ""), "it does not have the focus"},
		"reveal":           {on(flow.RevealPassword, flow.Locator{Label: "PIN"}, ""), "nothing that shows the password was found beside it; name it with by: {…}"},
		"reveal by":        {toggled, "the click did not show or hide the password"},
		"combobox":         {on(flow.Select, flow.Locator{Label: "City"}, "Rome"), `cannot select "Rome": no such option came up`},
		"select on button": {on(flow.Select, flow.Locator{Text: "Twice"}, "x"), "it is neither a <select> nor a combobox"},
		"back":             {flow.Step{Verb: flow.Back}, "there is no page to go back to"},
		"title":            {condition(flow.Condition{Title: "Output"}), `the title is "Input", without "Output"`},
		"count":            {condition(flow.Condition{Count: new(3), Of: &flow.Locator{CSS: "fieldset"}}), `2 visible elements match css "fieldset", want 3`},
		"value":            {condition(flow.Condition{Value: new("new"), Of: &flow.Locator{Label: "Note"}}), `it holds 3 characters that are not "new"; the element is <input id="note">`},
		"enabled":          {condition(flow.Condition{Enabled: &flow.Locator{Text: "Nope"}}), `nothing matches text "Nope"`},
		"request":          {condition(flow.Condition{Request: "/api/pay"}), `no request "/api/pay" since the step before`},
		"response":         {condition(flow.Condition{Response: "/api/pay", Status: 201}), `no response "/api/pay" with status 201 since the step before`},
		"consent":          {flow.Step{Verb: flow.Consent, Value: "accept"}, "no cookie banner with a button to accept was found"},
		"tab":              {flow.Step{Verb: flow.Tab, Window: &flow.Window{URL: "/help"}}, `0 windows match url "/help", want 1 (waited 1s); on the page: 1: title "Input" url http://app.test`},
		"tab close":        {flow.Step{Verb: flow.Tab, Value: "close"}, "the first window cannot be closed"},
		"cookie":           {flow.Step{Verb: flow.Cookie, Cookie: &flow.CookieValue{Name: "a;b", Value: "b"}}, "Chrome does not take the cookie a;b"},
		"storage_state":    {flow.Step{Verb: flow.StorageState, Value: "load", Files: []string{"none.json"}}, "there is no storage state none.json beside the flow"},
		"state elsewhere":  {flow.Step{Verb: flow.StorageState, Value: "save", Files: []string{"/none/a.json"}}, "cannot save the storage state"},
		"state is broken":  {flow.Step{Verb: flow.StorageState, Value: "load", Files: []string{"../errors.go"}}, "cannot read the storage state ../errors.go"},
		"timezone":         {flow.Step{Verb: flow.Emulate, Emulate: &flow.Emulation{Timezone: "Mars/North"}}, `Chrome does not take the timezone "Mars/North"`},
		"device":           {flow.Step{Verb: flow.Emulate, Emulate: &flow.Emulation{Device: "iPhone 99"}}, `there is no device "iPhone 99"`},
		"eval":             {flow.Step{Verb: flow.Eval, Value: "throw new Error('no')"}, "the script failed: "},
		"stripe_3ds":       {flow.Step{Verb: flow.Stripe3DS, Value: "fail", Frames: flow.Frames{{Any: true}}, Locator: &flow.Locator{CSS: "#test-source-fail-3ds"}}, `nothing matches css "#test-source-fail-3ds" in any frame`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.step.Timeout = time.Second
			test.step.Line = 5
			base := "http://app.test:" + serve(t, files())
			f := &flow.Flow{Name: "test", File: "test.yaml", Start: "/input.html", Steps: []flow.Step{test.step}}
			if name == "state is broken" {
				f.File = "testdata/test.yaml"
			}
			_, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1"})
			var failed *StepError
			require.ErrorAs(t, err, &failed)
			require.ErrorContains(t, err, test.want)
		})
	}
}

// Every verb has an action, or is a group.
func TestEveryVerbActs(t *testing.T) {
	groups := []flow.Verb{flow.Within, flow.Repeat, flow.Use, flow.StripeCard}
	for _, verb := range flow.Verbs() {
		_, acts := actions()[verb]
		require.NotEqual(t, acts, slices.Contains(groups, verb), verb)
	}
	require.Len(t, flow.Verbs(), len(actions())+len(groups))
}

// What a simple click at the middle of an element's box would miss, or a simple look
// would call hidden or locked.
func TestHardToHit(t *testing.T) {
	text := func(s string) flow.Step { return clicks(flow.Locator{Text: s}) }
	id := func(s string) flow.Step { return clicks(flow.Locator{TestID: s}) }
	label := func(v flow.Verb, s, value string) flow.Step { return on(v, flow.Locator{Label: s}, value) }
	inFrame := func(title string) flow.Step {
		s := text("Inside")
		s.Frames = flow.Frames{{Title: title}}
		return s
	}
	_, err := walk(t, "", "/hard.html",
		text("a link that wraps"), sees("wrapped"),
		id("bare"), sees("bare"), flow.Step{Verb: flow.Expect, Condition: &flow.Condition{Visible: &flow.Locator{TestID: "bare"}}},
		label(flow.Check, "Put away", ""), sees("away true"), label(flow.Check, "One pixel", ""), sees("one pixel true"),
		text("In time"), sees("in time"), text("In a scroller"), sees("scrolled"), id("circle"), sees("circle"),
		text("Drawn late"), sees("drawn late"), text("Turned"), sees("turned"), text("Under glass"), sees("under glass"),
		text("Far left"), sees("far left"), id("inner"), sees("inner"),
		id("ring"), sees("ring"), text("Lit"), sees("under a light"), text("Title of a card"), sees("a card"), id("parts"), sees("on its first part"), inFrame("Small"), sees("in the small one"), inFrame("Scrolled"), sees("in the scrolled one"),
		label(flow.Fill, "Against autofill", "abc"), sees("typed abc"), label(flow.Fill, "Set back", "abc"), sees("knows abc"),
	)
	require.NoError(t, err)
}

func TestGarbled(t *testing.T) {
	for held, want := range map[string]bool{
		"(555) 123-4567": false, "+1 555 123 4567": false, "555 123": false, "": false, // as the app wants it, or cut
		"4567": true, "555 4567": true, "123 555 4567": true,
	} {
		require.Equal(t, want, garbled("5551234567", held), held)
	}
}
