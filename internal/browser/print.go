package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/page"
)

// Print makes a PDF of a page, with its style for print, as [Browser.Render] takes
// pictures: nothing in it runs and nothing is loaded.
func (b *Browser) Print(ctx context.Context, html string) ([]byte, error) {
	r, err := b.openRenderer(ctx, false)
	if err != nil {
		return nil, fmt.Errorf("open a tab to print from: %w", err)
	}
	defer r.close()
	r.html.Store(&html)
	if err := r.load(ctx); err != nil {
		return nil, fmt.Errorf("print the report: %w", err)
	}
	yes := true
	printed, err := call(ctx, r.tab, page.PrintToPDF, page.PrintToPDFParams{
		PrintBackground: &yes, PreferCSSPageSize: &yes, DisplayHeaderFooter: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes,
		HeaderTemplate: "<span></span>",
		FooterTemplate: `<p style="font-size:8px;width:100%;text-align:center"><span class="title"></span>, page <span class="pageNumber"></span> of <span class="totalPages"></span></p>`,
	})
	if err != nil {
		return nil, fmt.Errorf("print the report: %w", err)
	}
	return printed.Data, nil
}
