package cli

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/scaffold"
)

// call is a maskproof in a script, up to what the shell does with it.
var call = regexp.MustCompile(`(?m)\bmaskproof ((?:run|report|demo|doctor|init|scan|flow|minihog|version|accept)\b[^\n|>;]*)`)

// TestWorkflowsCallWhatThereIs: every command line in what init writes, and in the
// action, is understood by the command line of this version.
func TestWorkflowsCallWhatThereIs(t *testing.T) {
	calls := 0
	for name, text := range shippedWorkflows(t) {
		for line := range strings.Lines(text) {
			if text := strings.TrimSpace(line); strings.HasPrefix(text, "#") || strings.HasPrefix(text, "description:") {
				continue
			}
			for _, m := range call.FindAllStringSubmatch(line, -1) {
				words := shellWords(m[1])
				calls++
				require.NoError(t, understood(words), "%s: %s", name, m[0])
			}
			if _, args, found := strings.Cut(line, " args: "); found { // of the action
				calls++
				require.NoError(t, understood(shellWords("run scenarios/shop.yaml "+args)), "%s: %s", name, line)
			}
		}
	}
	require.Greater(t, calls, 15)
}

func shippedWorkflows(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, ci := range []scaffold.CI{scaffold.GitHub, scaffold.GitLab} {
		list, err := scaffold.Files(scaffold.Plan{
			Name: "shop", App: "https://shop.test", Host: "https://eu.posthog.com", Project: "1", KeyName: "KEY", Flows: []string{"a", "b"}, CI: ci, Version: "v1.2.3",
		})
		require.NoError(t, err)
		for _, f := range list {
			if !strings.HasPrefix(f.Path, "scenarios/") {
				texts[f.Path] = string(f.Data)
			}
		}
	}
	for _, file := range []string{"action.yml", "install", "run"} {
		data, err := os.ReadFile("../../.github/actions/maskproof/" + file)
		require.NoError(t, err)
		texts[file] = string(data)
	}
	return texts
}

// shellWords are the words of a call with a word in the place of what the shell or
// GitHub puts in.
func shellWords(text string) []string {
	text = regexp.MustCompile(`\$\{\{ (matrix\.shard|strategy\.job-total) \}\}|\$CI_NODE_\w+`).ReplaceAllString(text, "1")
	text = regexp.MustCompile(`\$\{args\S*\}"\}`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`"[^"]*\$\w+[^"]*"`).ReplaceAllString(text, "PLACE")
	return strings.Fields(strings.ReplaceAll(text, `"`, ""))
}

// understood says whether a command line has a command, its arguments and its flags.
func understood(words []string) error {
	cmd, rest, err := newRoot(&Process{}).Find(words)
	if err != nil {
		return err
	}
	if err := cmd.ParseFlags(rest); err != nil {
		return err
	}
	if cmd.Args != nil {
		if err := cmd.Args(cmd, cmd.Flags().Args()); err != nil {
			return err
		}
	}
	return knownFormat(cmd)
}

func knownFormat(cmd *cobra.Command) error {
	flag := cmd.Flags().Lookup("format")
	if flag == nil || !flag.Changed || slices.Contains(strings.FieldsFunc(flag.Usage, func(r rune) bool { return r == ' ' || r == ',' }), flag.Value.String()) {
		return nil
	}
	return fmt.Errorf("no format %q", flag.Value)
}

func TestUnderstoodIsStrict(t *testing.T) {
	for _, line := range []string{"run", "run a --nosuch", "report a b", "report a --format nosuch", "run a --shard x/y", "reprot a"} {
		require.Error(t, understood(strings.Fields(line)), line)
	}
	require.NoError(t, understood(strings.Fields("report a --format pdf -o b")))
}
