package scan

// Policy says which findings are leaks. The zero value is not valid; use
// DefaultPolicy.
type Policy struct {
	Hashes    string `json:"hashes" yaml:"hashes"`       // leak | warn | off: digests of a canary
	Fragments string `json:"fragments" yaml:"fragments"` // pci | strict | off: parts of a canary
}

// DefaultPolicy is what a scenario gets that says nothing.
func DefaultPolicy() Policy { return Policy{Hashes: "leak", Fragments: "pci"} }
