package verify

import (
	"slices"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/rrweb"
	"github.com/maskproof/maskproof/internal/scan"
)

// Acceptances tells what became of each of a policy's acceptances in a run, in the
// order of the policy. One that matches nothing may still be needed where not every
// flow that it covers was walked and read in full.
func Acceptances(p scan.Policy, flows []FlowResult, now time.Time) []scan.AcceptanceUse {
	list := []scan.AcceptanceUse{}
	for _, a := range p.Accept {
		var findings []scan.Finding
		walked, whole := false, true
		for i := range flows {
			if f := &flows[i]; a.InFlow(f.Name) {
				findings = append(findings, f.Findings...)
				walked, whole = true, whole && f.ReadInFull()
			}
		}
		use := a.Use(findings, now)
		if use.State == scan.AcceptanceUnused && !(walked && whole) {
			use.State = scan.AcceptanceUnchecked
		}
		list = append(list, use)
	}
	return list
}

// provenBeside says that a plant has nothing against it but leaks that are accepted:
// its field is hidden, or shows what was accepted to stand right there.
func provenBeside(site flow.PlantSite, shown []Shown, accepted []scan.Finding) bool {
	rest := slices.DeleteFunc(slices.Clone(shown), func(s Shown) bool {
		return slices.ContainsFunc(accepted, func(f scan.Finding) bool { return inField(f, s.Proof) })
	})
	if len(rest) == 0 {
		return site.Entered && len(shown) > 0
	}
	o, _, _ := outcome(site, rest)
	return o.Hidden()
}

// inField says that a finding is the whole value, in the field that a proof is of.
// Of places that are named by a canary it is not known whether they are the same.
func inField(f scan.Finding, p Proof) bool {
	typed := f.Surface == rrweb.SurfaceInput || f.Surface == rrweb.SurfaceText
	known := f.Selector != "" && !strings.Contains(f.Selector, scan.HiddenPlace)
	return typed && known && (f.Match == scan.Exact || f.Match == scan.Normalized) && f.Selector == p.Selector && f.Window == p.Window
}
