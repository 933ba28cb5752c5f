package browser

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

func clicks(l flow.Locator) flow.Step { return on(flow.Click, l, "") }

// Every way to find an element, and to narrow it down, through shadow roots open
// and closed.
func TestLocators(t *testing.T) {
	remove := flow.Locator{Role: "button", Name: "Remove"}
	nth := func(n int) flow.Locator { l := remove; l.Nth = n; return l }
	inside := func(l, around flow.Locator) flow.Locator { l.Within = &around; return l }
	_, err := walk(t, "", "/locators.html",
		clicks(nth(2)), sees("removed Cup"),
		clicks(nth(flow.Last)), sees("removed Lid"),
		clicks(inside(remove, flow.Locator{CSS: "li", HasText: "Teapot"})), sees("removed Teapot"),
		clicks(inside(flow.Locator{Text: "Remove"}, inside(flow.Locator{CSS: "li", Nth: 2}, flow.Locator{CSS: "#cart"}))), sees("removed Cup"),
		clicks(flow.Locator{Title: "Remove it"}), sees("removed Teapot"),
		clicks(flow.Locator{XPath: "//li[3]/button"}), sees("removed Lid"),
		clicks(flow.Locator{Alt: "our logo"}), sees("logo"),
		on(flow.Fill, inside(flow.Locator{Label: "Street"}, flow.Locator{Role: "dialog", Name: "Address"}), "x"),
		on(flow.Fill, flow.Locator{Label: "Secret"}, "abc"), sees("closed abc"),
		clicks(flow.Locator{Role: "button", Name: "Deep"}), sees("deep"),
		clicks(flow.Locator{Text: "Choose", Within: &flow.Locator{Title: "Card", HasText: "Gold"}}), sees("gold"),
	)
	require.NoError(t, err)
}

// What moves is acted on once it stands still.
func TestActsWhenStill(t *testing.T) {
	_, err := walk(t, "", "/locators.html", clicks(flow.Locator{CSS: "#runner"}), sees("caught at 60"))
	require.NoError(t, err)
}

// A fallback that matched is told in the trace; where the first matches it is not.
func TestDriftIsReported(t *testing.T) {
	trace, err := walk(t, "", "/locators.html",
		clicks(flow.Locator{TestID: "logo", Or: []flow.Locator{{Text: "Remove"}, {Alt: "Our logo"}}}), sees("logo"),
		clicks(flow.Locator{Alt: "Our logo", Or: []flow.Locator{{Text: "Deep"}}}),
	)
	require.NoError(t, err)
	require.Equal(t, 2, trace.Steps[0].Fallback)
	require.Equal(t, `found by alt "Our logo", no longer by testid "logo"`, trace.Steps[0].Drift)
	require.Zero(t, trace.Steps[2].Fallback)
	require.Empty(t, trace.Steps[2].Drift)
}

func TestLocatorErrors(t *testing.T) {
	for name, test := range map[string]struct {
		start string
		step  flow.Step
		want  []string
	}{
		"moves":       {"/locators.html#endless", clicks(flow.Locator{CSS: "#runner"}), []string{`it is moving; the element is <button id="runner">Run (waited 1s)`}},
		"no such nth": {"/locators.html", clicks(flow.Locator{Text: "Remove", Nth: 4}), []string{`nothing matches text "Remove", 4th`, "‹Remove›"}},
		"nothing to look in": {"/locators.html", clicks(flow.Locator{Text: "Remove", Within: &flow.Locator{Role: "dialog", Name: "Adress"}}),
			[]string{`nothing matches role dialog "Adress", within which to look for text "Remove"`, `‹dialog "Address"›`}},
		"not in there":       {"/locators.html", clicks(flow.Locator{Text: "Remove", Within: &flow.Locator{Role: "dialog"}}), []string{`nothing matches text "Remove", within role dialog`}},
		"several to look in": {"/locators.html", clicks(flow.Locator{Text: "Remove", Within: &flow.Locator{CSS: "li"}}), []string{`3 elements match css "li", in which to look`}},
		"no fallback":        {"/locators.html", clicks(flow.Locator{TestID: "a", Or: []flow.Locator{{Alt: "Logo2"}}}), []string{`nothing matches testid "a" or alt "Logo2"`}},
		"xpath is broken":    {"/locators.html", clicks(flow.Locator{XPath: "//["}), []string{"is not an expression that Chrome understands"}},
	} {
		t.Run(name, func(t *testing.T) {
			test.step.Timeout = time.Second
			dir := t.TempDir()
			trace, err := walk(t, dir, test.start, test.step)
			require.Error(t, err)
			for _, want := range test.want {
				require.Contains(t, err.Error(), want)
			}
			tree, err := os.ReadFile(dir + "/" + trace.Steps[0].Accessibility)
			require.NoError(t, err)
			require.Contains(t, string(tree), `button "Remove"`)
			require.Contains(t, string(tree), `button "Deep"`)
		})
	}
}

// What stands in scripts and style sheets is no text of the page, however early it is asked
// for: many apps carry the texts of a page in a script, and draw them later.
func TestTextOfScriptsIsNone(t *testing.T) {
	base := "http://app.test:" + serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>Page</title><body><x-note></x-note><p id="out"></p><script>
			const texts = { pay: "Pay now", row: "Green tea" };
			const draw = (html) => document.body.insertAdjacentHTML("afterbegin", html);
			addEventListener("click", (e) => { out.textContent = "clicked " + e.target.localName; });
			setTimeout(() => draw("<ul><li>Tea <button>Add</button><script>\"Green tea\"</scr" + "ipt></li><li>Green tea <button>Add</button></li></ul><button>Pay now</button>"), 500);
			document.querySelector("x-note").attachShadow({ mode: "open" }).innerHTML = "<style>.Thanks {}</style>Note";
		</script></body>`)
	}))
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{
		{Verb: flow.Expect, Condition: &flow.Condition{Hidden: &flow.Locator{Text: "Pay now"}}},
		on(flow.Click, flow.Locator{Text: "Pay now"}, ""), sees("clicked button"),
		on(flow.Click, flow.Locator{Role: "button", Name: "Add", Within: &flow.Locator{Role: "listitem", HasText: "Green tea"}}, ""),
	}}
	_, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1"})
	require.NoError(t, err)
	f.Steps = []flow.Step{{Verb: flow.WaitFor, Condition: &flow.Condition{Text: "Thanks"}, Timeout: 100 * time.Millisecond}}
	_, err = sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1"})
	require.ErrorContains(t, err, `the text "Thanks" is not on the page`)
}

// A text is found as a person reads it, wherever its words may be broken.
func TestTextsAreReadAsShown(t *testing.T) {
	base := "http://app.test:" + serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>Page</title><body onclick="out.textContent = 'Vielen Dank: ' + ++clicks"><p id="out"></p><script>let clicks = 0;</script>
			<button>Zahlungs&shy;pflichtig&nbsp; be&#8203;stellen</button><p><label>E&#8288;-Mail <input></label></p></body>`)
	}))
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/", Steps: []flow.Step{
		clicks(flow.Locator{Text: "Zahlungspflichtig bestellen"}), sees("Vielen Dank: 1"),
		clicks(flow.Locator{Role: "button", Name: "Zahlungspflichtig  bestellen"}), sees("Vielen Dank: 2"), sees("Zahlungspflichtig bestellen"),
		on(flow.Fill, flow.Locator{Label: "E-Mail"}, "x"), on(flow.Fill, flow.Locator{Role: "textbox", Name: "E-Mail"}, "x"),
	}}
	_, err := sharedBrowser(t).Run(context.Background(), f, RunOptions{BaseURL: base, RunID: "r1"})
	require.NoError(t, err)
}
