package record

import (
	"fmt"
	"strings"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
)

// forms puts the controls of each form together, in the order in which forms begin.
func forms(all []browser.Control) (list [][]browser.Control) {
	at := map[string]int{}
	for _, c := range all {
		key := fmt.Sprint(c.Form)
		if c.Frame != nil {
			key += c.Frame.URL
		}
		if _, ok := at[key]; !ok {
			at[key] = len(list)
			list = append(list, nil)
		}
		list[at[key]] = append(list[at[key]], c)
	}
	return list
}

func signature(form []browser.Control) string {
	var b strings.Builder
	for _, c := range form {
		fmt.Fprintf(&b, "%s %q %q %q\n", c.Kind, c.Element.Name, c.Element.HTMLName, c.Element.ID)
	}
	return b.String()
}

// twins are the locators that name more than one control of a document.
func twins(list []browser.Control) map[string]int {
	count, twins := map[string]int{}, map[string]int{}
	for _, c := range list {
		if l, ok := (&recorder{}).locator(c.Element); ok && c.Kind != "click" {
			if key := inFrame(c, l); count[key] > 0 {
				twins[key] = 0
			}
			count[inFrame(c, l)]++
		}
	}
	return twins
}

func inFrame(c browser.Control, l flow.Locator) string {
	frame := ""
	if c.Frame != nil {
		frame = c.Frame.URL
	}
	return l.First().String() + frame
}
