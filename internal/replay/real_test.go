package replay

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
)

// TestRealRecording plays what posthog-js 1.449.2 recorded of a page with eight
// fields, each with its stamp.
func TestRealRecording(t *testing.T) {
	stamps := []string{"data-mp-1", "data-mp-2", "data-mp-3", "data-mp-4", "data-mp-5", "data-mp-6", "data-mp-7", "data-mp-8"}
	p := New(stamps...)
	window := ""
	playFile(t, p, "../recording/testdata/shop.jsonl", func(ev recording.Event) {
		window = ev.WindowID
		consistent(t, p)
	})
	got := map[string]Sighting{}
	for _, s := range stamps {
		got[s] = p.Field(window, s)
	}
	require.Equal(t, map[string]Sighting{
		"data-mp-1": {Present, 22, "#email", "*****************", true, 1},
		"data-mp-2": {Box, 25, "#boxed > div", "", false, 0},
		"data-mp-3": {Present, 28, "#ign", "", false, 0},
		"data-mp-4": {Present, 30, "#note", "******", true, 1},
		"data-mp-5": {Present, 43, "#host >>> #sin", "********", true, 1},
		"data-mp-6": {Present, 65, "#fr >>> #inn", "********", true, 1},
		"data-mp-7": {Present, 37, "#ce", "edited text", true, 0},
		"data-mp-8": {Frame, 46, "#xo", "", false, 0},
	}, got)
	require.Equal(t, 3, p.FullSnapshots())
}
