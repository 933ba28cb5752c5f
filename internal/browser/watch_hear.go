package browser

import (
	"encoding/json"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// hearing is the watching of one target.
type hearing struct {
	*watch
	window int
	main   cdp.FrameID     // "" for a frame of another site
	asks   page.DialogType // what the dialog is that is open, or was last
}

// hear takes an event of a target. It must not call the browser.
func (w *hearing) hear(ev any) {
	switch ev := ev.(type) {
	case *runtime.EventBindingCalled:
		var act Act
		if ev.Name == watchSay && json.Unmarshal([]byte(ev.Payload), &act) == nil {
			act.Window = w.window
			w.tell(act)
		}
	case *page.EventJavascriptDialogOpening:
		w.asks = ev.Type
	case *page.EventJavascriptDialogClosed:
		w.answered(ev)
	case *page.EventFrameNavigated:
		if w.main == ev.Frame.ID {
			w.tell(Act{Kind: "opened", Window: w.window, URL: ev.Frame.URL})
		}
	case *page.EventNavigatedWithinDocument:
		if w.main == ev.FrameID {
			w.tell(Act{Kind: "opened", Window: w.window, URL: ev.URL})
		}
	}
}

// answered tells how a dialog was answered that asks something.
func (w *hearing) answered(ev *page.EventJavascriptDialogClosed) {
	act := Act{Kind: "dismiss", Window: w.window}
	if ev.Result {
		act.Kind, act.Value = "accept", ev.UserInput
	}
	if w.asks == page.DialogTypeConfirm || w.asks == page.DialogTypePrompt {
		w.tell(act)
	}
}

func (w *watch) tell(act Act) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen(act)
}

// stop has seen called no more.
func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = func(Act) {}
}
