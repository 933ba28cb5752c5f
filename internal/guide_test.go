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

// TestTroubleIsTrue: what README.md quotes of messages, in italics, is what the code
// says.
func TestTroubleIsTrue(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(readme), "\n## When something is wrong\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	var code strings.Builder
	for _, pattern := range []string{"browser/*.go", "verify/*.go", "posthog/*.go"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				data, err := os.ReadFile(file)
				require.NoError(t, err)
				code.Write(data)
			}
		}
	}
	quotes := regexp.MustCompile(`[ (]\*([^*]+)\*[ ,;.]`).FindAllStringSubmatch(section, -1)
	require.Greater(t, len(quotes), 15)
	for _, q := range quotes {
		require.Contains(t, code.String(), strings.TrimPrefix(q[1], "… "), "no message says it")
	}
}
