package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/maskproof/maskproof/internal/flow"
)

// match is what the engine says of a locator.
type match struct {
	Count   int
	Visible int
	Element int // as the engine knows it; -1 unless Count is 1
	Matches []string
}

// element is one element in one frame, as the engine knows it.
type element struct {
	*frame
	index int
}

// locate finds exactly one element. None yet is an obstacle, several are a
// refusal that lists them.
func (t *tab) locate(ctx context.Context, in *flow.Frame, l flow.Locator) (element, error) {
	f, err := t.frame(ctx, in)
	if err != nil {
		return element{}, err
	}
	m, err := f.find(ctx, l)
	switch {
	case err != nil:
		return element{}, err
	case m.Count == 0:
		return element{}, f.notFound(ctx, l)
	case m.Count > 1:
		return element{}, &refusal{fmt.Sprintf("%d elements match %s, want exactly 1; name one of them more closely", m.Count, l), m.Matches}
	}
	return element{f, m.Element}, nil
}

func (f *frame) find(ctx context.Context, l flow.Locator) (match, error) {
	if l.Role != "" {
		return f.findRole(ctx, l)
	}
	var m match
	err := f.engine(ctx, &m, "find", wire(l))
	return m, err
}

// wire is a locator as the engine reads it: its strategy's name is the key.
func wire(l flow.Locator) map[string]string {
	m := map[string]string{}
	for name, value := range map[string]string{
		"label": l.Label, "placeholder": l.Placeholder, "text": l.Text, "testid": l.TestID, "css": l.CSS,
	} {
		if value != "" {
			m[name] = value
		}
	}
	return m
}

// findRole asks Chrome's accessibility tree, so that roles and names are what
// Chrome computes them to be.
func (f *frame) findRole(ctx context.Context, l flow.Locator) (match, error) {
	nodes, err := f.axNodes(ctx, l.Role)
	if err != nil {
		return match{}, err
	}
	var whole, part []cdp.BackendNodeID
	for _, n := range nodes {
		name := axName(n)
		switch {
		case l.Name == "" || strings.EqualFold(name, l.Name):
			whole = append(whole, n.BackendDOMNodeID)
		case strings.Contains(strings.ToLower(name), strings.ToLower(l.Name)):
			part = append(part, n.BackendDOMNodeID)
		}
	}
	if len(whole) == 0 {
		whole = part
	}
	args := make([]any, len(whole))
	for i, id := range whole {
		res, err := call(ctx, f.target, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: id, ExecutionContextID: f.world})
		if err != nil {
			return match{}, fmt.Errorf("%w: %w", errGone, err)
		}
		args[i] = res.Object.ObjectID
	}
	var m match
	err = f.engine(ctx, &m, "settle", args...)
	return m, err
}

// axNodes lists the nodes of a role in the frame's document ("" for all roles).
func (f *frame) axNodes(ctx context.Context, role string) ([]*accessibility.Node, error) {
	if f.world == 0 {
		if err := f.openWorld(ctx); err != nil {
			return nil, err
		}
	}
	doc, err := call(ctx, f.target, runtime.Evaluate, runtime.EvaluateParams{Expression: "document", ContextID: f.world})
	if err != nil {
		return nil, gone(err)
	}
	res, err := call(ctx, f.target, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{ObjectID: doc.Result.ObjectID, Role: role})
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
	return strings.Join(strings.Fields(s), " ")
}

// notFound is the obstacle for a locator without a match, with what a person
// could have meant.
func (f *frame) notFound(ctx context.Context, l flow.Locator) error {
	var names []string
	wanted := l.Label + l.Placeholder + l.Text + l.TestID + l.CSS
	if l.Role != "" {
		wanted = l.Name
		nodes, err := f.axNodes(ctx, "")
		if err != nil {
			return err
		}
		for _, n := range nodes {
			if role := axString(n.Role); role == l.Role || axName(n) != "" && interactive[role] {
				names = append(names, strings.TrimSpace(fmt.Sprintf("%s %q", role, axName(n))))
			}
		}
	} else {
		for strategy := range wire(l) {
			if err := f.engine(ctx, &names, "candidates", strategy); err != nil {
				return err
			}
		}
	}
	return &obstacle{fmt.Sprintf("nothing matches %s", l), nearest(wanted, names)}
}

// interactive are the roles worth proposing instead of another one.
var interactive = map[string]bool{
	"button": true, "link": true, "textbox": true, "checkbox": true, "radio": true, "combobox": true,
	"searchbox": true, "spinbutton": true, "switch": true, "tab": true, "menuitem": true, "option": true,
}

// nearest returns the five names most like the wanted one, quoted.
func nearest(wanted string, names []string) []string {
	wanted = strings.ToLower(wanted)
	distance := func(name string) int {
		name = strings.ToLower(name)
		d := levenshtein.ComputeDistance(wanted, name)
		if wanted != "" && strings.Contains(name, wanted) {
			d -= len(name)
		}
		return d
	}
	slices.SortStableFunc(names, func(a, b string) int { return distance(a) - distance(b) })
	names = slices.Compact(names)
	out := make([]string, 0, 5)
	for _, name := range names[:min(5, len(names))] {
		out = append(out, "‹"+name+"›")
	}
	return out
}

// ready waits for nothing: it says whether an action on the element can go
// ahead now, as an obstacle if not.
func (e element) ready(ctx context.Context, action string) error {
	var why string
	if err := e.engine(ctx, &why, "obstacle", e.index, action); err != nil {
		return err
	}
	if why != "" {
		return &obstacle{reason: why}
	}
	return nil
}

// point scrolls to the element and returns its middle in the page's viewport,
// or an obstacle that names what covers it.
func (e element) point(ctx context.Context) (x, y float64, err error) {
	var p struct {
		X, Y    float64
		Covered string
	}
	if err := e.engine(ctx, &p, "point", e.index); err != nil {
		return 0, 0, err
	}
	if p.Covered != "" {
		return 0, 0, &obstacle{reason: "it is covered by " + p.Covered}
	}
	for f := e.frame; f.parent != nil; f = f.parent {
		var inset struct{ X, Y float64 }
		if err := f.parent.engine(ctx, nil, "point", f.owner); err != nil {
			return 0, 0, err
		}
		if err := f.parent.engine(ctx, &inset, "inset", f.owner); err != nil {
			return 0, 0, err
		}
		p.X, p.Y = p.X+inset.X, p.Y+inset.Y
	}
	return p.X, p.Y, nil
}
