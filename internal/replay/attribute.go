package replay

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// setAttributes applies the attributes of a node, or changes of them.
func (w *window) setAttributes(n *node, attributes rrweb.Attributes) {
	for i := range attributes {
		a := &attributes[i]
		switch a.Value.Kind {
		case rrweb.Null, rrweb.False:
			w.dropAttribute(n, a.Name)
		case rrweb.True:
			w.setAttribute(n, a.Name, "")
		case rrweb.Style:
			w.setAttribute(n, a.Name, mergeStyle(attribute(&n.Node, a.Name), a.Value.Style))
		default:
			w.setAttribute(n, a.Name, w.keep(a.Value.Text))
		}
		if a.Name == "value" {
			w.control(n.id).attribute(a.Value.Kind, attribute(&n.Node, a.Name))
		}
	}
}

func (w *window) setAttribute(n *node, name, value string) {
	w.stamp(n.id, name)
	w.rename(name, value, 1)
	w.size += int64(len(value))
	for i := range n.Attr {
		if old := &n.Attr[i]; old.Key == name {
			w.size -= int64(len(old.Val))
			w.rename(name, old.Val, -1)
			old.Val = value
			return
		}
	}
	w.size += attributeSize
	n.Attr = append(n.Attr, html.Attribute{Key: w.name(name), Val: value})
}

func (w *window) dropAttribute(n *node, name string) {
	for i := range n.Attr {
		if old := n.Attr[i]; old.Key == name {
			w.size -= attributeSize + int64(len(old.Val))
			w.rename(name, old.Val, -1)
			w.unstamp(n.id, name)
			n.Attr = slices.Delete(n.Attr, i, i+1)
			return
		}
	}
}

// attribute returns the value of an attribute, "" where there is none.
func attribute(n *html.Node, name string) string {
	value, _ := lookup(n, name)
	return value
}

func lookup(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// mergeStyle applies changed properties to the text of a style attribute.
func mergeStyle(style string, changes []rrweb.Declaration) string {
	var kept []string
	for part := range strings.SplitSeq(style, ";") {
		property, _, _ := strings.Cut(part, ":")
		property = strings.TrimSpace(property)
		changed := slices.ContainsFunc(changes, func(d rrweb.Declaration) bool { return d.Property == property })
		if property != "" && !changed {
			kept = append(kept, strings.TrimSpace(part))
		}
	}
	for _, d := range changes {
		if d.Removed {
			continue
		}
		text := d.Property + ": " + d.Value
		if d.Priority != "" {
			text += " !" + d.Priority
		}
		kept = append(kept, text)
	}
	return strings.Join(kept, "; ")
}
