package record

import (
	"slices"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/fieldkind"
)

// merged puts together what is one thing: the keys that went into one field, of which
// the last one holds all, the click before them, the clicks of a double click, the one
// that opens a file chooser with what was chosen, and what opened and narrowed a list
// with the option.
func merged(acts []browser.Act) []browser.Act {
	parts := map[string][]string{
		"fill": {"fill", "click"}, "press": {"click"}, "dblclick": {"click"}, "upload": {"click"}, "select": {"click", "fill", "press"},
	}
	var list []browser.Act
	for _, act := range acts {
		isPart := func(before browser.Act) bool {
			switch {
			case act.Kind == "select" && before.Kind == "fill" && (isSomebodys(before.Element) || isSomebodys(act.Element)):
				return false // the list proposes what one may mean
			case act.Kind == "select" && before.Kind == "click" && before.Opens != nil && *before.Opens == act.Element:
				return true
			}
			return slices.Contains(parts[act.Kind], before.Kind) && samePlace(before, act) || act.Kind == "select" && before.Search
		}
		for n := len(list); n > 0 && isPart(list[n-1]); n-- {
			list = list[:n-1]
		}
		list = append(list, act)
	}
	return list
}

func samePlace(a, b browser.Act) bool {
	sameFrame := a.Frame == nil && b.Frame == nil || a.Frame != nil && b.Frame != nil && *a.Frame == *b.Frame
	// A field's type changes when its content is revealed, and its role with it.
	for _, e := range []*browser.ActElement{&a.Element, &b.Element} {
		e.Type, e.Role = "", ""
	}
	return a.Window == b.Window && sameFrame && a.Element == b.Element
}

// isSomebodys says that a field is for a person's data.
func isSomebodys(e browser.ActElement) bool { return fieldkind.Of(fieldOf(e)) != "" }
