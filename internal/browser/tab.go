package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/maskproof/maskproof/internal/flow"
)

// tab is the one page that a flow walks, in an incognito browser context of its
// own, with the sessions of the cross-site frames it met.
type tab struct {
	ctx     context.Context // chromedp's, of the page
	cancel  func()
	traffic *traffic
	leaving *leaving
	top     *frame

	mu      sync.Mutex
	foreign map[cdp.FrameID]context.Context
}

// maxPostData is how many bytes of a request's body the protocol shows us:
// posthog-js splits its batches below 7 MB.
const maxPostData = 64 << 20

func (b *Browser) openTab(ctx context.Context) (*tab, error) {
	t := &tab{traffic: newTraffic(), leaving: newLeaving(), foreign: map[cdp.FrameID]context.Context{}}
	var cancel context.CancelFunc
	t.ctx, cancel = chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(t.onEvent))
	stop := context.AfterFunc(ctx, cancel)
	t.cancel = func() { stop(); cancel(); t.traffic.close() }
	if err := chromedp.Do(t.ctx); err != nil {
		t.cancel()
		return nil, fmt.Errorf("open tab: %w", b.why(ctx, err))
	}
	t.top = &frame{target: t.ctx, id: cdp.FrameID(chromedp.FromContext(t.ctx).Target.TargetID)}
	t.leaving.watch(t.top.id)
	if err := t.prepare(ctx, b.remote); err != nil {
		t.cancel()
		return nil, fmt.Errorf("prepare tab: %w", b.why(ctx, err))
	}
	return t, nil
}

//go:embed js/hook.js
var hookJS string

func (t *tab) prepare(ctx context.Context, remote bool) error {
	hook := page.AddScriptToEvaluateOnNewDocumentParams{Source: hookJS}
	if _, err := call(ctx, t.ctx, page.AddScriptToEvaluateOnNewDocument, hook); err != nil {
		return err
	}
	if _, err := call(ctx, t.ctx, network.Enable, network.EnableParams{MaxPostDataSize: new(int64(maxPostData))}); err != nil {
		return err
	}
	if _, err := call(ctx, t.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		return err
	}
	if !remote {
		return nil
	}
	return t.disguise(ctx)
}

// onEvent sees every event of the page's target. It must not call the browser.
func (t *tab) onEvent(ev any) {
	t.traffic.onEvent(ev)
	t.leaving.onEvent(ev)
	if _, ok := ev.(*page.EventJavascriptDialogOpening); ok {
		// A dialog stops the page, and every call to it, until it is answered.
		go chromedp.Call(t.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	}
}

// frame resolves the frame a step acts in, anew each time: payment providers
// replace theirs while one looks.
func (t *tab) frame(ctx context.Context, wanted *flow.Frame) (*frame, error) {
	if wanted == nil {
		return t.top, nil
	}
	var found []struct {
		Element int
		Text    string
	}
	err := t.top.engine(ctx, &found, "frames", map[string]string{"title": wanted.Title, "name": wanted.Name, "url": wanted.URL})
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		var all []string
		if err := t.top.engine(ctx, &all, "allFrames"); err != nil {
			return nil, err
		}
		return nil, &obstacle{fmt.Sprintf("%d frames match %s, want 1", len(found), wanted), all}
	}
	return t.enter(ctx, t.top, found[0].Element)
}

// enter makes the frame inside a frame element of parent.
func (t *tab) enter(ctx context.Context, parent *frame, owner int) (*frame, error) {
	object, err := parent.object(ctx, "element", owner)
	if err != nil {
		return nil, err
	}
	described, err := call(ctx, parent.target, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: object})
	if err != nil {
		return nil, gone(err)
	}
	f := &frame{target: parent.target, id: described.Node.FrameID, parent: parent, owner: owner}
	if err = f.openWorld(ctx); err == nil || !errors.Is(err, errGone) {
		return f, err
	}
	// Not in the parent's target: the frame has one of its own, with its id.
	if f.target, err = t.session(ctx, f.id); err != nil {
		return nil, err
	}
	f.foreign = true
	return f, f.openWorld(ctx)
}

// session attaches to the target of a cross-site frame; chromedp does not do so
// by itself.
func (t *tab) session(ctx context.Context, id cdp.FrameID) (context.Context, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if session, ok := t.foreign[id]; ok {
		select {
		case <-detached(session):
		default:
			return session, nil
		}
	}
	session, cancel := chromedp.NewContext(t.ctx, chromedp.WithTargetID(target.ID(id)), chromedp.WithDetachOnCancel(),
		chromedp.WithListener(t.traffic.onEvent))
	if err := chromedp.Do(session); err != nil {
		cancel()
		return nil, gone(err)
	}
	params := emulation.SetFocusEmulationEnabledParams{Enabled: true}
	if _, err := call(ctx, session, emulation.SetFocusEmulationEnabled, params); err != nil {
		cancel()
		return nil, gone(err)
	}
	t.foreign[id] = session
	return session, nil
}

// detached closes when the session's target went away.
func detached(session context.Context) <-chan struct{} {
	ch, err := chromedp.Detached(session)
	if err != nil {
		return session.Done()
	}
	return ch
}

// why adds to an error of a tab that the browser died, where it did.
func (b *Browser) why(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil || b.ctx.Err() == nil {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDied, err)
}
