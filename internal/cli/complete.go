package cli

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/flows"
)

// completeScenarios offers scenario names, the user's own first, and files.
func completeScenarios(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	own, _ := filepath.Glob(filepath.Join("scenarios", "*.yaml")) // the pattern is good
	return slices.Compact(append(namesOf(own), shipped()...)), cobra.ShellCompDirectiveDefault
}

// completeFlows offers flow names, the user's own and the shipped ones.
func completeFlows(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	own, _ := filepath.Glob(filepath.Join("flows", "*.yaml"))
	ours, _ := fs.Glob(flows.FS, "*.yaml")
	names := append(namesOf(own), namesOf(ours)...)
	slices.Sort(names)
	return slices.Compact(names), cobra.ShellCompDirectiveNoFileComp
}

func namesOf(files []string) []string {
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".yaml"))
	}
	return names
}

// completeYAML offers YAML files and folders.
func completeYAML(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeWords has a flag complete to words. The error would say that there is no
// such flag, which the first test of the command would meet as well.
func completeWords(cmd *cobra.Command, flag string, words ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}
