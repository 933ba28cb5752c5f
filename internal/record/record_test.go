package record

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
)

func text(name string) browser.ActElement {
	return browser.ActElement{Role: "textbox", Name: name, Label: name, Tag: "input", Type: "text"}
}

func button(name string) browser.ActElement {
	return browser.ActElement{Role: "button", Name: name, Text: name, Tag: "button"}
}

// made is the steps of the flow for acts, after the page was opened.
func made(t *testing.T, acts ...browser.Act) (string, []string) {
	t.Helper()
	for i := range acts {
		if acts[i].Window == 0 {
			acts[i].Window = 1
		}
	}
	acts = append([]browser.Act{{Kind: "opened", Window: 1, URL: "https://shop.test/signup"}}, acts...)
	f, notes := Flow("Sign up", "https://shop.test/signup", acts)
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	_, steps, _ := strings.Cut(b.String(), "start: /signup\nsteps:\n")
	if steps != "" {
		marks := lint.Flow("f.yaml", b.Bytes(), flow.Options{})
		require.Empty(t, marks.Mistakes, marks.Mistakes.Long())
	}
	return steps, notes
}

func TestTypingIsOneFill(t *testing.T) {
	steps, notes := made(t,
		browser.Act{Kind: "fill", Element: text("Email"), Value: "j"}, browser.Act{Kind: "fill", Element: text("Email"), Value: "jane@corp.example"},
		browser.Act{Kind: "fill", Element: text("Full name"), Value: "Jane Miller"},
		browser.Act{Kind: "check", Element: browser.ActElement{Role: "checkbox", Name: "I agree", CSS: "#agree"}},
		browser.Act{Kind: "select", Element: browser.ActElement{Role: "combobox", Name: "Country"}, Value: "Germany"},
		browser.Act{Kind: "press", Element: text("Full name"), Key: "Enter"},
		browser.Act{Kind: "opened", URL: "https://shop.test/check"}, browser.Act{Kind: "opened", URL: "https://shop.test/welcome"},
	)
	require.Equal(t, `  - fill: [{role: textbox, name: "Email"}, {label: "Email"}]
    plant: email
  - fill: [{role: textbox, name: "Full name"}, {label: "Full name"}]
    plant: name
  - check: [{role: checkbox, name: "I agree"}, {css: "#agree"}]
  - select: {role: combobox, name: "Country"}
    option: Germany
  - press: [{role: textbox, name: "Full name"}, {label: "Full name"}]
    key: Enter
  - wait_for: {url: /welcome}
`, steps)
	require.Empty(t, notes)
}

// A dialog is answered as the person did, from before the step that it came of.
func TestDialogs(t *testing.T) {
	steps, notes := made(t,
		browser.Act{Kind: "click", Element: button("Save")}, browser.Act{Kind: "accept"},
		browser.Act{Kind: "click", Element: button("Delete")}, browser.Act{Kind: "dismiss"},
		browser.Act{Kind: "click", Element: button("Clear")}, browser.Act{Kind: "dismiss"},
		browser.Act{Kind: "click", Element: button("Rename")}, browser.Act{Kind: "opened", URL: "https://shop.test/name"},
		browser.Act{Kind: "accept", Value: "Jane Miller"},
		browser.Act{Kind: "click", Element: button("Hello jane miller")},
		browser.Act{Kind: "click", Element: button("Again")}, browser.Act{Kind: "accept", Value: "Joe Miller"},
	)
	require.Equal(t, `  - click: {role: button, name: "Save"}
  - dialog: dismiss
  - click: {role: button, name: "Delete"}
  - click: {role: button, name: "Clear"}
  - dialog: accept
    answer: "an answer"
  - click: {role: button, name: "Rename"}
  - wait_for: {url: /name}
  # click: nothing names the element
  - click: {role: button, name: "Again"}
`, steps)
	require.Equal(t, "a prompt gets a made-up answer, not the one that was typed", notes[0])
	steps, _ = made(t, browser.Act{Kind: "dismiss"})
	require.Equal(t, "  - dialog: dismiss\n", steps)
}

func TestFilesAndDoubleClicks(t *testing.T) {
	row := browser.ActElement{Role: "row", Name: "Tea"}
	steps, notes := made(t,
		browser.Act{Kind: "click", Element: row}, browser.Act{Kind: "click", Element: row}, browser.Act{Kind: "dblclick", Element: row},
		browser.Act{Kind: "click", Element: button("Next")},
		browser.Act{Kind: "click", Element: button("Add photo")}, browser.Act{Kind: "upload", Element: button("Add photo"), Value: "image/*,.heic"},
	)
	require.Equal(t, `  - dblclick: {role: row, name: "Tea"}
  - click: {role: button, name: "Next"}
  - upload: {role: button, name: "Add photo"}
    file: file.png
`, steps)
	require.Contains(t, notes[0], "named file.png")
	steps, _ = made(t, browser.Act{Kind: "fill", Element: browser.ActElement{Role: "slider", Name: "Volume", Type: "range"}, Value: "6"})
	require.Equal(t, "  - fill: {role: slider, name: \"Volume\"}\n    value: \"6\"\n", steps)
	for accept, want := range map[string]string{"": ".txt", "image/png": ".png", ".pdf,.doc": ".pdf", "application/pdf": ".pdf", "application/vnd.ms-excel": ".txt", "text/plain": ".txt", "../x": ".txt", "*/*": ".txt"} {
		require.Equal(t, want, extension(accept), accept)
	}
}

// What opened and narrowed a list goes into the choice, but for what may be somebody's.
func TestListsAreOneSelect(t *testing.T) {
	country := browser.ActElement{Role: "combobox", Name: "Country", Tag: "input", Type: "text"}
	pick, search := browser.ActElement{Text: "pick", Tag: "span"}, browser.ActElement{Tag: "input", Type: "text"}
	steps, _ := made(t,
		browser.Act{Kind: "click", Element: button("Next")},
		browser.Act{Kind: "click", Element: pick, Opens: &country}, browser.Act{Kind: "click", Element: country},
		browser.Act{Kind: "fill", Element: search, Value: "Germ", Search: true}, browser.Act{Kind: "fill", Element: country, Value: "Germ"},
		browser.Act{Kind: "press", Element: country, Key: "Enter"},
		browser.Act{Kind: "select", Element: country, Value: "Germany"},
	)
	require.Equal(t, `  - click: {role: button, name: "Next"}
  - select: {role: combobox, name: "Country"}
    option: Germany
`, steps)
	steps, notes := made(t,
		browser.Act{Kind: "click", Element: text("Email")}, browser.Act{Kind: "fill", Element: text("Email"), Value: "jane@corp"},
		browser.Act{Kind: "select", Element: text("Email"), Value: "Jane <jane@corp.example>"},
	)
	require.Equal(t, `  - fill: [{role: textbox, name: "Email"}, {label: "Email"}]
    plant: email
  # select: what was chosen repeats what was typed
`, steps)
	require.Contains(t, notes[0], "repeats what was typed")
	steps, _ = made(t,
		browser.Act{Kind: "click", Element: button("Next")}, browser.Act{Kind: "fill", Element: search, Value: "jane@corp", Search: true},
		browser.Act{Kind: "select", Element: text("Email"), Value: "Jane <jane@corp.example>"},
	)
	require.NotContains(t, steps, "jane")
}

// Of several that are called so, the one is named by its number; what has no name, by
// its place.
func TestNamesOfSeveral(t *testing.T) {
	several := button("Remove")
	several.Nth, several.TestID, several.Path = browser.ActNth{Role: 2, Text: 2, Label: -1}, "remove", "li:nth-of-type(2) > button"
	several.Label = "Removed"
	steps, notes := made(t, browser.Act{Kind: "click", Element: several})
	require.Equal(t, "  - click: {testid: \"remove\"}\n", steps)
	require.Len(t, notes, 1)
	several.TestID = ""
	steps, _ = made(t, browser.Act{Kind: "click", Element: several})
	require.Equal(t, "  - click: {role: button, name: \"Remove\", nth: 2}\n", steps)
	steps, notes = made(t, browser.Act{Kind: "click", Element: browser.ActElement{Path: "#tools > div:nth-of-type(2)"}})
	require.Equal(t, "  - click: {css: \"#tools > div:nth-of-type(2)\"}\n", steps)
	require.Contains(t, notes[0], "give it a label or a data-testid")
}

// A field for a date gets one that it takes.
func TestDatesAreMadeUp(t *testing.T) {
	steps, notes := made(t, browser.Act{Kind: "fill", Element: browser.ActElement{Role: "group", Name: "Delivery", Type: "date"}, Value: "02/03/2031"})
	require.Equal(t, "  - fill: {role: group, name: \"Delivery\"}\n    value: \"2034-12-01\"\n", steps)
	require.Contains(t, notes[0], "a made-up date, not the one that was typed")
}

// What was typed is nowhere: not in names that repeat it, nor in addresses.
func TestWhatWasTypedIsNowhere(t *testing.T) {
	pay := button("Pay as jane@corp.example")
	pay.CSS = "#pay"
	steps, notes := made(t,
		browser.Act{Kind: "fill", Element: text("Email"), Value: "jane@corp.example"},
		browser.Act{Kind: "fill", Element: text("Remarks"), Value: "ring twice"},
		browser.Act{Kind: "fill", Element: text("Expiry"), Value: "03 / 27"},
		browser.Act{Kind: "click", Element: pay},
		browser.Act{Kind: "click", Element: button("Hello Jane@Corp.Example")},
		browser.Act{Kind: "opened", URL: "https://shop.test/u/jane@corp.example"},
	)
	for _, value := range []string{"jane@", "Jane@", "ring", "03 / 27"} {
		require.NotContains(t, steps+strings.Join(notes, "\n"), value)
	}
	require.Contains(t, steps, "  - click: {css: \"#pay\"}\n  # click: nothing names the element\n  - wait_for: {url: /u/}\n")
	require.Contains(t, steps, `value: "12 / 34"`)
	require.Len(t, notes, 3)
}

func TestFramesWindowsAndAddresses(t *testing.T) {
	steps, notes := made(t,
		browser.Act{Kind: "fill", Element: text("Card number"), Frame: &browser.ActFrame{Title: "Card", Name: "x", URL: "https://pay.test/card"}, Value: "1"},
		browser.Act{Kind: "fill", Element: text("CVC"), Frame: &browser.ActFrame{Name: "__privateStripeFrame12", URL: "https://pay.test/v3/card?x"}, Value: "1"},
		browser.Act{Kind: "fill", Element: text("IBAN"), Frame: &browser.ActFrame{URL: "https://pay.test/"}, Value: "1"},
		browser.Act{Kind: "opened", Window: 2, URL: "https://shop.test/help"},
		browser.Act{Kind: "click", Window: 2, Element: button("Close")},
		browser.Act{Kind: "click", Element: button("Pay")},
		browser.Act{Kind: "opened", URL: "https://shop.test/"},
		browser.Act{Kind: "opened", URL: "chrome://newtab"},
	)
	require.Equal(t, `  - fill: [{role: textbox, name: "Card number"}, {label: "Card number"}]
    in: {frame: {title: "Card"}}
    plant: card
  - fill: [{role: textbox, name: "CVC"}, {label: "CVC"}]
    in: {frame: {url: "/v3/card"}}
    plant: cvc
  - fill: [{role: textbox, name: "IBAN"}, {label: "IBAN"}]
    in: {frame: any}
    plant: iban
  - tab: {index: 2}
  - click: {role: button, name: "Close"}
  - tab: {index: 1}
  - click: {role: button, name: "Pay"}
`, steps)
	require.Len(t, notes, 2)

	steps, _ = made(t, browser.Act{Kind: "opened", URL: "https://shop.test/cart?a=b"}, browser.Act{Kind: "opened", URL: "https://other.test/x"})
	require.Equal(t, "  - goto: \"/cart?a=b\"\n  - goto: \"https://other.test/x\"\n", steps)
}
