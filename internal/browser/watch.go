package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// Act is one thing that a person did in a watched browser.
type Act struct {
	Kind    string // opened (a page, by whatever), click, dblclick, hover, drag, fill, select, check, uncheck, press, upload, accept or dismiss (a dialog)
	Window  int    // 1-based, in the order of opening
	URL     string // of opened
	Element ActElement
	Frame   *ActFrame // nil for the page itself
	Value   string    // of fill, all of the field; of select, the option; of accept, what a prompt got. It may be anybody's: never write it out. Of upload, what the input accepts
	Key     string    // of press
	Search  bool      // of fill: into a field that came up with a list

	To *ActElement // of drag: where it was dropped

	// Opens is, of click, what has a list that the click may open, beside the element.
	Opens *ActElement
}

// ActElement is what an act was done to, as Chrome and the document name it.
type ActElement struct {
	Role, Name                            string // as Chrome computes them
	Label, Placeholder, TestID, Text, CSS string // each "" where there is none
	Tag, Type, Autocomplete, HTMLName, ID string

	Nth  ActNth // which of those that are called so, where several are
	Path string // a selector by its place in the page
}

// ActNth says for each way to name an element which of all that are named so it is,
// 1-based; 0 where it is the only one, or has no such name, -1 where that does not find it.
type ActNth struct{ Role, Label, Placeholder, TestID, Text int }

// ActFrame is the frame that an act was done in.
type ActFrame struct{ Title, Name, URL string }

// WatchOptions say what is watched.
type WatchOptions struct {
	Start string // the page to open, an absolute URL

	// Drive are steps that are done in the window as a person would do them, with
	// mouse and keyboard; then watching ends. For tests, which have no person.
	Drive []flow.Step
}

//go:embed js/engine/watch.js
var engineWatch string

//go:embed js/engine/hover.js
var engineHover string

// The isolated world of the watching script, and its way to say something.
const (
	watchWorld = "maskproof watch"
	watchSay   = "maskproofSay"
)

// scanEvery is how often Watch looks for new windows and frames of other sites.
const scanEvery = 200 * time.Millisecond

// Watch opens a page in an incognito context and calls seen with each thing that
// is done there, in all its windows and frames, until the last window is closed or
// ctx ends; neither is an error. seen is called from one goroutine at a time.
func (b *Browser) Watch(ctx context.Context, opts WatchOptions, seen func(Act)) error {
	start, err := url.Parse(opts.Start)
	if err != nil {
		return fmt.Errorf("address to watch: %w", err)
	}
	w := &watch{seen: seen, known: map[target.ID]context.Context{}}
	t, err := b.openTab(ctx)
	if err != nil {
		return err
	}
	driven := len(opts.Drive) > 0
	if !driven {
		t.dialogs.leaveToPerson()
	}
	defer t.cancel()
	defer w.stop()
	w.home = t.ctx
	if err := w.add(ctx, t.ctx, target.ID(t.top.id), true); err != nil {
		return fmt.Errorf("watch window: %w", b.why(ctx, err))
	}
	switch err := w.open(ctx, t, start); {
	case ctx.Err() != nil || t.closed():
		return nil
	case err != nil:
		return err
	}
	if driven {
		return w.drive(ctx, b, t, opts.Drive)
	}
	return w.wait(ctx, b)
}

// openTime is how long the first page may load before the person is left alone
// with it.
const openTime = 30 * time.Second

// open opens the first page. One that never ends loading can be used all the same,
// and one whose window is closed is waited for no longer.
func (w *watch) open(ctx context.Context, t *tab, start *url.URL) error {
	bound, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	go func() {
		select {
		case <-detached(t.ctx):
			cancel()
		case <-bound.Done():
		}
	}()
	err := t.load(bound, bareURL(start.String()), chromedp.NavigateResponse(start.String()))
	if errors.Is(bound.Err(), context.DeadlineExceeded) {
		return nil
	}
	return err
}

// watch is one watching.
type watch struct {
	home  context.Context // of the first window
	known map[target.ID]context.Context
	pages []target.ID // windows in the order of opening

	mu   sync.Mutex
	seen func(Act)
}

// wait looks for new windows and frames until there is nothing left to watch.
func (w *watch) wait(ctx context.Context, b *Browser) error {
	tick := time.NewTicker(scanEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.ctx.Done():
			return nil // the person closed the browser
		case <-tick.C:
			if open, err := w.scan(ctx); err != nil || !open {
				if b.ctx.Err() != nil || ctx.Err() != nil {
					return nil
				}
				return err
			}
		}
	}
}

// scan watches what is new, and says whether a window is open.
func (w *watch) scan(ctx context.Context) (open bool, err error) {
	infos, err := chromedp.Targets(w.home)
	if err != nil {
		return false, err
	}
	home := chromedp.FromContext(w.home).BrowserContextID
	for _, info := range infos {
		mine := info.BrowserContextID == home && (info.Type == "page" || info.Type == "iframe")
		open = open || mine && info.Type == "page"
		if !mine || w.known[info.TargetID] != nil {
			continue
		}
		session, cancel := chromedp.NewContext(w.home, chromedp.WithTargetID(info.TargetID), chromedp.WithDetachOnCancel())
		if err := chromedp.Do(session); err != nil {
			cancel()
			continue // it went away again
		}
		if err := w.add(ctx, session, info.TargetID, info.Type == "page"); err != nil && !isGone(gone(err)) {
			return open, err
		}
	}
	return open, nil
}

// add has the watching script run in every document of a target, now and later.
func (w *watch) add(ctx, session context.Context, id target.ID, isPage bool) error {
	w.known[id] = session
	window := max(len(w.pages), 1)
	if isPage {
		w.pages = append(w.pages, id)
		window = len(w.pages)
	}
	var main cdp.FrameID // "" for a frame of another site
	if isPage {
		main = cdp.FrameID(id)
	}
	h := &hearing{watch: w, window: window, main: main}
	if err := chromedp.Listen(session, h.hear); err != nil {
		return err
	}
	if _, err := call(ctx, session, page.Enable, page.EnableParams{}); err != nil {
		return err
	}
	say := runtime.AddBindingParams{Name: watchSay, ExecutionContextName: watchWorld}
	if _, err := call(ctx, session, runtime.AddBinding, say); err != nil {
		return err
	}
	script := page.AddScriptToEvaluateOnNewDocumentParams{Source: watchJS(), WorldName: watchWorld, RunImmediately: new(true)}
	if _, err := call(ctx, session, page.AddScriptToEvaluateOnNewDocument, script); err != nil {
		return err
	}
	_, err := call(ctx, session, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: openJS})
	return err
}

//go:embed js/open.js
var openJS string

// watchJS is the engine's knowledge of documents with the watching script.
func watchJS() string {
	return strings.Replace(engineHead, "// FILES", engineDOM+engineFind+engineReady+enginePoint+engineInput+engineList+engineFields+engineName+engineUnique+engineWatch+engineHover, 1)
}
