package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// shells are those that completions are written for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func newCompletion(p *Process) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print what makes your shell complete commands, flags and names",
		Long: `Print a script that makes a shell complete commands, flags, scenario and flow names, and
formats. Write it once to where your shell looks for such scripts, and open a new shell.`,
		Example: `  maskproof completion bash > ~/.local/share/bash-completion/completions/maskproof
  maskproof completion zsh > "${fpath[1]}/_maskproof"
  maskproof completion fish > ~/.config/fish/completions/maskproof.fish
  maskproof completion powershell >> $PROFILE`,
		Args:      oneArgument("shell: " + strings.Join(shells, ", ")),
		ValidArgs: shells,
		RunE:      func(cmd *cobra.Command, args []string) error { return complete(p, cmd.Root(), args[0]) },
	}
}

func complete(p *Process, root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(p.Stdout, true)
	case "zsh":
		return root.GenZshCompletion(p.Stdout)
	case "fish":
		return root.GenFishCompletion(p.Stdout, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(p.Stdout)
	}
	text := fmt.Sprintf("no completion for %q, there are %s", shell, strings.Join(slices.Sorted(slices.Values(shells)), ", "))
	if near := strictyaml.Nearest(shell, shells); near != "" {
		text += "; did you mean " + near + "?"
	}
	return &usageError{fmt.Errorf("%s", text)}
}
