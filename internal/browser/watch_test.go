package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// TestWatch: what mouse and keyboard do is told once, by what was done and not by
// the events it took; what the page's own scripts do is not.
func TestWatch(t *testing.T) {
	b, err := Launch(context.Background(), Options{HostMap: []string{"MAP *.test 127.0.0.1"}, Naming: true})
	require.NoError(t, err)
	defer b.Close()
	press := on(flow.Press, flow.Locator{Label: "Search"}, "Enter")
	// Steps choose from a list by script, which is nobody's doing.
	size := on(flow.Select, flow.Locator{Label: "Size"}, "Large one")
	photo := filepath.Join(t.TempDir(), "photo.png")
	require.NoError(t, os.WriteFile(photo, []byte("png"), 0o600))
	var told []string
	err = b.Watch(context.Background(), WatchOptions{
		Start: "http://app.test:" + serve(t, files()) + "/watch.html",
		Drive: []flow.Step{
			on(flow.Fill, flow.Locator{Label: "Search"}, "tea"), press, sees("sent"),
			on(flow.Check, flow.Locator{Label: "Agree"}, ""), on(flow.Uncheck, flow.Locator{Label: "Agree"}, ""), size,
			on(flow.Fill, flow.Locator{Label: "Story"}, "once"), on(flow.Fill, flow.Locator{Label: "Inner"}, "x"),
			on(flow.Check, flow.Locator{Label: "News"}, ""), {Verb: flow.Press, Value: "Tab"}, {Verb: flow.Press, Value: "ArrowDown"},
			on(flow.Fill, flow.Locator{Label: "Code"}, "7"), on(flow.Click, flow.Locator{Text: "Unlock"}, ""), sees("null closed true"),
			on(flow.Click, flow.Locator{Text: "Deep"}, ""), on(flow.Click, flow.Locator{Text: "Go"}, ""),
			on(flow.Focus, flow.Locator{Label: "Volume"}, ""), {Verb: flow.Press, Value: "ArrowRight"},
			on(flow.DoubleClick, flow.Locator{Role: "row"}, ""), sees("opened"),
			{Verb: flow.Dialog, Value: "dismiss"}, on(flow.Click, flow.Locator{Text: "Delete"}, ""), sees("false"),
			{Verb: flow.Upload, Locator: &flow.Locator{Text: "Add photo"}, Files: []string{photo}}, sees("photo.png"),
			{Verb: flow.Upload, Locator: &flow.Locator{Text: "Add table"}, Files: []string{photo}}, sees("table 1"),
			on(flow.Click, flow.Locator{Text: "Vanish"}, ""), sees("vanished"),
			on(flow.Click, flow.Locator{Text: "Help"}, ""),
			{Verb: flow.Tab, Window: &flow.Window{Title: "Help"}},
			on(flow.Click, flow.Locator{Text: "Contact"}, ""), sees("thanks"),
		},
	}, func(a Act) {
		_, path, _ := strings.Cut(a.URL, ".test")
		if _, path, _ = strings.Cut(path, "/"); path != "" {
			path = " " + path
		}
		line := strings.TrimSpace(fmt.Sprintf("%d %s%s %s %q %s%s", a.Window, a.Kind, path, a.Element.Role, a.Element.Name, a.Value, a.Key))
		if a.Kind != "opened" || a.Window == 1 { // a popup may be found after it opened its page
			told = append(told, line)
		}
	})
	require.NoError(t, err)
	require.Equal(t, []string{
		`1 opened watch.html  ""`, `1 click textbox "Search"`,
		`1 fill textbox "Search" t`, `1 fill textbox "Search" te`, `1 fill textbox "Search" tea`, `1 click textbox "Search"`, `1 press textbox "Search" Enter`,
		`1 check checkbox "Agree"`, `1 uncheck checkbox "Agree"`,
		`1 click textbox "Story"`, `1 fill textbox "Story" o`, `1 fill textbox "Story" on`, `1 fill textbox "Story" onc`, `1 fill textbox "Story" once`,
		`1 click textbox "Inner"`, `1 fill textbox "Inner" x`, `1 check checkbox "News"`, `1 select combobox "Tone" High`,
		`1 click textbox "Code"`, `1 fill textbox "Code" 7`, `1 click button "Unlock"`, `1 click button "Deep"`, `1 click button "Go"`,
		`1 fill slider "Volume" 6`, `1 click row "Tea"`, `1 click row "Tea"`, `1 dblclick row "Tea"`,
		`1 click button "Delete"`, `1 dismiss  ""`, `1 click button "Add photo"`, `1 upload button "Add photo" image/*`,
		`1 click button "Add table"`, `1 upload button "Add table" .csv`,
		`1 click button "Vanish"`, `1 click button "Help"`,
		`2 click button "Contact"`,
	}, told)
}

// The person who is watched answers dialogs, and the answer is told.
func TestWatchLeavesDialogsToThePerson(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	b := sharedBrowser(t)
	var told []string
	err := b.Watch(ctx, WatchOptions{Start: "http://app.test:" + serve(t, files()) + "/watch.html?ask"}, func(a Act) {
		if a.Kind == "opened" {
			go answer(t, b, "?ask", false)
			return
		}
		told = append(told, a.Kind+a.Value)
		cancel()
	})
	require.NoError(t, err)
	require.Equal(t, []string{"dismiss"}, told)
}

// answer answers the next dialog of a tab as a person does, once it shows the address.
func answer(t *testing.T, b *Browser, address string, accept bool) {
	session, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(tabAt(b, address)))
	t.Cleanup(cancel)
	chromedp.Listen(session, func(ev any) {
		if _, ok := ev.(*page.EventJavascriptDialogOpening); ok {
			go chromedp.Call(session, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: accept})
		}
	})
	call(t.Context(), session, page.Enable, page.EnableParams{})
	call(t.Context(), session, runtime.Evaluate, runtime.EvaluateParams{Expression: `prompt("Who?")`})
}

// A window that is closed, or an interrupt, ends the watching and is no error.
func TestWatchEnds(t *testing.T) {
	base := "http://app.test:" + serve(t, files())
	ctx, cancel := context.WithCancel(context.Background())
	err := sharedBrowser(t).Watch(ctx, WatchOptions{Start: base + "/watch.html"}, func(Act) { cancel() })
	require.NoError(t, err)

	b := sharedBrowser(t)
	err = b.Watch(context.Background(), WatchOptions{Start: base + "/watch.html?closed"}, func(Act) { go closeTab(b, "?closed") })
	require.NoError(t, err)
	require.Error(t, sharedBrowser(t).Watch(context.Background(), WatchOptions{Start: base + "/none.html"}, func(Act) {}))
}

// closeTab closes a tab as a person does, once it shows the address.
func closeTab(b *Browser, address string) {
	cdp.Call(b.ctx, chromedp.FromContext(b.ctx).Browser, target.CloseTarget, target.CloseTargetParams{TargetID: tabAt(b, address)})
}

// tabAt waits for a tab that shows an address with this end.
func tabAt(b *Browser, address string) target.ID {
	for {
		infos, err := chromedp.Targets(b.ctx)
		if err != nil {
			return ""
		}
		for _, info := range infos {
			if info.Type == "page" && strings.HasSuffix(info.URL, address) {
				return info.TargetID
			}
		}
	}
}
