package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// strategies is the ways to find an element; name goes with role.
var strategies = []string{"label", "role", "placeholder", "text", "alt", "title", "testid", "css", "xpath"}

var locatorShape = strictyaml.Shape{
	What:    "a locator",
	Keys:    slices.Concat(strategies, []string{"name", "has_text", "nth", "within"}),
	Example: `{label: "Card number"}`,
}

// parseLocator reads a locator, or a list of them that are tried in order.
func parseLocator(v strictyaml.Value) *Locator {
	if !v.IsList() {
		return parseOne(v)
	}
	var first *Locator
	for _, item := range v.List("locator") {
		l := parseOne(item)
		if first == nil {
			first = l
			continue
		}
		first.Or = append(first.Or, *l)
	}
	return first
}

func parseOne(v strictyaml.Value) *Locator {
	fields := v.Fields(locatorShape)
	l := &Locator{
		Label:       fields.Get("label").Text(),
		Role:        parseRole(fields.Get("role")),
		Name:        fields.Get("name").Text(),
		Placeholder: fields.Get("placeholder").Text(),
		Text:        fields.Get("text").Text(),
		Alt:         fields.Get("alt").Text(),
		Title:       fields.Get("title").Text(),
		TestID:      fields.Get("testid").Text(),
		CSS:         fields.Get("css").Text(),
		XPath:       fields.Get("xpath").Text(),
		HasText:     fields.Get("has_text").Text(),
		Nth:         parseNth(fields.Get("nth")),
	}
	if within := fields.Get("within"); within.Present() {
		l.Within = parseLocator(within)
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

// parseNth reads a number from 1, or "last".
func parseNth(v strictyaml.Value) int {
	if !v.Present() {
		return 0
	}
	text := v.Text()
	if text == "last" {
		return Last
	}
	n, err := strconv.Atoi(text)
	if text != "" && (err != nil || n < 1) {
		v.Fail("nth wants a number from 1, or last, got "+v.Quoted(), "nth: 1 is the first")
	}
	return n
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

var (
	inShape    = strictyaml.Shape{What: "a place", Keys: []string{"frame"}, Example: `{frame: {title: "Secure card frame"}}`}
	frameShape = strictyaml.Shape{What: "a frame", Keys: []string{"title", "name", "url"}, Example: `{title: "Secure card frame"}`}
)

// parseFrames reads a frame, the word any, or a list of frames, outermost first.
func parseFrames(v strictyaml.Value) Frames {
	if !v.Present() {
		return nil
	}
	inner := v.Fields(inShape).Need("frame", "such as "+inShape.Example)
	switch {
	case !inner.Present():
		return nil
	case inner.IsText() && inner.Literal() == "any":
		return Frames{{Any: true}}
	case inner.IsList():
		var path Frames
		for _, item := range inner.List("frame") {
			path = append(path, parseFrame(item))
		}
		return path
	}
	return Frames{parseFrame(inner)}
}

func parseFrame(v strictyaml.Value) Frame {
	fields := v.Fields(frameShape)
	if len(fields.Among(frameShape.Keys)) == 0 {
		fields.Missing("a frame needs a title, a name or a url", "")
	}
	return Frame{
		Title: fields.Get("title").Text(),
		Name:  fields.Get("name").Text(),
		URL:   fields.Get("url").Text(),
	}
}
