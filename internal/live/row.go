package live

import (
	"fmt"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/paint"
)

// Look says how frames are drawn. The zero value is plain text.
type Look struct{ Color bool }

func (l Look) paint(t paint.Tone, s string) string {
	if !l.Color {
		return s
	}
	return t.Paint(s)
}

// fit makes a text that may come from a page as wide as its place.
func fit(s string, columns int) string { return paint.Fit(paint.Clean(s), columns) }

// spinner is one sign that turns with time.
func spinner(since time.Duration) string {
	turns := []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
	return string(turns[int(max(since, 0)/(100*time.Millisecond))%len(turns)])
}

// bar shows which part of the whole is done, between 0 and 1.
func bar(part float64, columns int) string {
	full := int(min(max(part, 0), 1) * float64(columns))
	return strings.Repeat("━", full) + strings.Repeat("─", columns-full)
}

// took is a time in few characters: 4.2s, 1m05s, 2h03m.
func took(d time.Duration) string {
	switch d = max(d, 0); {
	case d < time.Minute:
		return fmt.Sprintf("%.1fs", d.Truncate(100*time.Millisecond).Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%dm%02ds", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
}

// size is a number of bytes in few characters, in powers of 1000.
func size(bytes int64) string {
	switch n := float64(bytes); {
	case n < 1e6:
		return fmt.Sprintf("%.0f kB", n/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", n/1e6)
	default:
		return fmt.Sprintf("%.2f GB", n/1e9)
	}
}
