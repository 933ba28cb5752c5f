package scan

import (
	"fmt"
	"slices"
	"strings"
)

// Policy says which findings are leaks. The zero value is not valid; use
// DefaultPolicy.
type Policy struct {
	Hashes    string `json:"hashes" yaml:"hashes"`       // leak | warn | off: digests of a canary
	Fragments string `json:"fragments" yaml:"fragments"` // pci | strict | off: parts of a canary
	Images    string `json:"images" yaml:"images"`       // off | scan | require: what pictures show
}

// DefaultPolicy is what a scenario gets that says nothing.
func DefaultPolicy() Policy { return Policy{Hashes: "leak", Fragments: "pci", Images: "scan"} }

// Validate says what is wrong with the policy, naming the words it may hold.
func (p Policy) Validate() error {
	if err := oneOf("hashes", p.Hashes, "leak", "warn", "off"); err != nil {
		return err
	}
	if err := oneOf("fragments", p.Fragments, "pci", "strict", "off"); err != nil {
		return err
	}
	return oneOf("images", p.Images, "off", "scan", "require")
}

func oneOf(key, got string, words ...string) error {
	if slices.Contains(words, got) {
		return nil
	}
	return fmt.Errorf("policy %s is %q, allowed are %s", key, got, strings.Join(words, ", "))
}
