package flow

import "github.com/maskproof/maskproof/internal/strictyaml"

// Schema is the JSON Schema of a flow file, found by asking Parse's own code; see
// strictyaml.Schema for what no schema can refuse.
func Schema(opts Options) map[string]any {
	return strictyaml.Schema("maskproof flow", true, func(root strictyaml.Value) {
		newParser("", opts).flow(root, &Flow{})
	})
}
