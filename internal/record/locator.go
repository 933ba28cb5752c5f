package record

import (
	"slices"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
)

// locator names an element by all that will last, the best first. What is only a
// place in the page, or repeats what was typed, does not count.
func (r *recorder) locator(e browser.ActElement) (flow.Locator, bool) {
	var list, several []flow.Locator
	add := func(text string, l flow.Locator, nth int) {
		switch l.Nth = nth; {
		case text == "" || nth < 0 || r.tells(text) || lint.Brittle(l) != "":
		case nth == 0:
			list = append(list, l)
		default:
			several = append(several, l)
		}
	}
	if slices.Contains(flow.Roles(), e.Role) && e.Role != "generic" && e.Role != "none" {
		add(e.Name, flow.Locator{Role: e.Role, Name: e.Name}, e.Nth.Role)
	}
	add(e.Label, flow.Locator{Label: e.Label}, e.Nth.Label)
	add(e.TestID, flow.Locator{TestID: e.TestID}, e.Nth.TestID)
	add(e.Placeholder, flow.Locator{Placeholder: e.Placeholder}, e.Nth.Placeholder)
	if len(list) == 0 {
		add(e.Text, flow.Locator{Text: e.Text}, e.Nth.Text)
	}
	add(e.CSS, flow.Locator{CSS: e.CSS}, 0)
	switch {
	case len(list) > 0:
	case len(several) > 0:
		list = several[:1]
	case e.Path != "":
		list = []flow.Locator{{CSS: e.Path}}
		r.note("a step goes by its element's place in the page, because nothing names it: give it a label or a data-testid")
	default:
		return flow.Locator{}, false
	}
	first := list[0]
	if len(list) > 1 {
		first.Or = list[1:]
	}
	return first, true
}
