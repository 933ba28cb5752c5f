package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scenario"
)

func newFlowSchema(p *Process) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [flow|scenario]",
		Short: "Print the JSON Schema of flow or scenario files, for editors",
		Long: `Print the JSON Schema (draft 2020-12) of flow files, or of scenario files. Editors complete
and underline with it; what only reading a text tells (an address, the name of a key, a
flow that does not exist) is found by "maskproof flow check".

Editors that speak to yaml-language-server, such as VS Code with the YAML extension, find
it by the first line of a file:

  # yaml-language-server: $schema=flow.schema.json`,
		Example: `  maskproof flow schema > flows/flow.schema.json
  maskproof flow schema scenario > scenarios/scenario.schema.json`,
		ValidArgs: []string{"flow", "scenario"},
		RunE:      func(_ *cobra.Command, args []string) error { return writeSchema(p.Stdout, args) },
	}
}

func writeSchema(w io.Writer, args []string) error {
	var schema map[string]any
	switch {
	case len(args) > 1:
		return &usageError{fmt.Errorf("unexpected argument %q", args[1])}
	case len(args) == 0 || args[0] == "flow":
		schema = flow.Schema(scenario.FlowOptions(scenario.Deps{}))
	case args[0] == "scenario":
		schema = scenario.Schema()
	default:
		return &usageError{fmt.Errorf("no schema of %q, there are those of flow and scenario", args[0])}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(schema)
}
