package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"

	"github.com/maskproof/maskproof/internal/flow"
)

// byRole asks Chrome's accessibility tree, so that roles and names are what
// Chrome computes them to be; it looks into closed shadow roots too.
func (f *frame) byRole(ctx context.Context, l flow.Locator) ([]any, error) {
	nodes, err := f.axNodes(ctx, l.Role)
	if err != nil {
		return nil, err
	}
	wanted := squash(l.Name)
	var whole, part []cdp.BackendNodeID
	for _, n := range nodes {
		name := axName(n)
		switch {
		case wanted == "" || strings.EqualFold(name, wanted):
			whole = append(whole, n.BackendDOMNodeID)
		case strings.Contains(strings.ToLower(name), strings.ToLower(wanted)):
			part = append(part, n.BackendDOMNodeID)
		}
	}
	if len(whole) == 0 {
		whole = part
	}
	return f.resolve(ctx, whole)
}

// axNodes lists the nodes of a role in the frame's document ("" for all roles).
func (f *frame) axNodes(ctx context.Context, role string) ([]*accessibility.Node, error) {
	doc, err := f.document(ctx)
	if err != nil {
		return nil, err
	}
	res, err := call(ctx, f.target, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{ObjectID: doc, Role: role})
	if err != nil {
		return nil, gone(err)
	}
	return slices.DeleteFunc(res.Nodes, func(n *accessibility.Node) bool {
		return n.Ignored || n.BackendDOMNodeID == 0
	}), nil
}

func axName(n *accessibility.Node) string { return axString(n.Name) }

func axString(v *accessibility.Value) string {
	var s string
	if v != nil {
		json.Unmarshal(v.Value, &s)
	}
	return squash(s)
}

// squash is a text as a person reads it: without the places where a word may be broken,
// and with one space where there are several (squash in js/engine/dom.js).
func squash(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u00ad\u200b\u2060\ufeff", r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// rolesOnPage lists what has the role, and what one could have meant instead.
func (f *frame) rolesOnPage(ctx context.Context, wanted string) ([]string, error) {
	nodes, err := f.axNodes(ctx, "")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, n := range nodes {
		if role := axString(n.Role); role == wanted || axName(n) != "" && interactive(role) {
			names = append(names, strings.TrimSpace(fmt.Sprintf("%s %q", role, axName(n))))
		}
	}
	return names, nil
}

// interactive are the roles worth proposing instead of another one.
func interactive(role string) bool {
	return slices.Contains([]string{
		"button", "link", "textbox", "checkbox", "radio", "combobox",
		"searchbox", "spinbutton", "switch", "tab", "menuitem", "option",
	}, role)
}
