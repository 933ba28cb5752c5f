package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"

	"github.com/maskproof/maskproof/internal/flow"
)

//go:embed js/hook.js
var hookSource string

// hookTell is what js/hook.js calls to tell of a batch; it takes it from the page.
const hookTell = "maskproofBatch"

// hookJS is js/hook.js as it runs.
func hookJS() string {
	return strings.NewReplacer("window.TELL", "window."+hookTell, `"TAG"`, `"`+flow.MarkerTag+`"`).Replace(hookSource)
}

// hook has js/hook.js run in each document of the tab.
func (t *tab) hook(ctx context.Context) error {
	if _, err := call(ctx, t.ctx, runtime.AddBinding, runtime.AddBindingParams{Name: hookTell}); err != nil {
		return err
	}
	_, err := call(ctx, t.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: hookJS()})
	return err
}

// batches are those that the pages of a tab told of: what posthog-js sent.
type batches struct {
	mu   sync.Mutex
	last map[string]int // by document, the number of its last batch
	told []batch        // since the last take
}

// batch is what js/hook.js tells of one.
type batch struct {
	Page  string // a random name of the document
	Batch int    // its number there, from 1
	Token string // of the project that it goes to; "" where posthog-js hides it
}

func newBatches() *batches { return &batches{last: map[string]int{}} }

// onEvent takes what a page tells. One that was not heard of is implied by the next.
func (b *batches) onEvent(ev any) {
	called, ok := ev.(*runtime.EventBindingCalled)
	if !ok || called.Name != hookTell {
		return
	}
	var now batch
	if json.Unmarshal([]byte(called.Payload), &now) != nil || now.Page == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for last := now.Batch; b.last[now.Page] < last; {
		b.last[now.Page]++
		now.Batch = b.last[now.Page]
		b.told = append(b.told, now)
	}
}

// take returns the batches told of since the last call that went to a project, as markers
// that a recording must hold.
func (b *batches) take(token string) []flow.Marker {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []flow.Marker
	for _, t := range b.told {
		if t.Token == token || t.Token == "" || token == "" {
			list = append(list, flow.Marker{Kind: flow.MarkerBatch, Page: t.Page, Batch: t.Batch, Written: true})
		}
	}
	b.told = nil
	return list
}
