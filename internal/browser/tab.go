package browser

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tab is the one page that a flow walks, in an incognito browser context of its
// own, with the sessions of the cross-site frames it met.
type tab struct {
	ctx     context.Context // chromedp's, of the page
	cancel  func()
	traffic *traffic
	batches *batches
	leaving *leaving
	dialogs *dialogs
	headers headers // what requests to the app carry
	chooser chan *page.EventFileChooserOpened
	top     *frame

	emulator emulator
	fallback int // which of a locator's fallbacks found the last element; 0: the first

	mu      sync.Mutex
	foreign map[cdp.FrameID]context.Context
}

// maxPostData is how many bytes of a request's body the protocol shows us:
// posthog-js splits its batches below 7 MB.
const maxPostData = 64 << 20

func (b *Browser) openTab(ctx context.Context) (*tab, error) {
	t := newTab(&dialogs{accept: true})
	if err := t.attach(ctx, ctx, b.ctx, chromedp.WithNewBrowserContext()); err != nil {
		return nil, fmt.Errorf("open tab: %w", b.why(ctx, err))
	}
	if err := t.prepare(ctx, b); err != nil {
		t.cancel()
		return nil, fmt.Errorf("prepare tab: %w", b.why(ctx, err))
	}
	return t, nil
}

func newTab(d *dialogs) *tab {
	t := &tab{
		traffic: newTraffic(), batches: newBatches(), leaving: newLeaving(), dialogs: d,
		foreign: map[cdp.FrameID]context.Context{}, chooser: make(chan *page.EventFileChooserOpened, 1),
	}
	t.traffic.bodyOf = t.bodyOf
	return t
}

// bodyOf is the body of a request; nil where Chrome has it no more.
func (t *tab) bodyOf(id network.RequestID) []byte {
	ctx, cancel := context.WithTimeout(t.ctx, grace)
	defer cancel()
	res, err := chromedp.Call(ctx, network.GetRequestPostData, network.GetRequestPostDataParams{RequestID: id})
	if err != nil {
		return nil
	}
	return res.PostData
}

// attach opens the tab's target, or attaches to one that is there, before ctx ends; it
// lives as long as life and parent.
func (t *tab) attach(ctx, life, parent context.Context, opts ...chromedp.ContextOption) error {
	var cancel context.CancelFunc
	t.ctx, cancel = chromedp.NewContext(parent, append(opts, chromedp.WithListener(t.onEvent))...)
	stop := context.AfterFunc(life, cancel)
	t.cancel = func() { stop(); cancel(); t.traffic.close() }
	giveUp := context.AfterFunc(ctx, cancel)
	err := chromedp.Do(t.ctx)
	if !giveUp() {
		err = cmp.Or(err, ctx.Err())
	}
	if err != nil {
		t.cancel()
		return err
	}
	t.top = &frame{target: t.ctx, id: cdp.FrameID(chromedp.FromContext(t.ctx).Target.TargetID)}
	t.emulator.session = chromedp.FromContext(t.ctx).Target
	t.leaving.watch(t.top.id)
	return nil
}

func (t *tab) prepare(ctx context.Context, b *Browser) error {
	if err := t.hook(ctx); err != nil {
		return err
	}
	if _, err := call(ctx, t.ctx, network.Enable, network.EnableParams{MaxPostDataSize: new(int64(maxPostData))}); err != nil {
		return err
	}
	if _, err := call(ctx, t.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		return err
	}
	t.emulator.agent = b.agent
	if !b.remote {
		return nil
	}
	return t.disguise(ctx)
}

// onEvent sees every event of the page's target. It must not call the browser.
func (t *tab) onEvent(ev any) {
	t.traffic.onEvent(ev)
	t.batches.onEvent(ev)
	t.leaving.onEvent(ev)
	switch ev := ev.(type) {
	case *page.EventJavascriptDialogOpening:
		// A dialog stops the page, and every call to it, until it is answered.
		if answer, ok := t.dialogs.answerTo(ev); ok {
			go chromedp.Call(t.ctx, page.HandleJavaScriptDialog, answer)
		}
	case *page.EventFileChooserOpened:
		select {
		case t.chooser <- ev:
		default:
		}
	case *fetch.EventRequestPaused:
		go chromedp.Call(t.ctx, fetch.ContinueRequest, t.headers.onto(ev))
	}
}

// why adds to an error of a tab that the browser died, where it did.
func (b *Browser) why(ctx context.Context, err error) error {
	var exit *exec.ExitError // which a call may get before the browser's context ends
	if err == nil || ctx.Err() != nil || b.ctx.Err() == nil && !errors.As(err, &exit) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDied, err)
}
