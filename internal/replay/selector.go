package replay

import (
	"fmt"
	"slices"
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
	n := w.nodes.get(id)
	for n != nil && n.Type != html.ElementNode {
		n = n.outer()
	}
	if n == nil {
		return ""
	}
	if n.hang().selector == "" {
		n.beside.selector = w.path(n)
	}
	return n.beside.selector
}

// maxSteps is how many elements a path names. Of a deeper one it is the end, and
// of a place among more siblings than maxSiblings it is left open: the path then
// fits more elements than one, but takes no time that grows with the page.
const (
	maxSteps    = 32
	maxSiblings = 1 << 10
)

// path writes the way to an element through all roots, from the nearest element
// in each that can be named.
func (w *window) path(n *node) string {
	var parts []string // from the element outwards
	joint := ""
	for range maxSteps {
		name := w.uniqueName(n)
		parent := n.Parent
		if name != "" {
			parts = append(parts, name+joint)
		} else {
			parts = append(parts, nth(n)+joint)
		}
		if name == "" && parent != nil && parent.Type == html.ElementNode {
			n, joint = of(parent), " > "
			continue
		}
		top := n
		for steps := 0; top.Parent != nil && steps < maxDepth; steps++ {
			top = of(top.Parent)
		}
		if n = top.host(); n == nil {
			break
		}
		joint = " >>> "
	}
	slices.Reverse(parts)
	return strings.Join(parts, "")
}

// maxDepth is how deep an element may stand below its root for the path to go on
// outside of it.
const maxDepth = 1 << 10

// naming is the value of an attribute that may name an element.
type naming struct{ key, value string }

// namings lists the attributes that name an element, best first.
var namings = [...]string{"id", "data-testid", "name"}

// maxNaming is how long the value of such an attribute may be.
const maxNaming = 80

// rename counts elements by their naming attributes.
func (w *window) rename(key, value string, by int32) {
	if len(value) > maxNaming || value == "" || key != namings[0] && key != namings[1] && key != namings[2] {
		return
	}
	k := naming{w.name(key), value}
	if w.named[k] += by; w.named[k] <= 0 {
		delete(w.named, k)
	}
}

// uniqueName returns a selector by a naming attribute, "" if the element has
// none that no other has.
func (w *window) uniqueName(n *node) string {
	if n.Data == "html" || n.Data == "body" {
		return n.Data
	}
	for _, key := range namings {
		value := attribute(&n.Node, key)
		if strings.Trim(value, "*") == "" || w.named[naming{key, value}] != 1 {
			continue
		}
		if key == "id" && isIdentifier(value) {
			return "#" + value
		}
		return tag(&n.Node) + "[" + key + "=" + quote(value) + "]"
	}
	return ""
}

// nth writes an element by its place among its siblings of the same tag.
func nth(n *node) string {
	place, alone, steps := 1, true, 0
	for s := n.PrevSibling; s != nil && steps < maxSiblings; s, steps = s.PrevSibling, steps+1 {
		if s.Type == html.ElementNode && s.Data == n.Data {
			place++
		}
	}
	if steps == maxSiblings {
		return tag(&n.Node)
	}
	for s := n.NextSibling; s != nil && alone && steps < maxSiblings; s, steps = s.NextSibling, steps+1 {
		alone = s.Type != html.ElementNode || s.Data != n.Data
	}
	if place == 1 && alone {
		return tag(&n.Node)
	}
	return fmt.Sprintf("%s:nth-of-type(%d)", tag(&n.Node), place)
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
