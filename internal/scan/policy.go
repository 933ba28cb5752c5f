package scan

import (
	"fmt"
	"slices"
	"strings"
)

// Policy says which findings are leaks. The zero value is not valid; use
// DefaultPolicy.
type Policy struct {
	Hashes    string `json:"hashes"`    // leak | warn | off: digests of a canary
	Fragments string `json:"fragments"` // pci | strict | off: parts of a canary; see the package comment
	Images    string `json:"images"`    // off | scan | require: what pictures show
	Coverage  string `json:"coverage"`  // report | require: a plant in every field that a flow met; "" is report

	Accept []Acceptance `json:"accept"` // leaks that somebody answers for
}

// DefaultPolicy is what a scenario gets that says nothing.
func DefaultPolicy() Policy {
	return Policy{Hashes: "leak", Fragments: "pci", Images: "scan", Coverage: "report"}
}

// The words of a policy, by key.
func hashesWords() []string    { return []string{"leak", "warn", "off"} }
func fragmentsWords() []string { return []string{"pci", "strict", "off"} }
func imagesWords() []string    { return []string{"off", "scan", "require"} }
func coverageWords() []string  { return []string{"report", "require"} }

// Validate says what is wrong with the policy, naming the words it may hold.
func (p Policy) Validate() error {
	for _, key := range []struct {
		name, got string
		words     []string
	}{
		{"hashes", p.Hashes, hashesWords()},
		{"fragments", p.Fragments, fragmentsWords()},
		{"images", p.Images, imagesWords()},
		{"coverage", p.Coverage, append(coverageWords(), "")},
	} {
		if !slices.Contains(key.words, key.got) {
			return fmt.Errorf("policy %s is %q, allowed are %s", key.name, key.got, strings.Join(key.words, ", "))
		}
	}
	for i, a := range p.Accept {
		if err := a.Validate(); err != nil {
			return fmt.Errorf("accepted leak %d: %w", i+1, err)
		}
	}
	return nil
}
