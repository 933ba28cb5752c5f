package browser

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/accessibility"
)

// accessibility saves the accessibility tree of the page and its frames, beside
// the screenshot: what role and name locators see. It holds no values of fields.
func (r *run) accessibility(ctx context.Context, i int) string {
	bound, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return r.save(i, ".txt", func() ([]byte, error) {
		var b strings.Builder
		if err := r.tab.top.axTree(bound, &b); err != nil {
			return nil, err
		}
		err := r.tab.eachFrame(bound, r.tab.top, func(f *frame) error { return f.axTree(bound, &b) })
		return []byte(r.opts.Redact(b.String())), err
	})
}

// axTree writes the tree of one document, a node a line, indented.
func (f *frame) axTree(ctx context.Context, b *strings.Builder) error {
	res, err := call(ctx, f.target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{FrameID: f.id})
	if err != nil {
		return gone(err)
	}
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range res.Nodes {
		nodes[n.NodeID] = n
	}
	var write func(n *accessibility.Node, depth int)
	write = func(n *accessibility.Node, depth int) {
		role := axString(n.Role)
		if !n.Ignored && role != "InlineTextBox" && role != "none" && role != "generic" {
			fmt.Fprintf(b, "%s%s\n", strings.Repeat("  ", depth), axLine(role, n))
			depth++
		}
		for _, id := range n.ChildIDs {
			if child := nodes[id]; child != nil {
				write(child, depth)
			}
		}
	}
	for _, n := range res.Nodes {
		if n.ParentID == "" {
			write(n, 0)
		}
	}
	return nil
}

// axLine is one node as a locator would name it: textbox "Email" (required).
func axLine(role string, n *accessibility.Node) string {
	line := role
	if name := axName(n); name != "" {
		line += fmt.Sprintf(" %q", name)
	}
	var states []string
	for _, p := range n.Properties {
		if p.Value != nil && string(p.Value.Value) == "true" && p.Name != "focusable" {
			states = append(states, string(p.Name))
		}
	}
	if len(states) > 0 {
		line += " (" + strings.Join(states, ", ") + ")"
	}
	return line
}
