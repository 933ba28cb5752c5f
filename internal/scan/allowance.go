package scan

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Allowance makes a finding no leak, because somebody knows of it and answers
// for it until a day. All fields are required.
type Allowance struct {
	Fingerprint string `json:"fingerprint"` // of the finding: Finding.Fingerprint
	Owner       string `json:"owner"`       // who answers for it
	Reason      string `json:"reason"`      // why it may stand
	Expires     string `json:"expires"`     // last day it counts, YYYY-MM-DD in UTC
}

func (a Allowance) validate() error {
	switch {
	case !isFingerprint(a.Fingerprint):
		return fmt.Errorf("fingerprint %q is none: a finding shows its own, 32 characters of 0-9 and a-f", a.Fingerprint)
	case strings.TrimSpace(a.Owner) == "":
		return errors.New("owner is missing: name who answers for it")
	case strings.TrimSpace(a.Reason) == "":
		return errors.New("reason is missing: say why it may stand")
	}
	_, err := time.Parse(time.DateOnly, a.Expires)
	if err != nil {
		return fmt.Errorf("expires %q is no day, such as 2027-01-31", a.Expires)
	}
	return nil
}

func isFingerprint(s string) bool {
	return len(s) == 2*fingerprintSize && strings.Trim(s, "0123456789abcdef") == ""
}

// expired says that the allowance's last day is over.
func (a Allowance) expired(now time.Time) bool {
	return now.UTC().Format(time.DateOnly) > a.Expires
}

// AllowanceState says what became of an allowance.
type AllowanceState string

// The states.
const (
	AllowanceUsed    AllowanceState = "used"
	AllowanceUnused  AllowanceState = "unused"  // no finding has its fingerprint
	AllowanceExpired AllowanceState = "expired" // counts no more, whether a finding has its fingerprint or not
)

// AllowanceUse is what became of an allowance in one report.
type AllowanceUse struct {
	Allowance
	State    AllowanceState `json:"state"`
	Findings int            `json:"findings"` // how many have its fingerprint
}

// Uses tells what became of each allowance, in the policy's order; never nil.
func (p Policy) Uses(findings []Finding, now time.Time) []AllowanceUse {
	list := []AllowanceUse{}
	for _, a := range p.Allow {
		use := AllowanceUse{Allowance: a, State: AllowanceUnused}
		for i := range findings {
			if findings[i].Fingerprint == a.Fingerprint {
				use.Findings, use.State = use.Findings+1, AllowanceUsed
			}
		}
		if a.expired(now) {
			use.State = AllowanceExpired
		}
		list = append(list, use)
	}
	return list
}

// allow makes a leak none where an allowance in force covers it.
func (p Policy) allow(f *Finding, now time.Time) {
	for _, a := range p.Allow {
		if f.Leak && f.Fingerprint == a.Fingerprint && !a.expired(now) {
			f.Leak, f.Allowed = false, a.Owner
		}
	}
}
