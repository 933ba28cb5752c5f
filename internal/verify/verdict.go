package verify

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scan"
)

// Judge gives one flow its outcomes and its verdict. It is pure: the same
// evidence gives the same result.
func Judge(e Evidence) FlowResult {
	r := FlowResult{
		Name: e.Trace.Flow, File: e.File,
		Reasons: []Reason{}, Plants: []PlantResult{},
		Findings: sortFindings(e.Findings), Steps: e.Trace.Steps,
		Recorder: e.Trace.Recorder, Coverage: e.Coverage, Failure: e.Failure,
	}
	r.Coverage.Fields, r.Coverage.FieldsMissed = append([]flow.Field{}, e.Trace.Fields...), e.Trace.FieldsMissed
	for _, site := range e.Trace.Plants {
		r.Plants = append(r.Plants, judgePlant(site, e))
	}
	leaked := slices.ContainsFunc(r.Findings, func(f scan.Finding) bool { return f.Leak })
	gaps := gaps(e)
	missing := missing(r.Plants, e, gaps)
	r.Gaps = gaps
	switch {
	case leaked:
		r.Verdict = VerdictLeaked
	case len(missing) == 0:
		r.Verdict = VerdictMasked
	default:
		r.Verdict, r.Reasons = VerdictInconclusive, missing
	}
	return r
}

// Worst is the verdict of a run: the worst of its flows. A run without flows
// proves nothing.
func Worst(flows []FlowResult) Verdict {
	leaked := func(f FlowResult) bool { return f.Verdict == VerdictLeaked }
	unproven := func(f FlowResult) bool { return f.Verdict != VerdictMasked }
	switch {
	case slices.ContainsFunc(flows, leaked):
		return VerdictLeaked
	case len(flows) > 0 && !slices.ContainsFunc(flows, unproven):
		return VerdictMasked
	}
	return VerdictInconclusive
}

// missing lists what stands between a flow and the verdict masked.
func missing(plants []PlantResult, e Evidence, gaps []Reason) []Reason {
	var list reasons
	if f := e.Failure; f != nil {
		list.add("not-finished", "the flow could not finish: %s", f.Message)
	}
	list = append(list, gaps...)
	if n := len(e.Coverage.Unscanned); n > 0 {
		list.add("unscanned", "%d part(s) of the recording could not be read; the first: %s", n, e.Coverage.Unscanned[0].Reason)
	}
	if len(plants) == 0 {
		list.add("nothing-planted", "the flow planted nothing, so there is nothing to prove")
	}
	if why := notCovered(e); why != "" {
		list.add("not-covered", "%s", why)
	}
	for _, p := range plants {
		if p.Outcome == Unproven {
			list.add("plant-unproven", "%s (step %d, %s): %s", p.Canary, p.Step+1, p.Field, p.Detail)
		}
	}
	return list
}

func judgePlant(site flow.PlantSite, e Evidence) PlantResult {
	p := PlantResult{Canary: site.Canary, Kind: site.Kind, Step: site.Step, Field: site.Field}
	for _, st := range e.Trace.Steps {
		if st.Index == site.Step {
			p.Title, p.Line = st.Title, st.Line
		}
	}
	var leaks, accepted []scan.Finding
	for _, f := range e.Findings {
		switch {
		case f.Canary != site.Canary:
		case f.Leak:
			leaks = append(leaks, f)
		case f.Accepted != nil:
			accepted = append(accepted, f)
		}
	}
	p.Leaks = len(leaks)
	p.Outcome, p.Detail, p.Proof = outcome(site, e.Shown[site.Stamp])
	switch {
	case len(leaks) > 0:
		p.Outcome, p.Detail = Leaked, foundIn(leaks)
	case len(accepted) > 0 && provenBeside(site, e.Shown[site.Stamp], accepted):
		a := accepted[0].Accepted
		p.Outcome, p.Proof = Accepted, nil
		p.Detail = fmt.Sprintf("%s; %s answers for it until %s", foundIn(accepted), a.Owner, a.Expires)
	}
	return p
}

func foundIn(findings []scan.Finding) string {
	surfaces := map[string]bool{}
	for _, f := range findings {
		surfaces[string(f.Surface)] = true
	}
	return fmt.Sprintf("found in %s: %s", places(len(findings)), strings.Join(slices.Sorted(maps.Keys(surfaces)), ", "))
}

// outcome reads what the recording shows of one stamped field. A moment that
// shows something else than mask characters spoils all others: it is not the canary
// (that would be a leak) or is allowed to be, and in neither case a proof.
func outcome(site flow.PlantSite, shown []Shown) (Outcome, string, *Proof) {
	if !site.Entered {
		return Unproven, "the field did not hold the value after typing (does the app reject or rewrite it?)", nil
	}
	byKind := map[Outcome]*Shown{}
	for i := range shown {
		s := &shown[i]
		o := outcomeOf(*s)
		if o == Unproven {
			return Unproven, fmt.Sprintf("the recording shows %s in the field, and not only mask characters", s.Proof.Shown), &s.Proof
		}
		byKind[o] = s
	}
	for _, o := range []Outcome{Masked, Blocked, Ignored, Unrecorded} {
		if s := byKind[o]; s != nil {
			return o, explain(o, s), &s.Proof
		}
	}
	return Unproven, "the field was not found in the recording after the value was typed", nil
}

func outcomeOf(s Shown) Outcome {
	switch {
	case s.As == AsBox:
		return Blocked
	case s.As == AsFrame, s.As == AsHost:
		return Unrecorded
	case s.Value == "" && s.Typed:
		return "" // emptied again: the moments before it decide
	case s.Value == "":
		return Ignored
	case maskOnly(s.Value):
		return Masked
	}
	return Unproven
}

func explain(o Outcome, s *Shown) string {
	switch o {
	case Masked:
		return "shown as " + s.Proof.Shown
	case Blocked:
		return "shown as a placeholder box"
	case Ignored:
		return "the field is there without value or input events"
	}
	if s.As == AsHost {
		return "it stands in a closed shadow root, which is not recorded"
	}
	return "its frame is there without content"
}

func places(n int) string {
	if n == 1 {
		return "1 place"
	}
	return fmt.Sprintf("%d places", n)
}

// maskOnly says that a text consists of mask characters: one symbol repeated, or
// x's, with white space and the separators of the field's format between them.
func maskOnly(s string) bool {
	var mask rune
	for _, r := range s {
		if unicode.IsSpace(r) || strings.ContainsRune("-/.,()+@", r) {
			continue
		}
		if unicode.IsDigit(r) || unicode.IsLetter(r) && r != 'x' && r != 'X' || mask != 0 && r != mask {
			return false
		}
		mask = r
	}
	return mask != 0
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// sortFindings puts leaks first, then the rest, each in recording order.
func sortFindings(list []scan.Finding) []scan.Finding {
	out := slices.Clone(list)
	if out == nil {
		out = []scan.Finding{}
	}
	slices.SortStableFunc(out, func(a, b scan.Finding) int {
		if a.Leak != b.Leak {
			if a.Leak {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Event, b.Event), cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Canary, b.Canary))
	})
	return out
}
