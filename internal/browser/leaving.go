package browser

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

// leaving knows whether the page is about to be left: what is written into a
// recording then may be lost, and the next page is not there yet.
type leaving struct {
	mu      sync.Mutex
	frame   cdp.FrameID // the main frame; "" until watch
	pending bool
	changed chan struct{}
}

// settleLimit is how long a page may take to arrive before a step goes on.
const settleLimit = 5 * time.Second

func newLeaving() *leaving { return &leaving{changed: make(chan struct{})} }

// watch names the main frame.
func (l *leaving) watch(frame cdp.FrameID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.frame = frame
}

// onEvent takes the navigation events of the page's target.
func (l *leaving) onEvent(ev any) {
	switch ev := ev.(type) {
	case *page.EventFrameRequestedNavigation:
		l.set(ev.FrameID, true)
	case *page.EventFrameStartedNavigating:
		if !strings.Contains(strings.ToLower(string(ev.NavigationType)), "samedocument") {
			l.set(ev.FrameID, true)
		}
	case *page.EventFrameStoppedLoading:
		l.set(ev.FrameID, false)
	}
}

func (l *leaving) set(frame cdp.FrameID, pending bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if frame != l.frame || pending == l.pending {
		return
	}
	l.pending = pending
	close(l.changed)
	l.changed = make(chan struct{})
}

// settle waits until no navigation of the page is under way, within settleLimit.
func (l *leaving) settle(ctx context.Context) {
	limit := time.NewTimer(settleLimit)
	defer limit.Stop()
	for {
		l.mu.Lock()
		pending, changed := l.pending, l.changed
		l.mu.Unlock()
		if !pending {
			return
		}
		select {
		case <-changed:
		case <-limit.C:
			return
		case <-ctx.Done():
			return
		}
	}
}
