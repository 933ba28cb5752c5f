package browser

import (
	"context"

	"github.com/chromedp/cdproto/input"
)

// autofill brings the whole text into the focused field at once, without keys:
// one input event, as the page sees it from a browser's or a password manager's
// autofill. Chrome's own needs its profile's data and a form that it recognises.
func (t *tab) autofill(ctx context.Context, e element, text string) error {
	if _, err := call(ctx, t.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		return err
	}
	return e.engine(ctx, nil, "changed", e.index)
}
