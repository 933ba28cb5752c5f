package scan

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Of very many readings the last ones are remembered, and none of the string before.
func TestSeenForgetsTheOldest(t *testing.T) {
	s := newSeen()
	key := func(i int) seenKey { return seenKey{uint64(i), 1} }
	const n = 2*maxSeen + 5
	for i := range n {
		s.add(key(i), way{depth: 2})
	}
	for i := range n {
		require.Equal(t, i >= maxSeen, s.has(key(i), way{depth: 2}), i)
	}
	require.True(t, s.has(key(n-1), way{depth: 3}))
	require.False(t, s.has(key(n-1), way{depth: 1}), "a shorter way leads farther")
	require.False(t, s.has(key(n-maxSeen), way{depth: 1}))
	for range 2 { // a large map, and a small one
		s.clear()
		require.False(t, s.has(key(n-1), way{depth: 2}))
		s.add(key(n-1), way{depth: 2})
		require.True(t, s.has(key(n-1), way{depth: 2}))
	}
}

// Of a name that is as long as a page, its end counts.
func TestLongNames(t *testing.T) {
	c := planted()[3]
	require.Equal(t, "cvc", c.ID)
	for _, sep := range []string{": ", "="} {
		for name, found := range map[string]bool{"cvc": true, "size": false} {
			name = strings.Repeat("x", 3*maxName) + "-" + name
			text := name + sep + c.Value
			if sep == ": " {
				text = quoted(map[string]any{name: c.Value})
			}
			hits, _ := chainScanner(t, c).reader.read(encoders["base64"](text), "", true)
			require.Equal(t, found, len(hits) == 1, "%q", sep)
		}
	}
}
