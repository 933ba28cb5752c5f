package browser

import (
	"context"
	"sync"

	"github.com/chromedp/cdproto/page"

	"github.com/maskproof/maskproof/internal/flow"
)

// dialogs is how alerts, questions and prompts of a flow's windows are answered.
type dialogs struct {
	mu     sync.Mutex
	accept bool
	answer string // to a prompt
	person bool   // who sees the windows, and answers
}

// leaveToPerson has a person answer from now on.
func (d *dialogs) leaveToPerson() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.person = true
}

// answerTo is the answer to one dialog; false where a person answers. A page that asks
// before it is left is always left: the step that leaves it wants that.
func (d *dialogs) answerTo(ev *page.EventJavascriptDialogOpening) (page.HandleJavaScriptDialogParams, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	answer := page.HandleJavaScriptDialogParams{Accept: d.accept || ev.Type == page.DialogTypeBeforeunload}
	if ev.Type == page.DialogTypePrompt && d.accept {
		answer.PromptText = d.answer
	}
	return answer, !d.person
}

// answerDialogs sets how dialogs are answered from now on.
func answerDialogs(r *run, _ context.Context, s flow.Step) error {
	d := r.tab.dialogs
	d.mu.Lock()
	defer d.mu.Unlock()
	d.accept, d.answer = s.Value == "accept", s.Answer
	return nil
}
