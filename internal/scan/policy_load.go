package scan

import (
	"fmt"
	"io"
	"time"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

const allowanceExample = `{fingerprint: "4f1c…", owner: "Jane", reason: "test account", expires: 2027-01-31}`

// LoadPolicy reads the policy of a scenario; what it does not say is as in
// DefaultPolicy.
func LoadPolicy(v strictyaml.Value) Policy {
	p := DefaultPolicy()
	if !v.Present() {
		return p
	}
	fields := v.Fields(strictyaml.Shape{
		What: "a policy", Keys: []string{"hashes", "fragments", "images", "coverage", "allow"},
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
	p.Allow = loadAllow(fields.Get("allow"))
	return p
}

// ParseAllow reads a file of allowances: "allow: [{fingerprint, owner, reason,
// expires}]", as a policy has them. file is its name in errors, which are
// [strictyaml.Errors].
func ParseAllow(r io.Reader, file string) ([]Allowance, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read allowances %s: %w", file, err)
	}
	var list []Allowance
	doc := strictyaml.Document{File: file, Data: data}
	err = doc.Decode(func(root strictyaml.Value) {
		shape := strictyaml.Shape{What: "a file of allowances", Keys: []string{"allow"}, Example: "allow: [" + allowanceExample + "]"}
		list = loadAllow(root.Fields(shape).Need("allow", "such as "+shape.Example))
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

func loadAllow(v strictyaml.Value) []Allowance {
	var list []Allowance
	lines := map[string]int{}
	for _, item := range v.List("allowance") {
		a, fingerprint := loadAllowance(item)
		if line, taken := lines[a.Fingerprint]; taken && a.Fingerprint != "" {
			fingerprint.Fail(fmt.Sprintf("the fingerprint has an allowance already, on line %d", line), "give each finding one")
		}
		lines[a.Fingerprint] = fingerprint.Line()
		list = append(list, a)
	}
	return list
}

func loadAllowance(item strictyaml.Value) (Allowance, strictyaml.Value) {
	f := item.Fields(strictyaml.Shape{
		What: "an allowance", Keys: []string{"fingerprint", "owner", "reason", "expires"}, Example: allowanceExample,
	})
	fingerprint := f.Need("fingerprint", "as the report shows it beside the finding")
	a := Allowance{
		Fingerprint: fingerprint.Text(),
		Owner:       f.Need("owner", "who answers for it").Text(),
		Reason:      f.Need("reason", "why it may stand").Text(),
		Expires:     loadDay(f.Need("expires", "the last day it counts, such as expires: 2027-01-31")),
	}
	if a.Fingerprint != "" && !isFingerprint(a.Fingerprint) {
		fingerprint.Fail("fingerprint is none: "+fingerprint.Quoted(), "a finding shows its own, 32 characters of 0-9 and a-f")
	}
	return a, fingerprint
}

func loadDay(v strictyaml.Value) string {
	text := v.Text()
	if _, err := time.Parse(time.DateOnly, text); err != nil && text != "" {
		v.Fail("expires wants a day, got "+v.Quoted(), "such as 2027-01-31")
		return ""
	}
	return text
}
