package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
)

// resolve makes nodes objects of the engine's world.
func (f *frame) resolve(ctx context.Context, nodes []cdp.BackendNodeID) ([]any, error) {
	objects := make([]any, len(nodes))
	for i, id := range nodes {
		res, err := call(ctx, f.target, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: id, ExecutionContextID: f.world})
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errGone, err)
		}
		objects[i] = res.Object.ObjectID
	}
	return objects, nil
}

// reveal hands the engine the closed shadow roots of the document that it does
// not know; false if there are none.
func (f *frame) reveal(ctx context.Context) (bool, error) {
	var may bool
	if err := f.engine(ctx, &may, "mayHide"); err != nil || !may {
		return false, err
	}
	doc, err := f.document(ctx)
	if err != nil {
		return false, err
	}
	whole, err := call(ctx, f.target, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: doc, Depth: new(int64(-1)), Pierce: new(true)})
	if err != nil {
		return false, gone(err)
	}
	roots := closedRoots(whole.Node, nil)
	if len(roots) == 0 {
		return false, nil
	}
	objects, err := f.resolve(ctx, roots)
	if err != nil {
		return false, err
	}
	var added int
	err = f.engine(ctx, &added, "reveal", objects...)
	return added > 0, err
}

// closedRoots lists the closed shadow roots of one document, without those of the
// documents in its frames.
func closedRoots(n *cdp.Node, found []cdp.BackendNodeID) []cdp.BackendNodeID {
	for _, root := range n.ShadowRoots {
		if root.ShadowRootType == cdp.ShadowRootTypeClosed {
			found = append(found, root.BackendNodeID)
		}
		found = closedRoots(root, found)
	}
	for _, child := range n.Children {
		found = closedRoots(child, found)
	}
	return found
}

func (f *frame) document(ctx context.Context) (runtime.RemoteObjectID, error) {
	if f.world == 0 {
		if err := f.openWorld(ctx); err != nil {
			return "", err
		}
	}
	doc, err := call(ctx, f.target, runtime.Evaluate, runtime.EvaluateParams{Expression: "document", ContextID: f.world})
	if err != nil {
		return "", gone(err)
	}
	return doc.Result.ObjectID, nil
}
