package scenario

import "github.com/maskproof/maskproof/internal/strictyaml"

// Schema is the JSON Schema of a scenario file, found by asking Load's own code;
// see strictyaml.Schema for what no schema can refuse.
func Schema() map[string]any {
	return strictyaml.Schema("maskproof scenario", true, func(root strictyaml.Value) { load(root, &Scenario{}) })
}
