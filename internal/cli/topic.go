package cli

import (
	_ "embed"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/flows"
	"github.com/maskproof/maskproof/scenarios"
)

// The text of "help verdicts".
//
//go:embed help/verdicts.md
var verdictsGuide string

// newTopics are the texts behind "maskproof help TOPIC". Flows, locators and scenarios
// are told once, in the guides beside the files that ship.
func newTopics() []*cobra.Command {
	walk := sections(flows.Guide)
	topic := func(name, short string, parts ...string) *cobra.Command {
		return &cobra.Command{Use: name, Short: short, Long: terminalText(strings.Join(parts, "\n"))}
	}
	return []*cobra.Command{
		topic("flows", "How to write a flow: steps, plants, waiting",
			walk[""], walk["Entering things"], walk["Mouse and pages"], walk["Waiting and claims"], walk["Groups of steps"],
			walk["What every step may carry"], walk["Making flows, and checking them"]),
		topic("locators", "How a step finds its element, in frames too", walk["Locators"], walk["Frames"]),
		topic("scenarios", "How to write a scenario: app, PostHog, flows, policy", scenarios.Guide),
		topic("verdicts", "What masked, leaked and inconclusive mean, and what to do", verdictsGuide),
		{Use: "output", Short: "What is written where: results, progress, colours, log lines", Long: outputHelp},
		{Use: "exit-codes", Short: "What each exit code means", Long: exitHelp() + exitMore},
	}
}

const exitMore = `

In a script, treat 3 as a failure: nothing was proven. A command for CI:

  maskproof run nightly --retries 2 --junit maskproof.xml

The codes are those of "run" and "demo". "scan" knows no plants: 0 there says that no value
was found in all of it, and not that anything was masked. 2 is never chosen: it is what a
crash of the program exits with.`

// sections are the parts of a guide by their headings of the second level, with the
// heading; what stands before the first one is "".
func sections(guide string) map[string]string {
	parts := strings.Split("\n"+guide, "\n## ")
	byName := map[string]string{"": parts[0]}
	for _, part := range parts[1:] {
		name, _, _ := strings.Cut(part, "\n")
		byName[name] = "## " + part
	}
	return byName
}

// newHelp is cobra's help command, but for a word that is neither a command nor a
// topic, which is a mistake.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND or TOPIC]",
		Short:   "Help about a command, or a topic below",
		Example: "  maskproof help run\n  maskproof help verdicts",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, c := range cmd.Root().Commands() {
				if len(args) == 0 && (c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand()) {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return &usageError{err}
			}
			if err := subcommandOnly(about, rest); err != nil {
				return err
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}
