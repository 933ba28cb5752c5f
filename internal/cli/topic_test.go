package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/accept"
	"github.com/maskproof/maskproof/internal/cli"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scenario"
)

func topic(t *testing.T, name string) string {
	t.Helper()
	f := newFake(t, "help", name)
	require.Zero(t, cli.Main(context.Background(), f.Process), f.err.String())
	return f.out.String()
}

// examples are the indented blocks of a text.
func examples(text string) []string {
	var list []string
	for _, block := range regexp.MustCompile(`(?m)^    \S.*\n(?:^    .*\n)*`).FindAllString(text+"\n", -1) {
		list = append(list, regexp.MustCompile(`(?m)^    `).ReplaceAllString(block, ""))
	}
	return list
}

// TestTopicsAreTrue: each example of a topic is read by what reads such files.
func TestTopicsAreTrue(t *testing.T) {
	set := func(string) (string, bool) { return "set", true }
	for name, least := range map[string]int{"flows": 8, "locators": 5, "scenarios": 3, "verdicts": 1} {
		text := topic(t, name)
		list := examples(text)
		require.GreaterOrEqual(t, len(list), least, name)
		for _, example := range list {
			switch {
			case strings.HasPrefix(example, "- "):
				_, err := flow.Parse("help", []byte("version: 1\nname: example\nstart: /\nsteps:\n"+example), flow.Options{Env: set})
				require.NoError(t, err, example)
			case strings.Contains(example, "\nsteps:"):
				_, err := flow.Parse("help", []byte(example), flow.Options{Env: set})
				require.NoError(t, err, example)
			case strings.HasPrefix(example, "accept:"):
				_, err := accept.Parse("help", []byte(example))
				require.NoError(t, err, example)
			default:
				_, err := scenario.Load("help", []byte(wholeScenario(example)), set)
				require.NoError(t, err, example)
			}
		}
		require.NotContains(t, text, "```", name)
		require.NotContains(t, text, "](", name)
		for _, line := range strings.Split(text, "\n") {
			require.True(t, len([]rune(line)) <= 90 || strings.HasPrefix(line, "    "), "%s: too wide: %s", name, line)
		}
	}
}

// wholeScenario adds to the part of a scenario what one must have.
func wholeScenario(part string) string {
	if strings.HasPrefix(part, "version:") {
		return part
	}
	return "version: 1\nname: example\napp: {demo: masked}\nposthog: {embedded: true}\nflows: [signup]\n" + part
}

// TestVerdictsNamesEachReason: a reason that a report may give is in the help.
func TestVerdictsNamesEachReason(t *testing.T) {
	text := topic(t, "verdicts")
	found := 0
	for _, pattern := range []string{"../verify/*.go", "../scenario/*.go"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			code, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, m := range regexp.MustCompile(`\b(?:add\(|Gap\(|Reason\{\{)"([a-z-]+)"`).FindAllStringSubmatch(string(code), -1) {
				require.Contains(t, text, m[1], file)
				found++
			}
		}
	}
	require.Greater(t, found, 10)
}
