package scan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A reading is searched again unless the way before leaves as many encodings to undo,
// is as sure, and counts as content where this one does.
func TestAsGood(t *testing.T) {
	best := way{depth: 1, content: true}
	require.True(t, best.asGood(best))
	for _, worse := range []way{{depth: 2, content: true}, {depth: 1, guessed: true, content: true}, {depth: 1}} {
		require.True(t, best.asGood(worse), "%+v", worse)
		require.False(t, worse.asGood(best), "%+v", worse)
	}
}
