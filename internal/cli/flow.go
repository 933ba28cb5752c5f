package cli

import (
	"github.com/spf13/cobra"
)

// newFlow groups the commands about flow files.
func newFlow(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "flow",
		Short: "Check flow files, and make them",
		Long: `Flows are the YAML files that say how to walk through your app and where to plant
values. These commands check them, and make them.`,
		Example: `  maskproof flow check
  maskproof flow check flows/checkout.yaml`,
		Args: subcommandOnly,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newFlowCheck(p), newFlowRecord(p), newFlowImport(p), newFlowSchema(p))
	return cmd
}
