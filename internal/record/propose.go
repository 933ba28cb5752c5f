package record

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/draft"
	"github.com/maskproof/maskproof/internal/flow"
)

// Proposal is a flow that fills in the forms of one page and sends nothing off.
type Proposal struct {
	Flow   *draft.Flow
	Page   string // the page's address
	Plants int
}

// Propose makes a flow for each page that asks its visitors for something about
// them, in the order of the pages. A form that stands on several pages, such as a
// newsletter's, is filled in once; see fresh.
func Propose(start string, pages []browser.Page) []Proposal {
	p := &proposer{origin: draft.Origin(start), forms: map[string]bool{}, names: map[string]int{}}
	for _, page := range pages {
		p.page(page)
	}
	return p.list
}

// Blank is a flow that opens a page and plants nothing, to be gone on with.
func Blank(start string) *draft.Flow {
	return &draft.Flow{
		Name: "first", Start: draft.Below(draft.Origin(start), start),
		About: []string{
			"No form was found to fill in. Behind a login, or after a click, there may be some: write the",
			`flow here, or have it written while you click: maskproof flow record URL -o flows/NAME.yaml`,
		},
		Steps: []draft.Step{
			{Verb: flow.Expect, Value: draft.Map{{Key: "visible", Value: draft.Map{{Key: "css", Value: "body"}}}}},
			{Comment: "- fill: {label: \"Email\"}\n  plant: email"},
		},
	}
}

type proposer struct {
	origin string
	forms  map[string]bool // that were met
	names  map[string]int
	list   []Proposal
}

func (p *proposer) page(page browser.Page) {
	controls := p.fresh(page.Controls)
	w := &writing{recorder: recorder{flow: &draft.Flow{Start: draft.Below(p.origin, page.URL)}}, twins: twins(controls)}
	for _, c := range controls {
		w.control(c)
	}
	if w.plants == 0 {
		return
	}
	w.flow.Name = p.name(page.URL)
	w.flow.About = []string{
		"Proposed from the forms of this page; nothing was filled in or sent off. Look at each",
		"plant: it is what the name of its field says.",
	}
	if path := draft.Stable(page.URL); path != "" { // nothing was sent off by itself
		w.add(flow.Expect, draft.Map{{Key: "url", Value: path}})
	}
	w.end()
	p.list = append(p.list, Proposal{Flow: w.flow, Page: page.URL, Plants: w.plants})
}

// fresh is the controls of the forms that no page before had. Of a page that has one of
// its own, those in frames are among it in any case: what a payment provider asks for in
// one page's frame says nothing of another page.
func (p *proposer) fresh(all []browser.Control) (list []browser.Control) {
	met, own := map[string]bool{}, false
	for _, form := range forms(all) {
		sign, framed := signature(form), form[0].Frame != nil
		if known := p.forms[sign]; !known || framed && own {
			list = append(list, form...)
			own = own || !framed
		}
		met[sign] = true
	}
	for sign := range met {
		p.forms[sign] = true
	}
	return list
}

// name calls a flow as its page's path does: /en/account/profile is en-account-profile.
func (p *proposer) name(address string) string {
	name := "home"
	if path := strings.Trim(draft.Stable(address), "/"); path != "" {
		name = draft.NameOf(path)
	}
	p.names[name]++
	if n := p.names[name]; n > 1 {
		name = fmt.Sprintf("%s-%d", name, n)
	}
	return name
}

// writing is a proposal on its way.
type writing struct {
	recorder
	twins   map[string]int // locators that several controls have, and how many were written
	plants  int
	submits []draft.Step
}

func (w *writing) control(c browser.Control) {
	l, found := w.locator(c.Element)
	if !found {
		if c.Kind == "fill" {
			w.flow.Steps = append(w.flow.Steps, draft.Step{Comment: "a field is left out, because nothing names it: give it a label or a data-testid"})
		}
		return
	}
	key := inFrame(c, l)
	if n, ok := w.twins[key]; ok {
		w.twins[key] = n + 1
		l.Or, l.Nth = nil, n+1
	}
	step := draft.Step{Verb: flow.Verb(c.Kind), Value: draft.Locator(l), More: w.frame(c.Frame)}
	switch {
	case c.Kind == "fill":
		w.fill(c, step)
	case c.Kind == "click" && c.Frame == nil: // what a frame's button does is not the app's
		w.submits = append(w.submits, step)
	case !c.Required:
	case c.Kind == "select" && c.Option != "":
		step.More = append(step.More, draft.Pair{Key: "option", Value: c.Option})
		w.flow.Steps = append(w.flow.Steps, step)
	case c.Kind == "check" && c.Element.Type == "checkbox":
		w.flow.Steps = append(w.flow.Steps, step)
	}
}

func (w *writing) fill(c browser.Control, step draft.Step) {
	key, note, ok := draft.Proposed(fieldOf(c.Element))
	if !ok {
		return
	}
	step.Comment = note
	step.More = append(step.More, key)
	if key.Key == "plant" {
		w.plants++
	}
	w.flow.Steps = append(w.flow.Steps, step)
}

// end says what a person must add: what sends a form off is theirs to know.
func (w *writing) end() {
	lines := []string{"", "Left out is what sends this off, since it may order, pay or write to somebody. Where it may be",
		"done, add it, and what shows that it worked; what the app shows then can leak, too:"}
	for _, s := range w.submits {
		lines = append(lines, strings.Split(s.String(), "\n")...)
	}
	if len(w.submits) == 0 {
		lines = append(lines, `- click: {role: button, name: "…"}`)
	}
	lines = append(lines, `- wait_for: {text: "Thank you"}`)
	w.flow.Steps = append(w.flow.Steps, draft.Step{Comment: strings.Join(lines, "\n")})
}
