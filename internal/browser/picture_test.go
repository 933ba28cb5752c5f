package browser

import (
	"bytes"
	"context"
	"image/png"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// A page of ours runs its script, and still no request goes out from it.
func TestPicture(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	page := `<!doctype html><style>body{margin:0;background:#f00;height:900px}</style>
<body><script>document.body.style.background = "#00f"; new Image().src = "` + server.URL + `/script"; fetch("` + server.URL + `/fetch")</script>
<img loading=lazy style="position:absolute;top:800px;left:0;width:50px;height:50px"
 src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='50' height='50'%3E%3Crect width='50' height='50' fill='%2300ff00'/%3E%3C/svg%3E">`
	for height, want := range map[int]int{0: 900, 300: 300} {
		data, err := sharedBrowser(t).Picture(context.Background(), page, 400, height)
		require.NoError(t, err)
		img, err := png.Decode(bytes.NewReader(data))
		require.NoError(t, err)
		require.Equal(t, 400, img.Bounds().Dx())
		require.Equal(t, want, img.Bounds().Dy())
		r, _, b, _ := img.At(200, 100).RGBA()
		require.Equal(t, []uint32{0, 255}, []uint32{r >> 8, b >> 8}, "the script ran")
		if want == 900 {
			_, g, _, _ := img.At(25, 825).RGBA()
			require.Equal(t, uint32(255), g>>8, "a picture far down is there")
		}
	}
	require.Zero(t, asked.Load())
}
