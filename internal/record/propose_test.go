package record

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
)

func asks(form int, name, kind string) browser.Control {
	return browser.Control{Kind: "fill", Form: form, Element: browser.ActElement{Role: "textbox", Name: name, Label: name, Tag: "input", Type: kind}}
}

func written(t *testing.T, p Proposal) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, p.Flow.Write(&b))
	marks := lint.Flow("f.yaml", b.Bytes(), flow.Options{})
	require.Empty(t, marks.Mistakes, marks.Mistakes.Long())
	require.Empty(t, marks.Warnings, marks.Warnings.Long())
	return b.String()
}

// A page's forms become one flow: plants where the name says so, made-up values where
// nobody's data stands, what must be chosen, and nothing that sends it off.
func TestProposeFillsInAndSendsNothing(t *testing.T) {
	country := browser.Control{Kind: "select", Form: 1, Required: true, Option: "France", Element: browser.ActElement{Role: "combobox", Name: "Country"}}
	agree := browser.Control{Kind: "check", Form: 1, Required: true, Element: browser.ActElement{Role: "checkbox", Name: "I agree", Type: "checkbox"}}
	optional := browser.Control{Kind: "check", Form: 1, Element: browser.ActElement{Role: "checkbox", Name: "News", Type: "checkbox"}}
	pay := browser.Control{Kind: "click", Form: 1, Element: button("Pay")}
	frame := &browser.ActFrame{Title: "Card frame", URL: "https://pay.test/card"}
	card := asks(1, "Card number", "text")
	card.Frame = frame
	theirs := browser.Control{Kind: "click", Form: 1, Element: button("Use wallet"), Frame: frame}
	list := Propose("https://shop.test/", []browser.Page{
		{URL: "https://shop.test/", Controls: []browser.Control{asks(1, "Search", "search")}},
		{URL: "https://shop.test/checkout", Controls: []browser.Control{
			asks(1, "Email", "email"), asks(1, "Expiry", "text"), asks(1, "Coupon code", "text"), asks(1, "Delivery on", "date"), asks(1, "Remarks", "textarea"),
			country, agree, optional, card, theirs, {Kind: "fill", Form: 1}, pay,
		}},
	})
	require.Len(t, list, 1)
	require.Equal(t, 3, list[0].Plants)
	require.Equal(t, `# yaml-language-server: $schema=flow.schema.json
# Proposed from the forms of this page; nothing was filled in or sent off. Look at each
# plant: it is what the name of its field says.
version: 1
name: checkout
start: /checkout
steps:
  - fill: [{role: textbox, name: "Email"}, {label: "Email"}]
    plant: email
  - fill: [{role: textbox, name: "Expiry"}, {label: "Expiry"}]
    value: "12 / 34"
  # nothing says what the field is for: choose another kind, or value for a text that the app needs
  - fill: [{role: textbox, name: "Remarks"}, {label: "Remarks"}]
    plant: text
  - select: {role: combobox, name: "Country"}
    option: France
  - check: {role: checkbox, name: "I agree"}
  # a field is left out, because nothing names it: give it a label or a data-testid
  - fill: [{role: textbox, name: "Card number"}, {label: "Card number"}]
    in: {frame: {title: "Card frame"}}
    plant: card
  - expect: {url: /checkout}
  #
  # Left out is what sends this off, since it may order, pay or write to somebody. Where it may be
  # done, add it, and what shows that it worked; what the app shows then can leak, too:
  # - click: {role: button, name: "Pay"}
  # - wait_for: {text: "Thank you"}
`, written(t, list[0]))
}

// A form of every page is filled in once, fields of one name are told apart, and two
// pages never make flows of one name.
func TestProposeRepeats(t *testing.T) {
	news := asks(1, "Your email", "email")
	digit := asks(2, "Name", "text")
	list := Propose("https://shop.test/", []browser.Page{
		{URL: "https://shop.test", Controls: []browser.Control{news}},
		{URL: "https://shop.test/en/profile", Controls: []browser.Control{news, digit, digit}},
		{URL: "https://shop.test/en/profile/8812371", Controls: []browser.Control{news, asks(2, "Phone", "tel")}},
		{URL: "https://shop.test/about", Controls: []browser.Control{news}},
	})
	var names []string
	for _, p := range list {
		names = append(names, p.Flow.Name)
	}
	require.Equal(t, []string{"home", "en-profile", "en-profile-2"}, names)
	require.Contains(t, written(t, list[0]), `# - click: {role: button, name: "…"}`)
	text := written(t, list[1])
	require.Contains(t, text, `{role: textbox, name: "Name", nth: 1}`)
	require.Contains(t, text, `{role: textbox, name: "Name", nth: 2}`)
	require.NotContains(t, text, "Your email")
}

// The frame of a payment provider stands on several pages: what each shows of it is to be
// proven, but not where nothing else is asked for.
func TestProposeKeepsFrames(t *testing.T) {
	card := asks(0, "Card number", "text")
	card.Frame = &browser.ActFrame{URL: "https://pay.test/card", Title: "Secure card frame"}
	list := Propose("https://shop.test/", []browser.Page{
		{URL: "https://shop.test/account/card", Controls: []browser.Control{card}},
		{URL: "https://shop.test/checkout", Controls: []browser.Control{asks(1, "Email", "email"), card}},
		{URL: "https://shop.test/billing", Controls: []browser.Control{card}},
	})
	require.Len(t, list, 2)
	require.Contains(t, written(t, list[0]), "plant: card")
	require.Contains(t, written(t, list[1]), "plant: card")
}

func TestRank(t *testing.T) {
	for path, want := range map[string]int{
		"/logout": -1, "/account/delete": -1, "/users/sign_out": -1, "/auth/sign-out": -1, "/cart/add": -1, "/unsubscribe.php": -1, "/item/remove-all": -1,
		"/signup": 3, "/en/sign-up": 3, "/account/settings": 3, "/create-account": 3, "/accounting-guide": 1, "/login": 2, "/contact.html": 2,
		"/": 1, "/about": 1, "/blog/2026/spring": 0, "/%6Cogout": -1,
	} {
		require.Equal(t, want, Rank(path), path)
	}
}

func TestBlankIsAFlow(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Blank("https://shop.test/app").Write(&b))
	marks := lint.Flow("f.yaml", b.Bytes(), flow.Options{})
	require.Empty(t, marks.Mistakes, marks.Mistakes.Long())
	require.Len(t, marks.Warnings, 1, "it plants nothing, and that is said")
	require.Contains(t, b.String(), "start: /app\n")
}
