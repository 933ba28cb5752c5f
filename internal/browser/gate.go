package browser

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// gate is where documents are asked for: a window that a page opens sends its first
// request before anybody can set it up. Only the session of the whole browser sees that
// one, so all runs of a browser share it; see Windows in the package comment.
type gate struct {
	mu      sync.Mutex
	keepers map[cdp.BrowserContextID]keeper
	close   func() // stops looking; nil while nobody keeps the gate
}

// keeper says with what a window of a run asks for a document.
type keeper func(context.Context, *fetch.EventRequestPaused) fetch.ContinueRequestParams

// keepGate has the keeper asked about the documents of a browser context's windows, until
// the returned function is called.
func (b *Browser) keepGate(ctx context.Context, home cdp.BrowserContextID, k keeper) (leave func(), err error) {
	g := &b.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.close == nil {
		if err := b.openGate(ctx); err != nil {
			return nil, fmt.Errorf("watch for new windows: %w", err)
		}
		g.keepers = map[cdp.BrowserContextID]keeper{}
	}
	g.keepers[home] = k
	return func() { b.leaveGate(home) }, nil
}

func (b *Browser) openGate(ctx context.Context) error {
	life, stop := context.WithCancel(b.ctx)
	err := chromedp.ListenBrowser(life, func(ev any) {
		if ev, ok := ev.(*fetch.EventRequestPaused); ok {
			go b.pass(life, ev)
		}
	})
	if err == nil {
		documents := []*fetch.RequestPattern{{ResourceType: network.ResourceTypeDocument}}
		_, err = cdp.Call(ctx, b.session(), fetch.Enable, fetch.EnableParams{Patterns: documents})
	}
	if err != nil {
		stop()
		return err
	}
	b.gate.close = stop
	return nil
}

func (b *Browser) leaveGate(home cdp.BrowserContextID) {
	g := &b.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	if delete(g.keepers, home); len(g.keepers) == 0 {
		ctx, cancel := context.WithTimeout(b.ctx, grace)
		defer cancel()
		cdp.Call(ctx, b.session(), fetch.Disable, cdp.Empty{}) // what waits goes on, with an error too
		g.close()
		g.close = nil
	}
}

// pass lets a request through, with what its keeper says.
func (b *Browser) pass(life context.Context, ev *fetch.EventRequestPaused) {
	next := fetch.ContinueRequestParams{RequestID: ev.RequestID}
	// A frame inside of a page is no target, or none of the type: its page has set it up.
	at, err := cdp.Call(life, b.session(), target.GetTargetInfo, target.GetTargetInfoParams{TargetID: target.ID(ev.FrameID)})
	if err == nil && at.TargetInfo.Type == "page" {
		b.gate.mu.Lock()
		k := b.gate.keepers[at.TargetInfo.BrowserContextID]
		b.gate.mu.Unlock()
		if k != nil {
			next = k(life, ev)
		}
	}
	cdp.Call(life, b.session(), fetch.ContinueRequest, next)
}

// session is that of the browser itself.
func (b *Browser) session() cdp.Session { return chromedp.FromContext(b.ctx).Browser }

// guard has new windows ask with the flow's headers and login, and as the device and in
// the language that the flow emulates, and be set up before their first document is
// there. It does so where the flow needs it: all requests of the browser take longer then.
func (r *run) guard(ctx context.Context) error {
	if r.leave != nil || !r.entersWindows() && r.carried() == nil && r.spoken() == nil {
		return nil
	}
	home := chromedp.FromContext(r.windows[0].ctx).BrowserContextID
	agent := r.windows[0].emulator.agent
	var err error
	r.leave, err = r.browser.keepGate(ctx, home, func(ctx context.Context, ev *fetch.EventRequestPaused) fetch.ContinueRequestParams {
		r.receive(ctx, target.ID(ev.FrameID), agent)
		list := r.spoken()
		if strings.HasPrefix(ev.Request.URL, r.origin()) {
			list = append(list, r.carried()...)
		}
		return list.onto(ev)
	})
	return err
}

// spoken is what a window says of itself to every server.
func (r *run) spoken() headers {
	r.door.Lock()
	defer r.door.Unlock()
	var list headers
	for _, e := range r.pretends {
		if d, known := findDevice(e.Device); known {
			list = append(list, flow.Header{Name: "User-Agent", Value: flow.Secret(d.UserAgent)})
		}
		if e.Locale != "" {
			list = append(list, flow.Header{Name: "Accept-Language", Value: flow.Secret(e.Locale)})
		}
	}
	return list
}

// entersWindows says that the flow has steps in other windows than the first.
func (r *run) entersWindows() bool {
	for _, s := range r.flow.Numbered() {
		if s.Verb == flow.Tab {
			return true
		}
	}
	return false
}
