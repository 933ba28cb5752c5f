package browser

import (
	"bytes"
	"context"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// A still shows its styles, shadow trees and frames, and says where an element is,
// also below the fold.
func TestRender(t *testing.T) {
	stills := []Still{
		{HTML: `<!doctype html><style>body{margin:0}b{display:block;width:80px;height:40px;background:#f00}</style><x-h><template shadowrootmode="open"><style>i{display:block;width:60px;height:20px;background:#00f}</style><i data-f></i></template></x-h>`, Width: 300, Height: 200, Focus: "data-f"},
		{HTML: `<!doctype html><style>body{margin:0}</style><div style="height:900px"></div><p data-f style="height:50px;background:#0f0;margin:0">x</p>`, Width: 300, Height: 200, Focus: "data-f"},
		{HTML: `<!doctype html><style>body{margin:0}</style><iframe style="border:0" sandbox="allow-same-origin" srcdoc="&lt;style&gt;body{margin:0;background:#00f}&lt;/style&gt;&lt;p data-f&gt;in&lt;/p&gt;"></iframe>`, Width: 320, Height: 200, Focus: "data-f"},
		{HTML: `<!doctype html><head><style data-f></style></head><p>nothing to frame`, Focus: "data-f"},
	}
	shots, err := sharedBrowser(t).Render(context.Background(), stills)
	require.NoError(t, err)
	require.Len(t, shots, len(stills))
	require.Equal(t, Box{0, 0, 60, 20}, shots[0].Box)
	require.False(t, shots[0].Scrolled)
	require.True(t, shots[1].Scrolled)
	require.Equal(t, 50, shots[1].Box.Height)
	require.Positive(t, shots[2].Box.Height)
	require.Equal(t, Box{}, shots[3].Box)
	for i, dot := range []color.RGBA{{B: 255}, {G: 255}, {B: 255}} {
		img, err := jpeg.Decode(bytes.NewReader(shots[i].JPEG))
		require.NoError(t, err)
		require.Equal(t, stills[i].Width, img.Bounds().Dx())
		at := shots[i].Box
		r, g, b, _ := img.At(at.X+at.Width-3, at.Y+at.Height/2).RGBA()
		near := func(want uint8, got uint32) { require.InDelta(t, float64(want), float64(got>>8), 40, "still %d", i) }
		near(dot.R, r)
		near(dot.G, g)
		near(dot.B, b)
	}
}

// Two elements of one page are one picture and two places.
func TestRenderShowsAPageOnce(t *testing.T) {
	page := `<!doctype html><style>body{margin:0}p{margin:0;height:30px}</style><p data-f="7 8">a<p data-f="9">b<p style="height:900px"><p data-f="10">far`
	var stills []Still
	for _, value := range []string{"8", "9", "10"} {
		stills = append(stills, Still{HTML: page, Width: 200, Height: 100, Focus: "data-f", Value: value})
	}
	shots, err := sharedBrowser(t).Render(context.Background(), stills)
	require.NoError(t, err)
	require.Equal(t, 0, shots[0].Box.Y)
	require.Equal(t, 30, shots[1].Box.Y)
	require.Equal(t, shots[0].JPEG, shots[1].JPEG)
	require.True(t, shots[2].Scrolled)
	require.NotEqual(t, shots[0].JPEG, shots[2].JPEG)
}

// A recorded page that tries to run, to load or to lead away does nothing.
func TestRenderRunsAndLoadsNothing(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	evil := strings.ReplaceAll(`<!doctype html><meta http-equiv="refresh" content="0;url=U"><link rel="stylesheet" href="U/s.css"><style>@import "U/i.css";body{background:url(U/b.png)}</style>
<img src="U/x.png" onerror="fetch('U/o')"><iframe src="U/f"></iframe><script>document.body.innerHTML="<p data-ran>"; fetch("U/js")</script><svg onload="fetch('U/svg')"></svg><p>still here`, "U", server.URL)
	// The second takes the first's place; the third is shown by another call.
	b := sharedBrowser(t)
	shots, err := b.Render(context.Background(), []Still{{HTML: evil, Focus: "data-ran"}, {HTML: evil + " too", Focus: "data-ran"}})
	require.NoError(t, err)
	good, err := b.Render(context.Background(), []Still{{HTML: "<!doctype html><p data-f>hello" + evil, Focus: "data-f"}})
	require.NoError(t, err)
	for _, shot := range shots {
		require.Equal(t, Box{}, shot.Box, "no script ran")
	}
	require.NotEmpty(t, good[0].Box)
	require.Zero(t, asked.Load())
}
