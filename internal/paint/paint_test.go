package paint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/paint"
)

func TestFit(t *testing.T) {
	for _, tc := range []struct {
		text    string
		columns int
		want    string
	}{
		{"checkout", 10, "checkout  "},
		{"checkout", 8, "checkout"},
		{"checkout", 5, "chec…"},
		{"checkout", 0, ""},
		{"checkout", -3, ""},
		{"結帳結帳", 8, "結帳結帳"},
		{"結帳結帳", 6, "結帳… "}, // half of a wide character is none
		{"👩‍👩‍👧 family", 4, "👩‍👩‍👧 …"},
	} {
		got := paint.Fit(tc.text, tc.columns)
		require.Equal(t, tc.want, got)
		require.Equal(t, max(tc.columns, 0), paint.Width(got))
	}
}

func TestClean(t *testing.T) {
	require.Equal(t, "a b c \uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD", paint.Clean("a\tb\nc\r\x1b[2J\u202e\u200b\u2028\u0085"))
	require.Equal(t, "結帳 é ✓", paint.Clean("結帳 é ✓"))
}

// TestTones: each is a style of its own that ends where the text does.
func TestTones(t *testing.T) {
	seen := map[string]bool{}
	for tone := paint.Plain; tone <= paint.Bad; tone++ {
		text := tone.Paint("x")
		require.False(t, seen[text], "%q", text)
		seen[text] = true
		require.Equal(t, 1, paint.Width(text))
		require.Empty(t, tone.Paint(""))
	}
}
