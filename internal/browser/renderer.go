package browser

import (
	"context"
	"sync/atomic"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// renderer is the tab that stills are shown in.
type renderer struct {
	tab    context.Context
	close  func()
	ours   bool // the page is one that we wrote: its script may run
	loaded chan struct{}

	html atomic.Pointer[string] // of the still being shown
	last Still                  // that was shown
	root *cdp.Node              // of its document; nil until it is asked for
	at   int                    // how far down its picture begins
	jpeg []byte
}

func (b *Browser) openRenderer(ctx context.Context, ours bool) (*renderer, error) {
	tab, closeTab := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	r := &renderer{tab: tab, close: closeTab, ours: ours, loaded: make(chan struct{}, 1)}
	stop := context.AfterFunc(ctx, closeTab)
	defer stop()
	if err := r.open(); err != nil {
		closeTab()
		return nil, err
	}
	return r, nil
}

func (r *renderer) open() error {
	if err := chromedp.Do(r.tab); err != nil {
		return err
	}
	err := chromedp.Listen(r.tab, func(ev any) {
		switch ev := ev.(type) {
		case *fetch.EventRequestPaused:
			go r.answer(ev)
		case *page.EventLoadEventFired:
			select {
			case r.loaded <- struct{}{}:
			default: // nobody has taken the one before
			}
		}
	})
	if err != nil {
		return err
	}
	if _, err := chromedp.Call(r.tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !r.ours}); err != nil {
		return err
	}
	_, err = chromedp.Call(r.tab, fetch.Enable, fetch.EnableParams{})
	return err
}

// answer gives the still to the request for it, and nothing to any other.
func (r *renderer) answer(ev *fetch.EventRequestPaused) {
	if ev.Request.URL != stillURL {
		chromedp.Call(r.tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: ev.RequestID, ErrorReason: "BlockedByClient"})
		return
	}
	policy := stillPolicy
	if r.ours {
		policy = oursPolicy
	}
	chromedp.Call(r.tab, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: ev.RequestID, ResponseCode: 200,
		ResponseHeaders: []*fetch.HeaderEntry{
			{Name: "Content-Type", Value: "text/html; charset=utf-8"}, {Name: "Content-Security-Policy", Value: policy},
		},
		Body: []byte(*r.html.Load()),
	})
}

// load puts the page in the place of the one before, which costs less than going
// there; the policy that came with the first stays in force. A tab that has left for
// another address is led back.
func (r *renderer) load(ctx context.Context) error {
	tree, err := call(ctx, r.tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	select {
	case <-r.loaded: // of a page before
	default:
	}
	if top := tree.FrameTree.Frame; top.URL == stillURL {
		_, err = call(ctx, r.tab, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: top.ID, HTML: *r.html.Load()})
	} else {
		_, err = call(ctx, r.tab, page.Navigate, page.NavigateParams{URL: stillURL})
	}
	if err != nil {
		return err
	}
	select {
	case <-r.loaded:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
