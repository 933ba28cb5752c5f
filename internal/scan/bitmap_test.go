package scan

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestLookSortsBytes(t *testing.T) {
	is := [byteSorts]func(byte) bool{isDigit, isHex, isAlphanumeric, isBase64, func(c byte) bool { return c-'A' < 26 }}
	l := &look{}
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("aZ09fF+-/_@[`{,.^:;g"))), 0, 300).Draw(t, "text"))
		l.at(text)
		for k, m := range l.maps {
			for i := range len(m) * 64 {
				want := i < len(text) && is[k](text[i])
				require.Equal(t, want, m[i/64]>>(i%64)&1 == 1, "sort %d of %q at %d", k, text, i)
			}
		}
	})
}

func TestBitmapRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.SampledFrom([]byte("aaaaaaaaaaaa.")), 0, 400).Draw(t, "text"))
		n := rapid.IntRange(1, 70).Draw(t, "n")
		text += ".1" // of lower case alone there are no bitmaps
		b := lookAt(text).alnums()
		var want, got []span
		for run := range alphanumerics.runs(text, n) {
			want = append(want, run)
		}
		for run := range b.runs(n) {
			got = append(got, run)
			require.True(t, b.all(run))
			require.True(t, b.any(run))
			require.False(t, b.all(span{run.from, run.to + 1}))
			require.False(t, b.any(span{run.to, run.to + 1}))
		}
		require.Equal(t, want, got)
		require.Equal(t, len(want) > 0 && n <= 64, n <= 64 && b.has(min(n, 64)))
	})
}

// The shapes fill two words of 64 bits: one that does not fit would never match.
func TestShapesFit(t *testing.T) {
	used := [2]int{}
	for _, s := range shapes() {
		word := 0
		if used[0]+len(s.steps) > 64 {
			word = 1
		}
		used[word] += len(s.steps)
	}
	require.LessOrEqual(t, used[0], 64)
	require.LessOrEqual(t, used[1], 64)
}
