package browser

import (
	"context"

	"github.com/chromedp/cdproto/page"
)

// disguise does for a browser that somebody else started what launch flags do
// for ours: no "Headless" in the user agent, no navigator.webdriver.
func (t *tab) disguise(ctx context.Context) error {
	if err := t.emulator.speakAs(ctx, t.emulator.agent); err != nil {
		return err
	}
	_, err := call(ctx, t.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})",
	})
	return err
}
