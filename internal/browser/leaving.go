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
	stage   stage
	pages   int // that arrived
	changed chan struct{}
}

// stage is how far the page is on its way to the next one.
type stage int

const (
	stays   stage = iota
	leaves        // the next page was asked for
	arrives       // it is there, and loads
)

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
		l.set(ev.FrameID, leaves)
	case *page.EventFrameStartedNavigating:
		if !strings.Contains(strings.ToLower(string(ev.NavigationType)), "samedocument") {
			l.set(ev.FrameID, leaves)
		}
	case *page.EventFrameNavigated:
		l.set(ev.Frame.ID, arrives)
	case *page.EventFrameStoppedLoading:
		l.set(ev.FrameID, stays)
	}
}

func (l *leaving) set(frame cdp.FrameID, now stage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if frame != l.frame || now == l.stage || now == arrives && l.stage == stays {
		return
	}
	l.stage = now
	if now == arrives {
		l.pages++
	}
	close(l.changed)
	l.changed = make(chan struct{})
}

// settle waits until no navigation of the page is under way, within settleLimit.
func (l *leaving) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	l.await(ctx, func() bool { return l.stage == stays })
}

// arrive waits until the next page is there, loaded or not, if there will be one, within
// settleLimit.
func (l *leaving) arrive(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	l.await(ctx, func() bool { return l.stage != leaves })
}

// whileHere is a context that also ends when the next page arrives.
func (l *leaving) whileHere(ctx context.Context) (context.Context, context.CancelFunc) {
	l.mu.Lock()
	pages := l.pages
	l.mu.Unlock()
	here, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		l.await(here, func() bool { return l.pages != pages })
	}()
	return here, cancel
}

// await asks, with the lock held, at each change.
func (l *leaving) await(ctx context.Context, done func() bool) {
	for {
		l.mu.Lock()
		ended, changed := done(), l.changed
		l.mu.Unlock()
		if ended {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}
