package lint

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/internal/flow"
)

// said are the warnings about a flow with these steps, without file and place.
func said(t *testing.T, steps ...string) []string {
	t.Helper()
	text := "version: 1\nname: a\nstart: /\nsteps:\n  - fill: {label: Email}\n    plant: email\n"
	for _, s := range steps {
		text += "  - " + s + "\n"
	}
	marks := Flow("f.yaml", []byte(text), flow.Options{})
	require.Empty(t, marks.Mistakes, marks.Mistakes.Long())
	list := []string{}
	for _, w := range marks.Warnings {
		list = append(list, w.Message)
	}
	return list
}

func TestTypedValues(t *testing.T) {
	for step, want := range map[string]string{
		"fill: {label: Card number}\n    value: \"4242\"":          "what looks like a field for a card gets a value that is not looked for",
		"fill: {css: \"input[name=cvc]\"}\n    value: \"123\"":     "what looks like a field for a cvc gets a value",
		"type: {placeholder: Password}\n    value: hush":           "what looks like a field for a password gets",
		"fill: [{css: \"#a\"}, {testid: iban}]\n    value: DE1":    "what looks like a field for a iban gets",
		"fill: {label: Email}\n    value: jane.miller@gmail.com":   "this value looks like real personal data (email",
		"fill: {label: Note}\n    value: \"call +1 415 555 2671\"": "this value looks like real personal data (phone",
		"fill: {label: Expiry}\n    value: 12 / 34":                "",
		"fill: {label: Email}\n    value: someone@example.com":     "",
		"fill: {label: Password}\n    value: \"\"":                 "",
		"fill: {label: Card number}\n    plant: card":              "",
		"fill: {label: Coupon code}\n    value: SPRING":            "",
	} {
		got := said(t, step)
		if want == "" {
			require.Empty(t, got, step)
			continue
		}
		require.Len(t, got, 1, step)
		require.Contains(t, got[0], want, step)
	}
}

func TestBrittleLocators(t *testing.T) {
	for css, want := range map[string]string{
		".css-1q2w3e":                           "class that looks generated",
		"button.sc-bdVaJa":                      "class that looks generated",
		".Button_root__2xYzA":                   "class that looks generated",
		".jss42 > a":                            "class that looks generated",
		"#radix-12":                             "id that looks generated",
		"div:nth-child(2) > p:nth-child(3)":     "goes by positions",
		"main > div > div > div > div > button": "goes by positions",
		"#pay":                                  "",
		".btn-primary":                          "",
		".checkout__submit":                     "",
		".card-form input[name=name]":           "",
		"li:nth-child(2)":                       "",
		".col-md-6":                             "",
		".product_details":                      "",
	} {
		got := said(t, "hover: {css: \""+css+"\"}")
		if want == "" {
			require.Empty(t, got, css)
			continue
		}
		require.Len(t, got, 1, css)
		require.Contains(t, got[0], want)
	}
	require.Len(t, said(t, "hover: {xpath: /html/body/div/button}"), 1)
	require.Len(t, said(t, "hover: [{label: A}, {css: \".css-1q2w3e\"}]"), 1)
	require.Len(t, said(t, "hover: {text: A, within: {css: \".css-1q2w3e\"}}"), 1)
	require.Len(t, said(t, "wait_for: {visible: {css: \".css-1q2w3e\"}}"), 1)
}

func TestWaitsAndPlants(t *testing.T) {
	last := "nothing waits for what the last click does"
	require.Equal(t, []string{last}, said(t, "click: {text: Pay}"))
	require.Equal(t, []string{last}, said(t, "press: Enter"))
	require.Equal(t, []string{last}, said(t, "click: {text: Pay}", "wait_for: {text: Thanks}", "click: {text: Next}"))
	require.Empty(t, said(t, "click: {text: Pay}", "checkpoint: x", "wait_for: {text: Thanks}"))

	marks := Flow("f.yaml", []byte("version: 1\nname: a\nstart: /\nsteps:\n  - hover: {text: A}\n"), flow.Options{})
	require.Equal(t, "f.yaml:5:5: the flow plants nothing, so a run of it proves nothing; write plant: email where it types an address, say\n"+
		"    5 |   - hover: {text: A}\n      |     ^", marks.Warnings.Long())
}

func TestMistakesGoBeforeWarnings(t *testing.T) {
	marks := Flow("f.yaml", []byte("version: 1\nname: a\nstart: /\nsteps:\n  - clik: {text: A}\n"), flow.Options{})
	require.Len(t, marks.Mistakes, 1)
	require.Empty(t, marks.Warnings)
}

// TestShippedFlowsAreClean: people copy them.
func TestShippedFlowsAreClean(t *testing.T) {
	files, err := fs.Glob(flows.FS, "*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		data, err := flows.FS.ReadFile(file)
		require.NoError(t, err)
		marks := Flow(file, data, flow.Options{})
		require.Empty(t, marks.Mistakes)
		require.Empty(t, marks.Warnings, strings.TrimSpace(marks.Warnings.Long()))
	}
}
