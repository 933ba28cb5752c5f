package browser

import (
	"context"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// eval runs a script of the flow in the page's own world, as the body of an async
// function.
func eval(r *run, ctx context.Context, s flow.Step) error {
	f, err := r.tab.frame(ctx, s.Frames)
	if err != nil {
		return err
	}
	doc, err := f.mainDocument(ctx)
	if err != nil {
		return err
	}
	res, err := call(ctx, f.target, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		ObjectID: doc, FunctionDeclaration: "async function () { " + s.Value + "\n}", AwaitPromise: new(true), UserGesture: new(true),
	})
	if err != nil {
		return gone(err)
	}
	if res.ExceptionDetails != nil {
		why := &chromedp.ExceptionError{ExceptionDetails: res.ExceptionDetails}
		return &refusal{reason: "the script failed: " + why.Error()}
	}
	return nil
}

// mainDocument is the document of the frame as an object of the page's own world.
func (f *frame) mainDocument(ctx context.Context) (runtime.RemoteObjectID, error) {
	doc, err := f.document(ctx)
	if err != nil {
		return "", err
	}
	node, err := call(ctx, f.target, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: doc})
	if err != nil {
		return "", gone(err)
	}
	res, err := call(ctx, f.target, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: node.Node.BackendNodeID})
	if err != nil {
		return "", gone(err)
	}
	return res.Object.ObjectID, nil
}
