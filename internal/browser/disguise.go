package browser

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// disguise does for a browser that somebody else started what launch flags do
// for ours: no "Headless" in the user agent, no navigator.webdriver.
func (t *tab) disguise(ctx context.Context) error {
	res, err := call(ctx, t.ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "navigator.userAgent", ReturnByValue: new(true)})
	if err != nil {
		return err
	}
	agent := strings.ReplaceAll(strings.Trim(string(res.Result.Value), `"`), "Headless", "")
	if _, err := call(ctx, t.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent}); err != nil {
		return err
	}
	_, err = call(ctx, t.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})",
	})
	return err
}
