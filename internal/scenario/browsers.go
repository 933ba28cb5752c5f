package scenario

import (
	"context"
	"slices"

	"github.com/maskproof/maskproof/internal/browser"
)

// Browsers lends a browser to one run after the other: the one of the run before,
// where the next would start the same, since starting Chrome takes longer than a
// page. Each flow has an incognito context of its own anyway. The zero value is
// ready to use; it is for one run at a time. Call Close at the end.
type Browsers struct {
	last    *browser.Browser
	options browser.Options
}

// launch returns a browser that is this run's until the next launch or Close.
func (b *Browsers) launch(ctx context.Context, o browser.Options) (*browser.Browser, error) {
	if b.last != nil && b.last.Alive() && slices.Equal(b.options.HostMap, o.HostMap) {
		return b.last, nil
	}
	b.Close()
	started, err := browser.Launch(ctx, o)
	if err != nil {
		return nil, err
	}
	b.last, b.options = started, o
	return started, nil
}

// Close ends the browser that was lent last, if there is one.
func (b *Browsers) Close() {
	if b.last != nil {
		b.last.Close()
		b.last = nil
	}
}
