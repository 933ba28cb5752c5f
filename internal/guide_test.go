package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestGuideIsTrue: every path that CONTRIBUTING.md sends a newcomer to is there.
func TestGuideIsTrue(t *testing.T) {
	guide, err := os.ReadFile("../.github/CONTRIBUTING.md")
	require.NoError(t, err)
	paths := regexp.MustCompile("`((?:internal|flows|scenarios)/[^`]*)`").FindAllStringSubmatch(string(guide), -1)
	require.Greater(t, len(paths), 20)
	for _, p := range paths {
		found, err := filepath.Glob(filepath.Join("..", strings.ReplaceAll(p[1], "<command>", "run")))
		require.NoError(t, err)
		require.NotEmpty(t, found, p[1])
	}
}
