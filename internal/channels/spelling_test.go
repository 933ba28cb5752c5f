package channels

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What lz-string 1.5.0 makes of these texts.
func TestLZString(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "Q",
		`{"email":"aab.aab@aab"}`:           "N4IgpgtghglgNiAXCKUBGA6VaAC2QC+QA",
		"Hello, wörld €€ hello hello hello": "BIUwNmD2A0AEDuA3gTmAJrQNQSdgC3FHgZERJEA",
	} {
		require.Equal(t, want, lzString(text))
	}
}

func TestSpellings(t *testing.T) {
	require.Equal(t, "1,234,567", thousands("1234567"))
	require.Equal(t, "nopq.Z@l", rot13("abcd.M@y"))
	require.Equal(t, "5a3b3a", shield("a`"))
	require.Equal(t, "٤٢ ４２", shift("42", 1584)+" "+shift("42", 65248))
	require.Equal(t, "𝐀𝐳 9", bold("Az 9"))
	require.Equal(t, "1234-5", group("12345", "-"))
}

func group(s, sep string) string { return spellings()["group"].(func(string, string) string)(s, sep) }
