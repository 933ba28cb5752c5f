package browser

import (
	"context"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// A card frame of another site is another process: typing reaches it by its own
// session and by the mouse's place in the page.
func TestCrossSiteFrame(t *testing.T) {
	card := on(flow.Fill, flow.Locator{Label: "Card number"}, "4242424242424242")
	card.Frames = flow.Frames{{Title: "Secure card frame"}}
	_, err := walk(t, "", "/pay.html", card, sees("got 16 digits"))
	require.NoError(t, err)
}

// The same by name and by URL, and a frame of the page's own site.
func TestFrameLocators(t *testing.T) {
	for _, frame := range []flow.Frame{{Name: "card"}, {URL: "outer.html"}, {Title: "Secure card frame", Name: "card"}} {
		step := on(flow.Type, flow.Locator{CSS: "#number"}, "4")
		step.Frames = flow.Frames{frame}
		_, err := walk(t, "", "/pay.html", step, sees("got 1 digits"))
		require.NoError(t, err, frame)
	}
	step := on(flow.Fill, flow.Locator{Label: "E-mail"}, "x@example.com")
	step.Frames = flow.Frames{{Title: "Help"}}
	_, err := walk(t, "", "/pay.html", step)
	require.NoError(t, err)
}

// Stamps lie on the field and on all that encloses it; across a site's border
// they begin at the frame element.
func TestStamps(t *testing.T) {
	ctx := context.Background()
	tb, err := sharedBrowser(t).openTab(ctx)
	require.NoError(t, err)
	defer tb.cancel()
	base, err := url.Parse("http://app.test:" + serve(t, files()))
	require.NoError(t, err)
	require.NoError(t, tb.open(ctx, base, "/pay.html"))
	stamp := func(in flow.Frames, l flow.Locator, name string) element {
		var e element
		require.NoError(t, poll(ctx, grace, func() (err error) {
			e, err = tb.locate(ctx, in, l)
			return err
		}))
		require.NoError(t, e.stamp(ctx, name))
		return e
	}
	count := func(f *frame, css string) int {
		m, err := f.find(ctx, flow.Locator{CSS: css})
		require.NoError(t, err)
		return m.Count
	}
	foreign := stamp(flow.Frames{{Name: "card"}}, flow.Locator{CSS: "#number"}, "data-s1")
	require.True(t, crossOrigin(foreign.frame))
	require.Equal(t, 1, count(foreign.frame, "#number[data-s1]"))
	require.Equal(t, 0, count(foreign.frame, "[data-s1-up1]"))
	require.Equal(t, 1, count(tb.top, "iframe[name=card][data-s1-up1]"))
	require.Equal(t, 1, count(tb.top, "body[data-s1-up2]"))

	own := stamp(flow.Frames{{Title: "Help"}}, flow.Locator{Label: "E-mail"}, "data-s2")
	require.False(t, crossOrigin(own.frame))
	require.Equal(t, 1, count(own.frame, "#email[data-s2]"))
	require.Equal(t, 1, count(own.frame, "form[data-s2-up1]"))
	require.Equal(t, 1, count(tb.top, `iframe[title=Help][data-s2-up4]`))

	shadow := stamp(flow.Frames{{Title: "Help"}}, flow.Locator{CSS: "#in-shadow"}, "data-s3")
	require.Equal(t, 1, count(shadow.frame, "label[data-s3-up1]"))
	require.Equal(t, 1, count(shadow.frame, "x-host[data-s3-up2]"))
}
