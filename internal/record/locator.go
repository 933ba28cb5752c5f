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
	var list []flow.Locator
	add := func(text string, l flow.Locator) {
		if text != "" && !r.tells(text) && lint.Brittle(l) == "" {
			list = append(list, l)
		}
	}
	if slices.Contains(flow.Roles(), e.Role) && e.Role != "generic" && e.Role != "none" {
		add(e.Name, flow.Locator{Role: e.Role, Name: e.Name})
	}
	add(e.Label, flow.Locator{Label: e.Label})
	add(e.TestID, flow.Locator{TestID: e.TestID})
	add(e.Placeholder, flow.Locator{Placeholder: e.Placeholder})
	if len(list) == 0 {
		add(e.Text, flow.Locator{Text: e.Text})
	}
	add(e.CSS, flow.Locator{CSS: e.CSS})
	if len(list) == 0 {
		return flow.Locator{}, false
	}
	first := list[0]
	if len(list) > 1 {
		first.Or = list[1:]
	}
	return first, true
}
