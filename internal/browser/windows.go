package browser

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// report adds up what the wire showed in all windows.
func (r *run) report() {
	for _, w := range r.windows {
		w.traffic.report(&r.trace.Recorder)
	}
}

// discover finds the tabs and windows that the flow's pages opened. Their order is
// that of opening; those that are closed keep their place.
func (r *run) discover(ctx context.Context) error {
	infos, err := chromedp.Targets(r.windows[0].ctx)
	if err != nil {
		return err
	}
	home := chromedp.FromContext(r.windows[0].ctx).BrowserContextID
	for _, info := range infos {
		known := slices.ContainsFunc(r.windows, func(w *tab) bool { return w.top.id == cdp.FrameID(info.TargetID) })
		if info.Type != "page" || info.BrowserContextID != home || known {
			continue
		}
		w, err := r.windows[0].adopt(ctx, info.TargetID, r.browser)
		if isGone(err) {
			continue // closed again
		}
		if err == nil {
			err = r.setUp(ctx, w)
		}
		if err != nil {
			return fmt.Errorf("attach to window %s: %w", r.opts.Redact(bareURL(info.URL)), err)
		}
		r.windows = append(r.windows, w)
	}
	return nil
}

// adopt attaches to a window that the page opened.
func (t *tab) adopt(ctx context.Context, id target.ID, b *Browser) (*tab, error) {
	w := newTab(t.dialogs)
	err := w.attach(ctx, t.ctx, t.ctx, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel())
	if err != nil {
		return nil, gone(err)
	}
	if err := w.prepare(ctx, b); err != nil {
		w.cancel()
		return nil, gone(err)
	}
	return w, nil
}

// closed says that the window is no more.
func (t *tab) closed() bool {
	select {
	case <-detached(t.ctx):
		return true
	default:
		return false
	}
}

// leaveClosed goes on in the window opened last before one that closed itself, as
// the window of a login does.
func (r *run) leaveClosed(ctx context.Context) error {
	if !r.tab.closed() {
		return nil
	}
	at := slices.Index(r.windows, r.tab)
	for at--; at > 0 && r.windows[at].closed(); at-- {
	}
	if at < 0 || r.windows[at].closed() {
		return &refusal{reason: "the window was closed, and there is no other one"}
	}
	return r.enterWindow(ctx, r.windows[at])
}

func (r *run) enterWindow(ctx context.Context, w *tab) error {
	r.tab = w
	_, err := call(ctx, w.ctx, page.BringToFront, cdp.Empty{})
	return err
}

// switchWindow goes on in another window, or closes the current one.
func switchWindow(r *run, ctx context.Context, s flow.Step) error {
	if s.Window == nil {
		return r.closeWindow(ctx)
	}
	return poll(ctx, s.Timeout, func() error {
		if err := r.discover(ctx); err != nil {
			return err
		}
		var found []*tab
		var all []string
		for i, w := range r.windows {
			if w.closed() {
				continue
			}
			var at, title string
			if w.top.engine(ctx, &at, "url") != nil || w.top.engine(ctx, &title, "title") != nil {
				w.top.world = 0
				continue
			}
			address, _, _ := strings.Cut(at, "?")
			all = append(all, fmt.Sprintf("%d: title %q url %s", i+1, title, address))
			if s.Window.Index == i+1 || s.Window.URL != "" && strings.Contains(at, s.Window.URL) ||
				s.Window.Title != "" && strings.Contains(strings.ToLower(title), strings.ToLower(s.Window.Title)) {
				found = append(found, w)
			}
		}
		if len(found) != 1 {
			return &obstacle{fmt.Sprintf("%d windows match %s, want 1", len(found), s.Window), all}
		}
		return r.enterWindow(ctx, found[0])
	})
}

// closeWindow closes the current window, once what it recorded was uploaded.
func (r *run) closeWindow(ctx context.Context) error {
	if r.tab == r.windows[0] {
		return &refusal{reason: "the first window cannot be closed: a flow ends in it"}
	}
	if !r.flushWindow(ctx, r.tab) {
		return &refusal{reason: "what was recorded in the window was not uploaded"}
	}
	if _, err := call(ctx, r.tab.ctx, page.Close, cdp.Empty{}); err != nil {
		return err
	}
	select {
	case <-detached(r.tab.ctx):
	case <-ctx.Done():
		return &errTimeout{&obstacle{reason: "the window does not close"}}
	}
	return r.leaveClosed(ctx)
}

// flushOthers has every other window hand over what it recorded; false where one
// did not.
func (r *run) flushOthers(ctx context.Context) bool {
	if err := r.discover(ctx); err != nil {
		return false
	}
	good := true
	for _, w := range r.windows {
		if w != r.tab && !w.closed() {
			good = r.flushWindow(ctx, w) && good
		}
	}
	return good
}

// flushWindow ends what a window recorded with a full snapshot. A window that
// does not record has nothing to hand over.
func (r *run) flushWindow(ctx context.Context, w *tab) bool {
	here := r.tab
	r.tab = w
	defer func() { r.tab = here }()
	var state recorderState
	if err := w.ask(ctx, &state, "state"); err != nil || !state.recording() {
		return err == nil || w.closed()
	}
	w.ask(ctx, nil, "snapshot")
	flushed, err := r.markAndFlush(ctx, flow.MarkerFlush, max(r.number-1, 0))
	return err == nil && flushed
}
