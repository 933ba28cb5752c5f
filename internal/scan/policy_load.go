package scan

import "github.com/maskproof/maskproof/internal/strictyaml"

// LoadPolicy reads the policy of a scenario; what it does not say is as in
// DefaultPolicy. Accepted leaks stand in a file of their own.
func LoadPolicy(v strictyaml.Value) Policy {
	p := DefaultPolicy()
	if !v.Present() {
		return p
	}
	fields := v.Fields(strictyaml.Shape{
		What: "a policy", Keys: []string{"hashes", "fragments", "images", "coverage"},
		Example: "{hashes: leak, fragments: pci}",
	})
	word := func(into *string, key string, words []string) {
		if value := fields.Get(key); value.Present() {
			*into = value.Word(words...)
		}
	}
	word(&p.Hashes, "hashes", hashesWords())
	word(&p.Fragments, "fragments", fragmentsWords())
	word(&p.Images, "images", imagesWords())
	word(&p.Coverage, "coverage", coverageWords())
	return p
}
