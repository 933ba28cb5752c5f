package browser

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/stretchr/testify/require"
)

func TestLeaving(t *testing.T) {
	const settled, arrived, gone = "settled", "arrived", "gone"
	asked := &page.EventFrameRequestedNavigation{FrameID: "main"}
	begun := &page.EventFrameStartedNavigating{FrameID: "main", NavigationType: "reload"}
	there := &page.EventFrameNavigated{Frame: &cdp.Frame{ID: "main"}}
	loaded := &page.EventFrameStoppedLoading{FrameID: "main"}
	for name, test := range map[string]struct {
		events []any
		want   []string // what is so then
	}{
		"nothing happened":           {nil, []string{settled, arrived}},
		"a page was asked for":       {[]any{asked}, nil},
		"it is on its way":           {[]any{asked, begun}, nil},
		"it is there":                {[]any{asked, begun, there}, []string{arrived, gone}},
		"it is loaded":               {[]any{asked, begun, there, loaded}, []string{settled, arrived, gone}},
		"it was none, as a download": {[]any{asked, loaded}, []string{settled, arrived}},
		"another one was asked for":  {[]any{asked, there, asked}, []string{gone}},
		"of another frame":           {[]any{&page.EventFrameRequestedNavigation{FrameID: "inner"}}, []string{settled, arrived}},
		"in the same document": {[]any{
			&page.EventFrameStartedNavigating{FrameID: "main", NavigationType: "sameDocument"},
		}, []string{settled, arrived}},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLeaving()
			l.watch("main")
			here, cancel := l.whileHere(t.Context())
			defer cancel()
			for _, ev := range test.events {
				l.onEvent(ev)
			}
			within := func(wait func(context.Context)) bool {
				soon, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
				defer cancel()
				wait(soon)
				return soon.Err() == nil
			}
			got := map[string]bool{
				settled: within(l.settle), arrived: within(l.arrive),
				gone: within(func(ctx context.Context) {
					select {
					case <-here.Done():
					case <-ctx.Done():
					}
				}),
			}
			for state, is := range got {
				require.Equal(t, slices.Contains(test.want, state), is, state)
			}
		})
	}
}
