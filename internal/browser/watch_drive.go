package browser

import (
	"context"
	"fmt"
	"net/url"
	"sync"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// drive does steps in the first window; what they type stands in their values.
func (w *watch) drive(ctx context.Context, b *Browser, t *tab, steps []flow.Step) error {
	r := &run{
		browser: b, tab: t, windows: []*tab{t}, actions: actions(), flow: &flow.Flow{}, opts: RunOptions{}.withDefaults(), trace: &flow.Trace{},
		base: &url.URL{}, received: map[target.ID]*side{},
	}
	for i, s := range steps {
		if _, err := w.scan(ctx); err != nil {
			return err
		}
		if s.Timeout == 0 {
			s.Timeout = r.opts.StepTimeout
		}
		bound, cancel := context.WithTimeout(ctx, s.Timeout+grace)
		err := r.act(bound, s)
		cancel()
		if err != nil {
			return fmt.Errorf("step %d (%s): %w", i+1, s.Title(), err)
		}
	}
	return w.settle(ctx)
}

// sayEnd says that all is said, once timers are through: the watching script has some
// in every document.
const sayEnd = `Promise.all(function all(w) {
  try { return [new Promise((done) => w.setTimeout(done)), ...[...Array(w.length).keys()].flatMap((i) => all(w[i]))] } catch { return [] }
}(window)).then(() => ` + watchSay + `End(""))`

// settle waits until everything that was said so far has been heard: targets hand
// on their events in order.
func (w *watch) settle(ctx context.Context) error {
	for _, session := range w.known {
		heard := make(chan struct{})
		var once sync.Once
		err := chromedp.Listen(session, func(ev any) {
			if said, ok := ev.(*runtime.EventBindingCalled); ok && said.Name == watchSay+"End" {
				once.Do(func() { close(heard) })
			}
		})
		if err != nil {
			continue // it went away, with all that it said
		}
		if _, err := call(ctx, session, runtime.AddBinding, runtime.AddBindingParams{Name: watchSay + "End"}); err != nil {
			continue
		}
		if _, err := call(ctx, session, runtime.Evaluate, runtime.EvaluateParams{Expression: sayEnd}); err != nil {
			continue
		}
		select {
		case <-heard:
		case <-detached(session):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
