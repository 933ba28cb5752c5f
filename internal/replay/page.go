package replay

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	nethtml "golang.org/x/net/html"
)

// FocusAttribute marks, in what Page writes, the elements that were asked for; its
// value is the node id that was asked with.
const FocusAttribute = "data-maskproof-focus"

// Page writes the page of a window as it is now, for a browser to show: styles,
// shadow roots and frame documents in it, blocked elements as boxes, controls with
// the values that the recording shows. Nothing in it runs or leads anywhere: no
// scripts, handlers, forms' targets, or addresses other than data: remain. The
// elements with the node ids of focus, or those around such nodes, have
// FocusAttribute. It is "" before the first full snapshot.
func (p *Player) Page(windowID string, focus ...int64) string {
	w := p.windows[windowID]
	if w == nil || w.document == nil {
		return ""
	}
	out := &pageWriter{window: w, focus: map[*node][]string{}}
	for _, id := range focus {
		n := w.nodes.get(id)
		for n != nil && n.Type != nethtml.ElementNode {
			n = n.outer()
		}
		if n != nil {
			out.focus[n] = append(out.focus[n], strconv.FormatInt(id, 10))
		}
	}
	out.children(w.document)
	return out.String()
}

// pageWriter writes one document.
type pageWriter struct {
	strings.Builder
	window *window
	focus  map[*node][]string // ids
}

func (o *pageWriter) children(n *node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		o.node(of(c))
	}
}

func (o *pageWriter) node(n *node) {
	switch n.Type {
	case nethtml.DoctypeNode:
		o.WriteString("<!doctype html>")
	case nethtml.TextNode:
		o.WriteString(html.EscapeString(n.Data))
	case nethtml.ElementNode:
		o.element(n)
	}
}

// left out are elements that run, load or lead elsewhere.
var leftOut = []string{"script", "noscript", "base", "meta", "object", "embed", "applet", "template", "title"}

var (
	tagName       = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9-]*$`)
	attributeName = regexp.MustCompile(`^[a-zA-Z_][-a-zA-Z0-9_.:]*$`)
	voidElements  = []string{"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"}
)

func (o *pageWriter) element(n *node) {
	tag := n.Data
	css, styled := lookup(&n.Node, "_cssText")
	switch {
	case slices.Contains(leftOut, tag) || !tagName.MatchString(tag):
		return
	case tag == "link" && !styled:
		return
	case tag == "link" || tag == "style":
		o.style(n, css)
		return
	case tag == "iframe" || tag == "frame":
		o.frame(n)
		return
	case tag == "canvas" || tag == "video":
		tag = "img"
	}
	o.WriteString("<" + tag)
	o.attributes(n)
	o.WriteString(">")
	if slices.Contains(voidElements, tag) {
		return
	}
	if root := n.shadow(); root != nil {
		o.WriteString(`<template shadowrootmode="open">`)
		o.children(root)
		o.WriteString("</template>")
	}
	if tag == "textarea" {
		o.WriteString(html.EscapeString("\n" + o.value(n)))
	} else {
		o.children(n)
	}
	o.WriteString("</" + tag + ">")
}

// style writes a style sheet, of its text or as the recorder inlined it.
func (o *pageWriter) style(n *node, css string) {
	if css == "" {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == nethtml.TextNode {
				css += c.Data
			}
		}
	}
	o.WriteString("<style>" + strings.ReplaceAll(css, "<", `\3c `) + "</style>")
}

// frame writes a frame with its document in it.
func (o *pageWriter) frame(n *node) {
	inner := &pageWriter{window: o.window, focus: o.focus}
	if document := n.frame(); document != nil {
		inner.children(document)
	}
	o.WriteString("<iframe sandbox=\"allow-same-origin\"") // of this page, so in the same process; no scripts
	o.attributes(n)
	o.WriteString(` srcdoc="` + html.EscapeString(inner.String()) + `"></iframe>`)
}

func (o *pageWriter) attributes(n *node) {
	for _, a := range n.Attr {
		if keepsAttribute(n.Data, a.Key, a.Val) {
			o.attribute(a.Key, a.Val)
		}
	}
	if data := attribute(&n.Node, "rr_dataURL"); strings.HasPrefix(data, "data:image/") {
		o.attribute("src", data)
	}
	width, height := attribute(&n.Node, "rr_width"), attribute(&n.Node, "rr_height")
	if width != "" || height != "" { // the box in place of a blocked element
		o.attribute("style", "display:inline-block;box-sizing:border-box;border:1px dashed #888;"+
			"background:repeating-linear-gradient(45deg,#ddd 0 6px,#eee 6px 12px);width:"+length(width)+";height:"+length(height))
	}
	if n.Data == "input" {
		o.attribute("value", o.value(n))
	}
	if ids := o.focus[n]; ids != nil {
		o.attribute(FocusAttribute, strings.Join(ids, " "))
	}
}

func (o *pageWriter) attribute(name, value string) {
	o.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
}

// keepsAttribute says that an attribute only says how something looks.
func keepsAttribute(tag, name, value string) bool {
	lower := strings.ToLower(name)
	switch {
	case !attributeName.MatchString(name), strings.HasPrefix(lower, "on"), strings.HasPrefix(lower, "rr_"), strings.HasPrefix(lower, "_"):
		return false
	case lower == "src" || lower == "poster":
		return strings.HasPrefix(value, "data:image/")
	case lower == "href" || lower == "xlink:href":
		return strings.HasPrefix(value, "#") || tag == "image" && strings.HasPrefix(value, "data:image/")
	}
	return !slices.Contains([]string{
		"srcset", "srcdoc", "action", "formaction", "data", "background", "ping", "manifest", "target", "download", "sandbox",
		"http-equiv", "autofocus", "shadowrootmode", FocusAttribute,
	}, lower) && (lower != "value" || tag != "input")
}

// value is what the recording shows in a control.
func (o *pageWriter) value(n *node) string {
	if c := o.window.controls[n.id]; c != nil && c.known {
		return c.value
	}
	return attribute(&n.Node, "value")
}

// length takes pixels as the recorder writes them ("12px") and nothing else.
func length(text string) string {
	number := strings.TrimSuffix(text, "px")
	if v, err := strconv.ParseFloat(number, 64); err != nil || v < 0 || v > 1e5 {
		return "auto"
	}
	return number + "px"
}
