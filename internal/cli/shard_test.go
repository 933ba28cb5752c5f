package cli

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every flow is in one part, and the parts differ by one flow at most.
func TestShardTakesEachFlowOnce(t *testing.T) {
	for of := 1; of <= 5; of++ {
		taken := make([]int, 11)
		for n := 1; n <= of; n++ {
			var s shard
			require.NoError(t, s.Set(fmt.Sprintf("%d/%d", n, of)))
			mine := 0
			for flow := range taken {
				if s.take() {
					taken[flow]++
					mine++
				}
			}
			require.InDelta(t, float64(len(taken))/float64(of), mine, 1)
			require.NoError(t, s.idle())
		}
		for flow, times := range taken {
			require.Equal(t, 1, times, "flow %d of %d parts", flow, of)
		}
	}
}

func TestShardRefuses(t *testing.T) {
	for _, text := range []string{"", "2", "0/3", "4/3", "-1/3", "1/0", "a/b", "1/2/3", "1/2x"} {
		require.Error(t, new(shard).Set(text), text)
	}
}
