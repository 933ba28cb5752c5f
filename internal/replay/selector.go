package replay

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// Selector returns a short CSS path to a node as the window shows it now; for a
// text it is the path of its element. Steps into frames and shadow roots are
// written " >>> ". It returns "" for a node that is not known.
func (p *Player) Selector(windowID string, node int64) string {
	if w := p.windows[windowID]; w != nil {
		return w.selector(node)
	}
	return ""
}

// selector finds a path once and keeps it while the node stays.
func (w *window) selector(id int64) string {
	if s, ok := w.selectors[id]; ok {
		return s
	}
	n := w.nodes[id]
	for n != nil && n.Type != html.ElementNode {
		n = w.outer(n)
	}
	if n == nil {
		return ""
	}
	w.selectors[id] = w.path(n)
	return w.selectors[id]
}

// path writes the way to an element through all roots.
func (w *window) path(n *html.Node) string {
	var parts []string
	for n != nil {
		top := root(n)
		parts = append([]string{pathIn(top, n)}, parts...)
		n = w.hosts[top]
	}
	return strings.Join(parts, " >>> ")
}

// root returns the top of the tree that a node stands in.
func root(n *html.Node) *html.Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

// pathIn writes the way to an element in one tree, from the nearest element that
// can be named.
func pathIn(top, n *html.Node) string {
	var steps []string
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if name := uniqueName(top, n); name != "" {
			return strings.Join(append([]string{name}, steps...), " > ")
		}
		steps = append([]string{nth(n)}, steps...)
	}
	return strings.Join(steps, " > ")
}

// naming lists the attributes that name an element, best first.
var naming = [...]string{"id", "data-testid", "name"}

// uniqueName returns a selector by a naming attribute, "" if the element has
// none that no other has.
func uniqueName(top, n *html.Node) string {
	if n.Data == "html" || n.Data == "body" {
		return n.Data
	}
	for _, key := range naming {
		value := attribute(n, key)
		if value == "" || strings.Trim(value, "*") == "" || len(value) > 80 || !isUnique(top, key, value) {
			continue
		}
		if key == "id" && isIdentifier(value) {
			return "#" + value
		}
		return tag(n) + "[" + key + "=" + quote(value) + "]"
	}
	return ""
}

// isUnique says that only one element of a tree has the attribute value.
func isUnique(top *html.Node, key, value string) bool {
	count := 0
	for d := range top.Descendants() {
		if d.Type == html.ElementNode && attribute(d, key) == value {
			if count++; count > 1 {
				return false
			}
		}
	}
	return true
}

// nth writes an element by its place among its siblings of the same tag.
func nth(n *html.Node) string {
	place, alone := 1, true
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode && s.Data == n.Data {
			place++
		}
	}
	for s := n.NextSibling; s != nil && alone; s = s.NextSibling {
		alone = s.Type != html.ElementNode || s.Data != n.Data
	}
	if place == 1 && alone {
		return tag(n)
	}
	return fmt.Sprintf("%s:nth-of-type(%d)", tag(n), place)
}

// tag writes the element's name, "*" where CSS could not read it.
func tag(n *html.Node) string {
	if isIdentifier(n.Data) {
		return n.Data
	}
	return "*"
}

// isIdentifier says that a text can stand in a selector as it is.
func isIdentifier(s string) bool {
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '_':
		case i > 0 && (r == '-' || r >= '0' && r <= '9'):
		default:
			return false
		}
	}
	return s != ""
}

// quote writes a CSS string.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, "\\%x ", r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
