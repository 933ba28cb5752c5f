package browser

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// maxDepth is how many levels of nested frames are looked through.
const maxDepth = 8

// frameElement is a frame as the document that holds it shows it.
type frameElement struct {
	Element int
	Title   string
	Name    string
	URL     string // the src attribute, resolved
	Visible bool
}

func (e frameElement) String() string {
	url, _, _ := strings.Cut(e.URL, "?")
	return fmt.Sprintf("title %q name %q url %s", e.Title, e.Name, url)
}

// frame resolves the way into a frame, anew each time: payment providers replace
// theirs while one looks.
func (t *tab) frame(ctx context.Context, path flow.Frames) (*frame, error) {
	f := t.top
	for _, wanted := range path {
		var err error
		if f, err = t.descend(ctx, f, wanted); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// descend finds one frame below another: among its own frames first, then among
// theirs, and so on.
func (t *tab) descend(ctx context.Context, from *frame, wanted flow.Frame) (*frame, error) {
	level := []*frame{from}
	for range maxDepth {
		var next, found []*frame
		for _, f := range level {
			children, matches, err := t.children(ctx, f, wanted)
			if err != nil {
				return nil, err
			}
			next, found = append(next, children...), append(found, matches...)
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return nil, &obstacle{fmt.Sprintf("%d frames match %s, want 1", len(found), wanted), t.frameNames(ctx, from)}
		case len(next) == 0:
			return nil, &obstacle{fmt.Sprintf("0 frames match %s, want 1", wanted), t.frameNames(ctx, from)}
		}
		level = next
	}
	return nil, &obstacle{fmt.Sprintf("no frame matches %s in %d levels of frames", wanted, maxDepth), t.frameNames(ctx, from)}
}

// children enters the frames of a document, and says which are the wanted. The
// visible one of several wins. Frames that come or go just now are left out.
func (t *tab) children(ctx context.Context, f *frame, wanted flow.Frame) (all, matches []*frame, err error) {
	var elements []frameElement
	if err := f.engine(ctx, &elements, "frames"); err != nil {
		return nil, nil, err
	}
	named := slices.DeleteFunc(slices.Clone(elements), func(e frameElement) bool { return !wanted.Matches(e.Title, e.Name, e.URL) })
	if seen := slices.DeleteFunc(slices.Clone(named), func(e frameElement) bool { return !e.Visible }); len(seen) == 1 {
		named = seen
	}
	if len(named) > 0 {
		matches, err = t.enterAll(ctx, f, named)
		return nil, matches, err
	}
	if all, err = t.enterAll(ctx, f, elements); err != nil || wanted.URL == "" {
		return all, nil, err
	}
	// The document in a frame may be another than its src attribute says.
	for _, child := range all {
		var at string
		e := elementOf(elements, child.owner)
		if child.engine(ctx, &at, "url") == nil && wanted.Matches(e.Title, e.Name, at) {
			matches = append(matches, child)
		}
	}
	return all, matches, nil
}

func elementOf(elements []frameElement, owner int) frameElement {
	i := slices.IndexFunc(elements, func(e frameElement) bool { return e.Element == owner })
	return elements[i]
}

func (t *tab) enterAll(ctx context.Context, f *frame, elements []frameElement) ([]*frame, error) {
	var all []*frame
	for _, e := range elements {
		child, err := t.enter(ctx, f, e.Element)
		switch {
		case err == nil:
			all = append(all, child)
		case !isGone(err):
			return nil, err
		}
	}
	if len(all) == 0 && len(elements) > 0 {
		return nil, fmt.Errorf("%w: its frames are being replaced", errGone)
	}
	return all, nil
}

// eachFrame calls do with every frame below one, to any depth.
func (t *tab) eachFrame(ctx context.Context, from *frame, do func(*frame) error) error {
	level := []*frame{from}
	for depth := 0; depth < maxDepth && len(level) > 0; depth++ {
		var next []*frame
		for _, f := range level {
			children, _, err := t.children(ctx, f, flow.Frame{Any: true})
			if err != nil {
				return err
			}
			next = append(next, children...)
		}
		for _, f := range next {
			if err := do(f); err != nil && !isGone(err) {
				return err
			}
		}
		level = next
	}
	return nil
}

// frameNames lists the frames that stand in a document, for errors.
func (t *tab) frameNames(ctx context.Context, f *frame) []string {
	var elements []frameElement
	if f.engine(ctx, &elements, "frames") != nil {
		return nil
	}
	names := make([]string, 0, len(elements))
	for _, e := range elements {
		names = append(names, e.String())
	}
	return names
}

// enter makes the frame inside a frame element of parent.
func (t *tab) enter(ctx context.Context, parent *frame, owner int) (*frame, error) {
	object, err := parent.object(ctx, "element", owner)
	if err != nil {
		return nil, err
	}
	described, err := call(ctx, parent.target, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: object})
	if err != nil {
		return nil, gone(err)
	}
	f := &frame{target: parent.target, id: described.Node.FrameID, parent: parent, owner: owner}
	if err = f.openWorld(ctx); err == nil || !errors.Is(err, errGone) {
		return f, err
	}
	// Not in the parent's target: the frame has one of its own, with its id.
	if f.target, err = t.session(ctx, f.id); err != nil {
		return nil, err
	}
	return f, f.openWorld(ctx)
}

// session attaches to the target of a cross-site frame; chromedp does not do so
// by itself.
func (t *tab) session(ctx context.Context, id cdp.FrameID) (context.Context, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if session, ok := t.foreign[id]; ok {
		select {
		case <-detached(session):
		default:
			return session, nil
		}
	}
	session, cancel := chromedp.NewContext(t.ctx, chromedp.WithTargetID(target.ID(id)), chromedp.WithDetachOnCancel(),
		chromedp.WithListener(t.traffic.onEvent))
	if err := chromedp.Do(session); err != nil {
		cancel()
		return nil, gone(err)
	}
	params := emulation.SetFocusEmulationEnabledParams{Enabled: true}
	if _, err := call(ctx, session, emulation.SetFocusEmulationEnabled, params); err != nil {
		cancel()
		return nil, gone(err)
	}
	t.foreign[id] = session
	return session, nil
}

// detached closes when the session's target went away.
func detached(session context.Context) <-chan struct{} {
	ch, err := chromedp.Detached(session)
	if err != nil {
		return session.Done()
	}
	return ch
}
