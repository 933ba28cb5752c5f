package scan

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestJoinedAt(t *testing.T) {
	found := joinedAt{}
	found.add(0, slices.Values([]int64{5, 3, 1}))
	has := func(canary int, nodes ...int64) bool { return found.has(canary, slices.Values(nodes)) }
	require.True(t, has(0, 5, 3, 1), "the node itself")
	require.True(t, has(0, 9, 5, 3, 1), "what stands in it")
	require.True(t, has(0, 3, 1), "what it stands in")
	require.False(t, has(0, 8, 3, 1), "what stands beside it")
	require.False(t, has(1, 5, 3, 1), "another value")

	found.add(0, slices.Values([]int64{3, 1}))
	found.add(0, slices.Values([]int64{6, 3, 1})) // does not take back that 3 is one itself
	require.True(t, has(0, 8, 3, 1))
}
