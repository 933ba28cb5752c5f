package flow

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

var kinds = []string{
	"email", "password", "card", "cvc", "name", "phone", "ssn", "address", "dob", "iban", "otp", "text",
}

// loadUsed reads the flows below testdata/used, whatever folder names them.
func loadUsed(_, name string) (string, []byte, error) {
	file := filepath.Join("testdata", "used", filepath.Base(name))
	data, err := os.ReadFile(file)
	return file, data, err
}

func environment(name string) (string, bool) { return "secret", name == "PASSWORD" }

var options = Options{Kinds: kinds, Devices: []string{"iPhone 15", "Pixel 7"}, Env: environment, Load: loadUsed}

// TestBadFiles holds every message against the golden file beside its flow.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			f, err := Parse("flows/"+filepath.Base(file), data, options)
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
	f, err := Parse("every_form.yaml", data, options)
	require.NoError(t, err)
	require.Equal(t, "every_form-1", f.Name)
	require.Equal(t, "https://shop.test/checkout?step=1", f.Start)
	require.Equal(t, "every_form.yaml", f.File)
	require.Equal(t, Emulation{
		Device: "iPhone 15", Width: 390, Height: 844, Locale: "de-DE", Timezone: "Europe/Berlin", Scheme: "dark", Network: "slow-3g",
	}, f.Emulate)
	require.Equal(t, []Header{{"X-Staging", "yes"}, {"Accept-Language", "de"}}, f.Headers)
	require.Equal(t, []string{"qa", "secret", "login.json"}, []string{f.User, string(f.Pass), f.StorageState})
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", f, f, f), "secret")
	require.Equal(t, 11, f.Steps[0].Line)
	require.Equal(t, 12, f.Steps[1].Line)
	require.Equal(t, 5, f.Steps[0].Column)
	want := everyForm()
	require.Len(t, f.Steps, len(want))
	for i, step := range placeless(t, f.Steps) {
		require.Equal(t, want[i], step, "step %d", i+1)
	}
}

// placeless is steps without their places, which are checked to be there.
func placeless(t *testing.T, steps []Step) []Step {
	list := slices.Clone(steps)
	for i := range list {
		require.NotZero(t, list[i].Line)
		require.NotZero(t, list[i].Column)
		list[i].Line, list[i].Column = 0, 0
		if list[i].Steps != nil {
			list[i].Steps = placeless(t, list[i].Steps)
		}
	}
	return list
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
		{Verb: Back},
		{Verb: Reload, Name: "once more"},
		{Verb: Type, Locator: &Locator{Label: "Code"}, Plant: &Plant{Kind: "otp"}, Delay: 50 * time.Millisecond},
		{Verb: Paste, Locator: &Locator{Label: "Note"}, Value: "a note"},
		{Verb: Paste, Locator: &Locator{Label: "IBAN"}, Plant: &Plant{Kind: "iban"}},
		{Verb: Clear, Locator: &Locator{Label: "Note"}},
		{Verb: Autofill, Locator: &Locator{Label: "Email"}, Plant: &Plant{Kind: "email"}},
		{Verb: DoubleClick, Locator: &Locator{Text: "word"}},
		{Verb: Tap, Locator: &Locator{Text: "Menu"}},
		{Verb: Upload, Locator: &Locator{Label: "Invoice"}, Files: []string{"invoice.pdf"}},
		{Verb: Upload, Locator: &Locator{Role: "button", Name: "Add files"}, Files: []string{"a.png", "b.png"}},
		{Verb: Drag, Locator: &Locator{Text: "Card"}, To: &Locator{Text: "Done"}},
		{Verb: Scroll, Locator: &Locator{Text: "Terms"}},
		{Verb: Scroll, Value: "bottom"},
		{Verb: Focus, Locator: &Locator{Label: "Email"}},
		{Verb: Blur, Locator: &Locator{Label: "Email"}},
		{Verb: RevealPassword, Locator: &Locator{Label: "Password"}},
		{Verb: RevealPassword, Locator: &Locator{Label: "Password"}, To: &Locator{Title: "Show"}},
		{Verb: WaitFor, Condition: &Condition{Title: "Shop"}},
		{Verb: WaitFor, Condition: &Condition{Enabled: &Locator{Text: "Pay"}}},
		{Verb: Expect, Condition: &Condition{Count: new(0), Of: &Locator{Role: "alert"}}},
		{Verb: Expect, Condition: &Condition{Value: new(""), Of: &Locator{Label: "Coupon"}}},
		{Verb: WaitFor, Condition: &Condition{Request: "/api/pay"}},
		{Verb: WaitFor, Condition: &Condition{Response: "/api/pay", Status: 201}},
		{Verb: Consent, Value: "reject"},
		{Verb: Dialog, Value: "accept", Answer: "42"},
		{Verb: Dialog, Value: "dismiss"},
		{Verb: Tab, Window: &Window{Index: 2}},
		{Verb: Tab, Window: &Window{URL: "/help"}},
		{Verb: Tab, Window: &Window{Title: "Help"}},
		{Verb: Tab, Value: "close"},
		withinForm(),
		{
			Verb: Repeat, Times: 3, Condition: &Condition{Hidden: &Locator{Text: "More"}},
			Steps: []Step{
				{Verb: Click, Locator: &Locator{Text: "More"}},
				{Verb: Within, Locator: &Locator{CSS: "li", Nth: Last}, Steps: []Step{
					{Verb: Expect, Condition: &Condition{Visible: &Locator{Text: "New", Within: &Locator{CSS: "li", Nth: Last}}}},
				}},
			},
		},
		{
			Verb: IfVisible, Locator: &Locator{Text: "Cookies"}, Timeout: time.Second,
			Steps: []Step{{Verb: Consent, Value: "accept"}},
		},
		{Verb: Use, Value: "used/login.yaml", Optional: true, Steps: []Step{
			{Verb: Fill, Locator: &Locator{Label: "Email"}, Plant: &Plant{Kind: "email"}, File: "testdata/used/login.yaml"},
			{Verb: Use, Value: "second.yaml", File: "testdata/used/login.yaml", Steps: []Step{
				{Verb: Click, Locator: &Locator{Text: "Log in"}, File: "testdata/used/second.yaml"},
			}},
		}},
		stripeForm(),
		{Verb: Stripe3DS, Value: "complete", Frames: Frames{{Any: true}}, Locator: &Locator{CSS: "#test-source-authorize-3ds"}},
		{Verb: Cookie, Cookie: &CookieValue{Name: "beta", Value: "on", Domain: "shop.test", Path: "/"}},
		{Verb: StorageState, Value: "save", Files: []string{"login.json"}},
		{Verb: Emulate, Emulate: &Emulation{Network: "offline"}},
		{Verb: Eval, Value: "return 1", Frames: Frames{{Name: "pop"}}},
	}
}

// withinForm keeps its steps to its element: locators look inside it, and a text
// must stand in it.
func withinForm() Step {
	dialog, frames := &Locator{Role: "dialog"}, Frames{{Name: "pop"}}
	return Step{Verb: Within, Locator: dialog, Frames: frames, Steps: []Step{
		{Verb: Fill, Value: "x", Frames: frames, Locator: &Locator{
			Label: "Street", Within: dialog,
			Or: []Locator{{CSS: "#street", Within: &Locator{CSS: "form", Within: dialog}}},
		}},
		{Verb: WaitFor, Frames: frames, Condition: &Condition{Visible: &Locator{Text: "saved", Nth: 1, Within: dialog}}},
		{Verb: Press, Value: "Enter"},
	}}
}

func stripeForm() Step {
	field := func(i int, name string) Step {
		return Step{Verb: Fill, Name: "stripe_card " + name, Frames: Frames{{Any: true}}, Locator: &Locator{CSS: cardFields[i].css}}
	}
	steps := []Step{field(0, "card number"), field(1, "expiry"), field(2, "CVC"), field(3, "postal code")}
	steps[0].Plant, steps[1].Value, steps[2].Plant, steps[3].Value = &Plant{Kind: "card"}, "12 / 34", &Plant{Kind: "cvc"}, "94107"
	return Step{Verb: StripeCard, Steps: steps}
}

// A step has the same number in every run: groups have none, rounds count.
func TestNumbers(t *testing.T) {
	var got []string
	f := &Flow{Steps: everyForm()[len(everyForm())-11:]}
	for i, step := range f.Numbered() {
		require.Equal(t, len(got), i)
		got = append(got, string(step.Verb))
	}
	require.Equal(t, strings.Fields(`tab
		fill wait_for press
		click expect click expect click expect
		if_visible consent
		fill click
		fill fill fill fill
		stripe_3ds cookie storage_state emulate eval`), got)
	require.Equal(t, len(got), Count(f.Steps))
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
		`back`, `once more`, `type label "Code"`, `paste label "Note"`, `paste label "IBAN"`, `clear label "Note"`,
		`autofill label "Email"`, `dblclick text "word"`, `tap text "Menu"`, `upload invoice.pdf to label "Invoice"`,
		`upload a.png, b.png to role button "Add files"`, `drag text "Card" to text "Done"`, `scroll text "Terms"`,
		`scroll bottom`, `focus label "Email"`, `blur label "Email"`, `reveal_password label "Password"`,
		`reveal_password label "Password"`, `wait_for title "Shop"`, `wait_for enabled text "Pay"`,
		`expect count 0 of role alert`, `expect value of label "Coupon"`, `wait_for request "/api/pay"`,
		`wait_for response "/api/pay" with status 201`, `consent reject`, `dialog accept`, `dialog dismiss`, `tab 2`,
		`tab url "/help"`, `tab title "Help"`, `tab close`, `within role dialog in frame name "pop"`, `repeat 3 times`,
		`if_visible text "Cookies"`, `use used/login.yaml`, `stripe_card`, `stripe_3ds complete`, `cookie beta`,
		`storage_state save login.json`, `emulate`, `eval in frame name "pop"`,
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
