package replay

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// setAttributes applies the attributes of a node, or changes of them.
func (w *window) setAttributes(id int64, n *html.Node, attributes rrweb.Attributes) {
	for _, a := range attributes {
		switch a.Value.Kind {
		case rrweb.Null, rrweb.False:
			n.Attr = slices.DeleteFunc(n.Attr, func(old html.Attribute) bool { return old.Key == a.Name })
			w.unstamp(id, a.Name)
		case rrweb.True:
			w.setAttribute(id, n, a.Name, "")
		case rrweb.Style:
			w.setAttribute(id, n, a.Name, mergeStyle(attribute(n, a.Name), a.Value.Style))
		default:
			w.setAttribute(id, n, a.Name, a.Value.Text)
		}
		if a.Name == "value" {
			w.control(id).attribute(a.Value)
		}
	}
}

func (w *window) setAttribute(id int64, n *html.Node, name, value string) {
	w.stamp(id, name)
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
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
