package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var (
	//go:embed js/engine.js
	engineHead string
	//go:embed js/engine/dom.js
	engineDOM string
	//go:embed js/engine/find.js
	engineFind string
	//go:embed js/engine/ready.js
	engineReady string
	//go:embed js/engine/point.js
	enginePoint string
	//go:embed js/engine/input.js
	engineInput string
	//go:embed js/engine/list.js
	engineList string
	//go:embed js/engine/banner.js
	engineBanner string
	//go:embed js/engine/refusal.js
	engineRefusal string
	//go:embed js/engine/stamp.js
	engineStamp string
	//go:embed js/engine/fields.js
	engineFields string
	//go:embed js/engine/name.js
	engineName string
	//go:embed js/engine/unique.js
	engineUnique string
	//go:embed js/engine/survey.js
	engineSurvey string
)

// engineJS is js/engine.js with the files of its folder in their place.
func engineJS() string {
	return strings.Replace(engineHead, "// FILES", engineDOM+engineFind+engineReady+enginePoint+engineInput+engineList+engineBanner+engineRefusal+engineStamp+engineFields+engineName+engineUnique+engineSurvey, 1)
}

// frame is one document that steps act in: the page itself, a frame of the same
// site (in the page's own target), or one of another site (a target of its own).
type frame struct {
	target  context.Context // the chromedp context whose target holds the frame
	id      cdp.FrameID
	parent  *frame
	owner   int  // the frame element, as the parent's engine knows it
	foreign bool // of another origin than its parent
	world   runtime.ExecutionContextID
}

// errGone says that the document went away under a call: the caller resolves
// everything again and retries.
var errGone = errors.New("the document was replaced")

// engine calls a function of js/engine.js in the frame and decodes its result
// into out, which may be nil.
func (f *frame) engine(ctx context.Context, out any, function string, args ...any) error {
	if f.world == 0 {
		if err := f.openWorld(ctx); err != nil {
			return err
		}
	}
	res, err := callIn(ctx, f, "(...args) => maskproof."+function+"(...args)", true, args)
	if err != nil || out == nil {
		return err
	}
	return json.Unmarshal(res.Value, out)
}

// object calls a function of js/engine.js that returns something with identity,
// such as an element.
func (f *frame) object(ctx context.Context, function string, args ...any) (runtime.RemoteObjectID, error) {
	res, err := callIn(ctx, f, "(...args) => maskproof."+function+"(...args)", false, args)
	if err != nil {
		return "", err
	}
	return res.ObjectID, nil
}

// openWorld makes the isolated world of the frame and loads the engine into it.
func (f *frame) openWorld(ctx context.Context) error {
	made, err := call(ctx, f.target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
		FrameID: f.id, WorldName: "maskproof",
	})
	if err != nil {
		return gone(err)
	}
	loaded, err := call(ctx, f.target, runtime.Evaluate, runtime.EvaluateParams{
		Expression: engineJS(), ContextID: made.ExecutionContextID,
	})
	if err != nil {
		return gone(err)
	}
	if loaded.ExceptionDetails != nil {
		return fmt.Errorf("load locator engine: %w", &chromedp.ExceptionError{ExceptionDetails: loaded.ExceptionDetails})
	}
	f.foreign = string(loaded.Result.Value) == "true"
	f.world = made.ExecutionContextID
	return nil
}

func callIn(ctx context.Context, f *frame, function string, byValue bool, args []any) (*runtime.RemoteObject, error) {
	params := runtime.CallFunctionOnParams{
		FunctionDeclaration: function,
		ExecutionContextID:  f.world,
		ReturnByValue:       &byValue,
		AwaitPromise:        new(true),
	}
	for _, arg := range args {
		a := &runtime.CallArgument{}
		if id, ok := arg.(runtime.RemoteObjectID); ok {
			a.ObjectID = id
		} else {
			value, err := json.Marshal(arg)
			if err != nil {
				return nil, err
			}
			a.Value = value
		}
		params.Arguments = append(params.Arguments, a)
	}
	res, err := call(ctx, f.target, runtime.CallFunctionOn, params)
	if err != nil {
		return nil, gone(err)
	}
	if res.ExceptionDetails != nil {
		return nil, fmt.Errorf("locator engine: %w", &chromedp.ExceptionError{ExceptionDetails: res.ExceptionDetails})
	}
	return res.Result, nil
}

// call runs one protocol command on the target of a chromedp context, under the
// deadline of another: chromedp reads both from one context, we keep them apart.
func call[P, R any](ctx, target context.Context, cmd cdp.Command[P, R], params P) (R, error) {
	bound, cancel := context.WithCancel(target)
	defer cancel()
	stop := context.AfterFunc(ctx, cancel)
	defer stop()
	res, err := chromedp.Call(bound, cmd, params)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return res, err
}

// gone maps the protocol's ways of saying that a document is no more to errGone.
// The messages are Chromium's (content/browser/devtools, V8's inspector).
func gone(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, sign := range []string{
		"Cannot find context", "context was destroyed", "uniqueContextId not found",
		"No frame for given id", "Frame with the given id was not found", "Inspected target navigated", "Promise was collected",
		"No target with given id", "Session with given id not found", "Cannot find execution context",
	} {
		if strings.Contains(text, sign) {
			return fmt.Errorf("%w (%s)", errGone, text)
		}
	}
	if errors.Is(err, chromedp.ErrTargetDetached) {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	return err
}
