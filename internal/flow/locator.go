package flow

import (
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// strategies is the ways to find an element; name goes with role.
var strategies = []string{"label", "role", "placeholder", "text", "testid", "css"}

var locatorShape = strictyaml.Shape{
	What:    "a locator",
	Keys:    []string{"label", "role", "name", "placeholder", "text", "testid", "css"},
	Example: `{label: "Card number"}`,
}

func parseLocator(v strictyaml.Value) *Locator {
	fields := v.Fields(locatorShape)
	l := &Locator{
		Label:       fields.Get("label").Text(),
		Role:        parseRole(fields.Get("role")),
		Name:        fields.Get("name").Text(),
		Placeholder: fields.Get("placeholder").Text(),
		Text:        fields.Get("text").Text(),
		TestID:      fields.Get("testid").Text(),
		CSS:         fields.Get("css").Text(),
	}
	there := fields.Among(strategies)
	if len(there) == 0 && fields.Get("name").Present() {
		fields.Fail("name", "name goes with role only", `such as {role: button, name: "Pay"}`)
		return l
	}
	fields.One(strategies...)
	if len(there) == 1 && there[0] != "role" {
		fields.Fail("name", "name goes with role only, got "+there[0], "")
	}
	return l
}

// parseRole takes the roles of ARIA and those of its digital publishing and
// graphics modules.
func parseRole(v strictyaml.Value) string {
	role := v.Text()
	if strings.HasPrefix(role, "doc-") || strings.HasPrefix(role, "graphics-") || slices.Contains(roles, role) {
		return role
	}
	if role != "" {
		hint := "it is no ARIA role"
		if near := strictyaml.Nearest(role, roles); near != "" {
			hint = "did you mean \"" + near + "\"?"
		}
		v.Fail("unknown role "+v.Quoted(), hint)
	}
	return ""
}

// roles is the roles that an element can have (W3C WAI-ARIA 1.2, section 5.4,
// without the abstract ones; 1.3 adds code, comment, mark, suggestion).
var roles = []string{
	"alert", "alertdialog", "application", "article", "banner", "blockquote", "button", "caption", "cell", "checkbox",
	"code", "columnheader", "combobox", "comment", "complementary", "contentinfo", "definition", "deletion", "dialog",
	"directory", "document", "emphasis", "feed", "figure", "form", "generic", "grid", "gridcell", "group", "heading",
	"image", "img", "insertion", "link", "list", "listbox", "listitem", "log", "main", "mark", "marquee", "math",
	"menu", "menubar", "menuitem", "menuitemcheckbox", "menuitemradio", "meter", "navigation", "none", "note", "option",
	"paragraph", "presentation", "progressbar", "radio", "radiogroup", "region", "row", "rowgroup", "rowheader",
	"scrollbar", "search", "searchbox", "separator", "slider", "spinbutton", "status", "strong", "subscript",
	"suggestion", "superscript", "switch", "tab", "table", "tablist", "tabpanel", "term", "textbox", "time", "timer",
	"toolbar", "tooltip", "tree", "treegrid", "treeitem",
}

var conditions = []string{"text", "url", "visible", "hidden"}

var conditionShape = strictyaml.Shape{What: "a condition", Keys: conditions, Example: `{text: "Thank you"}`}

// condition is the value of wait_for and expect.
func condition(v strictyaml.Value, s *Step) {
	fields := v.Fields(conditionShape)
	c := &Condition{}
	switch fields.One(conditions...) {
	case "text":
		c.Text = fields.Get("text").Text()
	case "url":
		c.URL = fields.Get("url").Text()
	case "visible":
		c.Visible = parseLocator(fields.Get("visible"))
	case "hidden":
		c.Hidden = parseLocator(fields.Get("hidden"))
	}
	s.Condition = c
}

var (
	inShape    = strictyaml.Shape{What: "a place", Keys: []string{"frame"}, Example: `{frame: {title: "Secure card frame"}}`}
	frameShape = strictyaml.Shape{What: "a frame", Keys: []string{"title", "name", "url"}, Example: `{title: "Secure card frame"}`}
)

func parseFrame(v strictyaml.Value) *Frame {
	if !v.Present() {
		return nil
	}
	inner := v.Fields(inShape).Need("frame", "such as "+inShape.Example)
	fields := inner.Fields(frameShape)
	if len(fields.Among(frameShape.Keys)) == 0 {
		fields.Missing("a frame needs a title, a name or a url", "")
	}
	return &Frame{
		Title: fields.Get("title").Text(),
		Name:  fields.Get("name").Text(),
		URL:   fields.Get("url").Text(),
	}
}
