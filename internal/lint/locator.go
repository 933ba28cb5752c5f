package lint

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/fieldkind"
	"github.com/maskproof/maskproof/internal/flow"
)

// alternatives are a locator and its fallbacks, and what each looks in.
func alternatives(l flow.Locator) []flow.Locator {
	var list []flow.Locator
	for _, one := range append([]flow.Locator{l.First()}, l.Or...) {
		list = append(list, one)
		if one.Within != nil {
			list = append(list, alternatives(*one.Within)...)
		}
	}
	return list
}

// names are the texts of a locator that name a field.
func names(l flow.Locator) []string {
	var list []string
	for _, one := range append([]flow.Locator{l.First()}, l.Or...) {
		for _, text := range []string{one.Label, one.Name, one.Placeholder, one.Title, one.Text, one.TestID, one.CSS} {
			if text != "" {
				list = append(list, text)
			}
		}
	}
	return list
}

// sensitive is the kind that a locator's words speak of, if nobody should type
// anything real for it; else "".
func sensitive(l flow.Locator) canary.Kind {
	if kind := fieldkind.Of(fieldkind.Field{Texts: names(l)}); fieldkind.Sensitive(kind) {
		return kind
	}
	return ""
}

// The signs of a selector that the next build changes.
var (
	// styled-components, emotion, JSS, CSS modules, Svelte, Angular, and what has
	// letters and digits mixed as only a hash has.
	generatedClass = regexp.MustCompile(`\.(css-[a-z0-9]{5,}|sc-[A-Za-z0-9]{5,}|jss\d+|svelte-[a-z0-9]{5,}|ng-tns-\S+|[\w-]*__[A-Za-z0-9-]*_{2}?[A-Za-z0-9]{5,}|_[A-Za-z0-9]{5,}|[\w-]+_[A-Za-z]*\d[A-Za-z0-9]{3,})(?:[^\w-]|$)`)
	generatedID    = regexp.MustCompile(`#(radix-|ember\d|react-select-\d|headlessui-|mui-\d|:r|\\:r|\\3a ?r)|\[id=["']?(:r|radix-|ember\d)`)
	positions      = regexp.MustCompile(`:nth-(child|of-type|last-child|last-of-type)\(`)
	steps          = regexp.MustCompile(`\s*>\s*`)
)

// locators warns of selectors that a release of the app is likely to break.
func (w *warner) locators(s flow.Step) {
	all := []*flow.Locator{s.Locator, s.To}
	if c := s.Condition; c != nil {
		all = append(all, c.Visible, c.Hidden, c.Enabled, c.Of)
	}
	for _, l := range all {
		if l == nil {
			continue
		}
		for _, one := range alternatives(*l) {
			if sign := Brittle(one); sign != "" {
				w.warn(s, fmt.Sprintf("%s %s: the next release of the app may break it", one, sign), "name the element by its label, role and name, or test id")
				break
			}
		}
	}
}

// Brittle says what makes a selector likely to break; "" for nothing.
func Brittle(l flow.Locator) string {
	switch class := generatedClass.FindString(l.CSS); {
	case class != "":
		return "has a class that looks generated"
	case generatedID.MatchString(l.CSS):
		return "has an id that looks generated"
	case len(positions.FindAllString(l.CSS, -1)) > 1 || len(steps.FindAllString(l.CSS, -1)) > 3:
		return "goes by positions in the page"
	case strings.HasPrefix(strings.TrimLeft(l.XPath, "/"), "html/"), strings.Count(l.XPath, "[") > 2 && !strings.Contains(l.XPath, "@"):
		return "goes by positions in the page"
	}
	return ""
}
