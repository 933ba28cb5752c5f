package scan

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// Acceptance makes a finding no leak, because somebody knows of it and answers
// for it until a day. Fingerprint, owner, reason and expiry are required. What else
// is set must fit the finding too, so that a leak that has become another one is not
// accepted with it.
type Acceptance struct {
	Fingerprint string `json:"fingerprint" yaml:"fingerprint"` // of the finding: Finding.Fingerprint

	Scenario string        `json:"scenario,omitempty" yaml:"scenario,omitempty"`
	Flow     string        `json:"flow,omitempty" yaml:"flow,omitempty"` // in whose recording it stands
	Canary   string        `json:"canary,omitempty" yaml:"canary,omitempty"`
	Kind     canary.Kind   `json:"kind,omitempty" yaml:"kind,omitempty"`
	Surface  rrweb.Surface `json:"surface,omitempty" yaml:"surface,omitempty"`
	Shows    string        `json:"shows,omitempty" yaml:"shows,omitempty"` // of a fragment: Finding.Revealed
	Place    string        `json:"place,omitempty" yaml:"place,omitempty"` // in words, for who reads it; the fingerprint holds the place

	Owner   string `json:"owner" yaml:"owner"`     // who answers for it
	Reason  string `json:"reason" yaml:"reason"`   // why it may stand
	Expires string `json:"expires" yaml:"expires"` // last day it counts, YYYY-MM-DD in UTC
}

// Validate says what is missing or no acceptance can have.
func (a Acceptance) Validate() error {
	switch {
	case !IsFingerprint(a.Fingerprint):
		return fmt.Errorf("fingerprint %q is none: a finding shows its own, 32 characters of 0-9 and a-f", a.Fingerprint)
	case strings.TrimSpace(a.Owner) == "":
		return errors.New("owner is missing: name who answers for it")
	case strings.TrimSpace(a.Reason) == "":
		return errors.New("reason is missing: say why it may stand")
	}
	if _, err := time.Parse(time.DateOnly, a.Expires); err != nil {
		return fmt.Errorf("expires %q is no day, such as 2027-01-31", a.Expires)
	}
	return nil
}

// IsFingerprint says whether a text can be the fingerprint of a finding.
func IsFingerprint(s string) bool {
	return len(s) == 2*fingerprintSize && strings.Trim(s, "0123456789abcdef") == ""
}

// Expired says that the acceptance's last day is over.
func (a Acceptance) Expired(now time.Time) bool {
	return now.UTC().Format(time.DateOnly) > a.Expires
}

// InFlow says whether it may cover findings in the recording of a flow.
func (a Acceptance) InFlow(flow string) bool { return a.Flow == "" || a.Flow == flow }

// fits says that a finding is the one that was accepted, and shows no more.
func (a Acceptance) fits(f *Finding) bool {
	return a.Fingerprint == f.Fingerprint &&
		(a.Canary == "" || a.Canary == f.Canary) &&
		(a.Kind == "" || a.Kind == f.Kind) &&
		(a.Surface == "" || a.Surface == f.Surface) &&
		(a.Shows == "" || sameExtent(a.Shows, f.Revealed))
}

// AcceptanceState says what became of an acceptance.
type AcceptanceState string

// The states.
const (
	AcceptanceUsed      AcceptanceState = "used"
	AcceptanceUnused    AcceptanceState = "unused"    // no finding has its fingerprint
	AcceptanceChanged   AcceptanceState = "changed"   // a finding has its fingerprint and is not what was accepted
	AcceptanceUnchecked AcceptanceState = "unchecked" // its flow was not walked, or not read in full
	AcceptanceExpired   AcceptanceState = "expired"   // counts no more, whether a finding has its fingerprint or not
)

// AcceptanceUse is what became of an acceptance in one report.
type AcceptanceUse struct {
	Acceptance
	State    AcceptanceState `json:"state"`
	Findings int             `json:"findings"` // how many have its fingerprint
}

// Use tells what became of the acceptance among all findings that it may cover.
func (a Acceptance) Use(findings []Finding, now time.Time) AcceptanceUse {
	use := AcceptanceUse{Acceptance: a, State: AcceptanceUnused}
	for i := range findings {
		switch f := &findings[i]; {
		case f.Fingerprint != a.Fingerprint:
			continue
		case !a.fits(f):
			use.State = AcceptanceChanged
		case use.State == AcceptanceUnused:
			use.State = AcceptanceUsed
		}
		use.Findings++
	}
	if a.Expired(now) {
		use.State = AcceptanceExpired
	}
	return use
}

// Uses tells what became of each acceptance, in the policy's order; never nil.
func (p Policy) Uses(findings []Finding, now time.Time) []AcceptanceUse {
	list := []AcceptanceUse{}
	for _, a := range p.Accept {
		list = append(list, a.Use(findings, now))
	}
	return list
}

// InFlow is the policy with the acceptances that may cover findings in the recording
// of a flow.
func (p Policy) InFlow(flow string) Policy {
	p.Accept = slices.DeleteFunc(slices.Clone(p.Accept), func(a Acceptance) bool { return !a.InFlow(flow) })
	return p
}

// accept makes a leak none where an acceptance in force covers it.
func (p Policy) accept(f *Finding, now time.Time) {
	for _, a := range p.Accept {
		if f.Leak && a.fits(f) && !a.Expired(now) {
			f.Leak, f.Accepted = false, &a
		}
	}
}
