package devtools

import (
	"regexp"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/fieldkind"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/lint"
)

// named is what a step's selectors say of its element.
type named struct {
	name    string // accessible name
	role    string // ARIA role, where an aria selector gives it
	texts   []string
	testids []string
	css     []string
	xpaths  []string
	tag     string // what the selectors end in: button, a, select, …
	kind    string // type attribute
}

var (
	ariaRole  = regexp.MustCompile(`\[\s*role\s*=\s*["']?([a-z]+)["']?\s*\]`)
	ariaName  = regexp.MustCompile(`\[\s*name\s*=\s*["']([^"']+)["']\s*\]`)
	attribute = regexp.MustCompile(`^\[([\w-]+)=["']?([^"'\]]+)["']?\]$`)
	lastTag   = regexp.MustCompile(`(?:^|[\s>+~/])([a-z][a-z0-9-]*)(?:[.#:\[][^\s>+~/]*)?$`)
	anyTag    = regexp.MustCompile(`^[a-z0-9]+$`) // any button will not do
	inputType = regexp.MustCompile(`\[@?type=["']?(\w+)["']?\]`)
)

// read takes the selectors apart. testid is the attribute of test ids.
func read(selectors []selector, testid string) named {
	var n named
	for _, way := range selectors {
		if len(way) == 0 {
			continue
		}
		n.take(way[len(way)-1], testid)
	}
	return n
}

func (n *named) take(text, testid string) {
	strategy, rest, _ := strings.Cut(text, "/")
	switch strategy {
	case "aria":
		n.aria(rest)
	case "text":
		add(&n.texts, rest)
	case "xpath":
		add(&n.xpaths, rest)
		n.shape(rest)
	case "pierce", "css":
		n.selector(rest, testid)
	default:
		n.selector(text, testid)
	}
}

func (n *named) aria(text string) {
	if role := ariaRole.FindStringSubmatch(text); role != nil {
		n.role = role[1]
		text = strings.Replace(text, role[0], "", 1)
	}
	if name := ariaName.FindStringSubmatch(text); name != nil && strings.HasPrefix(text, "[") {
		text = name[1]
	}
	if n.name == "" {
		n.name = strings.TrimSpace(text)
	}
}

func (n *named) selector(css, testid string) {
	if at := attribute.FindStringSubmatch(css); at != nil && (at[1] == testid || at[1] == "data-testid") {
		if at[1] == "data-testid" {
			add(&n.testids, at[2])
			return
		}
	}
	add(&n.css, css)
	n.shape(css)
}

func (n *named) shape(path string) {
	if tag := lastTag.FindStringSubmatch(path); tag != nil && n.tag == "" {
		n.tag = tag[1]
	}
	if kind := inputType.FindStringSubmatch(path); kind != nil && n.kind == "" {
		n.kind = kind[1]
	}
}

func add(list *[]string, text string) {
	if text = strings.TrimSpace(text); text != "" && !slices.Contains(*list, text) {
		*list = append(*list, text)
	}
}

// field is what is known of the element as a form field.
func (n named) field() fieldkind.Field {
	return fieldkind.Field{Type: n.kind, Texts: slices.Concat([]string{n.name}, n.testids, n.css)}
}

// fieldLocator finds what was typed into: by what people read first, by selectors
// last.
func (n named) fieldLocator() (flow.Locator, bool) {
	var list []flow.Locator
	switch {
	case n.name == "":
	case knownRole(n.role):
		list = append(list, flow.Locator{Role: n.role, Name: n.name}, flow.Locator{Label: n.name}, flow.Locator{Placeholder: n.name})
	default:
		list = append(list, flow.Locator{Label: n.name}, flow.Locator{Placeholder: n.name})
	}
	return n.alternatives(list)
}

// locator finds what was clicked or waited for.
func (n named) locator() (flow.Locator, bool) {
	role := n.role
	if role == "" {
		role = roleOf(n.tag, n.kind)
	}
	var list []flow.Locator
	if n.name != "" {
		if knownRole(role) {
			list = append(list, flow.Locator{Role: role, Name: n.name})
		}
		if role == "" || isField(n.tag) {
			list = append(list, flow.Locator{Label: n.name})
		}
		list = append(list, flow.Locator{Text: n.name})
	}
	for _, text := range n.texts {
		if text != n.name {
			list = append(list, flow.Locator{Text: text})
		}
	}
	return n.alternatives(list)
}

// alternatives puts what lasts before what does not; selectors that are likely to
// break are only for elements that nothing else names.
func (n named) alternatives(list []flow.Locator) (flow.Locator, bool) {
	for _, id := range n.testids {
		list = append(list, flow.Locator{TestID: id})
	}
	var last []flow.Locator
	for _, css := range n.css {
		last = append(last, flow.Locator{CSS: css})
	}
	for _, xpath := range n.xpaths {
		last = append(last, flow.Locator{XPath: xpath})
	}
	for _, l := range last {
		if lint.Brittle(l) == "" && !anyTag.MatchString(l.CSS) && (l.XPath == "" || len(list) == 0) {
			list = append(list, l)
		}
	}
	if len(list) == 0 {
		list = last
	}
	if len(list) == 0 {
		return flow.Locator{}, false
	}
	first := list[0]
	first.Or = list[1:]
	if len(first.Or) == 0 {
		first.Or = nil
	}
	return first, true
}

// lasting says that something better than a brittle selector names the element.
func (n named) lasting() bool {
	return n.name != "" || len(n.testids) > 0 || len(n.texts) > 0
}

// roleOf is the role of a plain HTML element.
func roleOf(tag, kind string) string {
	switch {
	case tag == "button", tag == "input" && (kind == "submit" || kind == "button"):
		return "button"
	case tag == "a":
		return "link"
	case tag == "input" && (kind == "checkbox" || kind == "radio"):
		return kind
	}
	return ""
}

func isField(tag string) bool { return tag == "input" || tag == "select" || tag == "textarea" }

func knownRole(role string) bool { return slices.Contains(flow.Roles(), role) }
