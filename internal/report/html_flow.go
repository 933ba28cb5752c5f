package report

import (
	"fmt"
	"slices"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// htmlFlow is one flow of the page.
type htmlFlow struct {
	*verify.FlowResult
	doc *document

	ID    string
	Look  htmlLook
	Leaks []*htmlLeak
}

func newHTMLFlow(d *document, f *verify.FlowResult) *htmlFlow {
	h := &htmlFlow{FlowResult: f, doc: d, ID: "flow-" + f.Name, Look: htmlLookOf(lookOfFlow(f))}
	for _, g := range groups(f.Findings, isLeak) {
		h.Leaks = append(h.Leaks, newHTMLLeak(h, g))
	}
	return h
}

func (f *htmlFlow) Read() string { return coverage(f.Coverage) }

// Fields says how many of the fields that the flow met got a plant.
func (f *htmlFlow) Fields() string { return planted(f.Coverage.Fields) }

// OpenFields are those that got none.
func (f *htmlFlow) OpenFields() (s Section) {
	open := verify.Unplanted(f.Coverage.Fields)
	s.More = max(0, len(open)-mostLines)
	for _, field := range open[:len(open)-s.More] {
		s.Lines = append(s.Lines, field.String()+", "+field.Type+", on "+field.URL)
	}
	return s
}

func (f *htmlFlow) Flakiness() string { return flakiness(f.FlowResult) }
func (f *htmlFlow) FailedAt() string  { return where(f.FlowResult) }
func (f *htmlFlow) FailurePicture() *htmlPicture {
	return f.doc.picture(f.Failure.Screenshot, "the page when the flow stopped", box{})
}

// Lack is what Missing means.
func (f *htmlFlow) Lack() string {
	title, _, _ := lackOf(f.FlowResult)
	return title
}

// ReasonLine is a reason and what to do about it.
type ReasonLine struct{ Message, Advice string }

func (f *htmlFlow) Missing() (list []ReasonLine) {
	_, _, reasons := lackOf(f.FlowResult)
	for _, r := range reasons {
		if r.Code == "not-finished" && f.Failure != nil {
			continue
		}
		a := advice(r.Code)
		if f.doc.adviceTold[a] {
			a = ""
		}
		f.doc.adviceTold[a] = true
		list = append(list, ReasonLine{r.Message, a})
	}
	return list
}

// Row is a step in the timeline: 1000 units are the time from the first step to
// the last.
type Row struct {
	flow.StepTrace
	Number      int
	At          string // since the flow began
	Took        string
	X, Width    int
	Leaks       []int // where leaks first showed while it ran
	LeakCount   int
	Planted     []string // canaries
	StatusWords string
}

// Timeline is a row for each step.
func (f *htmlFlow) Timeline() (rows []Row) {
	if len(f.Steps) == 0 {
		return nil
	}
	begin, end := f.Steps[0].Started, f.Steps[len(f.Steps)-1].Ended
	for _, l := range f.Leaks {
		if t := time.UnixMilli(l.group[0].Timestamp); t.After(end) {
			end = t
		}
	}
	at := func(t time.Time) int { return int(1000 * t.Sub(begin) / max(end.Sub(begin), time.Millisecond)) }
	for _, st := range f.Steps {
		row := Row{
			StepTrace: st, Number: st.Index + 1, At: seconds(st.Started.Sub(begin)), Took: seconds(st.Ended.Sub(st.Started)),
			X: at(st.Started), Width: max(4, at(st.Ended)-at(st.Started)),
		}
		if st.Status != flow.StepPassed {
			row.StatusWords = map[flow.StepStatus]string{flow.StepFailed: "failed", flow.StepTolerated: "failed, but optional"}[st.Status]
		}
		for _, p := range f.Plants {
			if p.Step == st.Index {
				row.Planted = append(row.Planted, p.Canary)
			}
		}
		for _, l := range f.Leaks {
			if ran, ok := stepOf(l.group[0].Step, f.Steps); ok && ran.Index == st.Index {
				row.Leaks = append(row.Leaks, min(990, max(0, at(time.UnixMilli(l.group[0].Timestamp)))))
				row.LeakCount++
			}
		}
		slices.Sort(row.Leaks)
		row.Leaks = slices.Compact(row.Leaks)
		rows = append(rows, row)
	}
	return rows
}

// PlantRow is a planted field and its proof.
type PlantRow struct {
	verify.PlantResult
	Look  htmlLook
	Step  string
	Shown string
	Where string
}

func (f *htmlFlow) Planted() (rows []PlantRow) {
	for _, p := range f.Plants {
		row := PlantRow{PlantResult: p, Look: htmlLookOf(lookOfPlant(f.FlowResult, p)), Step: stepTitle(p)}
		if p.Proof != nil {
			row.Shown = shorten(clean(p.Proof.Shown))
			row.Where = fmt.Sprintf("%s, event %d", p.Proof.Selector, p.Proof.Event)
		}
		rows = append(rows, row)
	}
	return rows
}

// Section is findings that are no leaks, under what makes them none.
type Section struct {
	Title string
	Lines []string
	More  int
}

// mostLines is how many lines of a list the page shows.
const mostLines = 200

func (f *htmlFlow) NoLeaks() (list []Section) {
	for _, s := range []struct {
		title string
		pass  func(scan.Finding) bool
	}{
		{"Was there before it was typed", isPreexisting}, {"Leaks that are accepted, while somebody answers for them", isAccepted},
		{"Shown in part, no leak by the policy", isInPart}, {"Found, but no leak by the policy", isPassed},
		{"Masks that tell the length of what was typed", isLength},
	} {
		all := groups(f.Findings, s.pass)
		section := Section{Title: s.title, More: max(0, len(all)-mostLines)}
		for _, g := range all[:min(len(all), mostLines)] {
			section.Lines = append(section.Lines, noteLine(g))
		}
		if len(all) > 0 {
			list = append(list, section)
		}
	}
	return list
}

// Unread lists the parts that were not read.
func (f *htmlFlow) Unread() (s Section) {
	parts := f.Coverage.Unscanned
	s.More = max(0, len(parts)-mostLines)
	for _, u := range parts[:min(len(parts), mostLines)] {
		s.Lines = append(s.Lines, partName(u)+u.Reason)
	}
	for _, u := range f.Coverage.Images.Unread {
		s.Lines = append(s.Lines, fmt.Sprintf("%s not read: %s", count(u.Count, "picture", "pictures"), u.Reason))
	}
	return s
}

// InForce is what the recording and the page say of the recorder.
func (f *htmlFlow) InForce() (facts [][2]string) {
	r := f.Recorder
	if r.LibVersion != "" {
		facts = append(facts, [2]string{"posthog-js", r.LibVersion})
	}
	if r.APIHost != "" {
		facts = append(facts, [2]string{"sends to", r.APIHost})
	}
	for _, o := range f.Coverage.InForce {
		facts = append(facts, [2]string{o.Name, o.Value})
	}
	if len(f.Coverage.InForce) == 0 && len(r.Options) > 0 {
		facts = append(facts, [2]string{"session_recording, by the page (the recording does not say)", string(r.Options)})
	}
	return facts
}

func (f *htmlFlow) Others() []string {
	planted := []string{}
	for _, p := range f.Plants {
		planted = append(planted, p.Canary)
	}
	var foreign []string
	for _, l := range f.Leaks {
		if !slices.Contains(planted, l.Canary) && !slices.Contains(foreign, l.Canary) {
			foreign = append(foreign, l.Canary)
		}
	}
	return foreign
}
