package recording

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestGather reads values that end before, at and behind the borders of the pieces
// in which long ones are gathered, in lines and in an array, long before short and
// short before long.
func TestGather(t *testing.T) {
	var lines []string
	for _, n := range []int{10, gatherPiece - 1, gatherPiece, gatherPiece + 1, 2*gatherPiece - 1, 3*gatherPiece + 7, 300 << 10, 3 * gatherPiece, 5} {
		head := fmt.Sprintf(`{"type":3,"n":%d,"x":"`, n)
		lines = append(lines, head+strings.Repeat("a", max(0, n-len(head)-2))+`"}`)
	}
	for name, input := range map[string]string{
		"lines": strings.Join(lines, "\n"), "array": "[" + strings.Join(lines, ",\n") + "]",
	} {
		var got []string
		for e, err := range Read(strings.NewReader(input)) {
			require.NoError(t, err, name)
			got = append(got, string(e.JSON))
		}
		require.True(t, strings.Join(lines, "\n") == strings.Join(got, "\n"), "%s: %d events", name, len(got))
	}
}
