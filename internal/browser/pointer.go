package browser

import (
	"context"
	"errors"
	"math"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/maskproof/maskproof/internal/flow"
)

// tap touches the element. Chrome knows touches only while it pretends to have a
// touch screen.
func tap(t *tab, ctx context.Context, _ flow.Step, e element) error {
	x, y, err := e.point(ctx)
	if err != nil {
		return err
	}
	if !t.emulator.touch {
		if err := t.pretendTouch(ctx, true); err != nil {
			return err
		}
		defer t.pretendTouch(context.WithoutCancel(ctx), false)
	}
	for _, event := range []input.DispatchTouchEventParams{
		{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}},
		{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}},
	} {
		if _, err := call(ctx, t.ctx, input.DispatchTouchEvent, event); err != nil {
			return err
		}
	}
	return nil
}

func (t *tab) pretendTouch(ctx context.Context, on bool) error {
	_, err := call(ctx, t.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: on})
	return err
}

// drag moves the element with the mouse to another. Both must be in sight at once.
func drag(t *tab, ctx context.Context, s flow.Step, e element) error {
	to, err := t.locate(ctx, s.Frames, *s.To)
	if err != nil {
		return err
	}
	if err := to.ready(ctx, "look"); err != nil {
		return err
	}
	if _, _, err := to.point(ctx); err != nil {
		return err
	}
	fromX, fromY, err := e.point(ctx)
	if err != nil {
		return err
	}
	var p struct{ X, Y float64 }
	if err := to.engine(ctx, &p, "spot", to.index); err != nil {
		return err
	}
	toX, toY, err := to.outward(ctx, p.X, p.Y)
	if err != nil {
		return err
	}
	if toX < 0 || toY < 0 {
		return &refusal{reason: "what is dragged and where it goes are too far apart to be seen at once"}
	}
	bound, cancel := context.WithCancel(t.ctx)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	return chromedp.Do(bound, chromedp.DragAndDropXY(fromX, fromY, toX, toY))
}

// scroll turns the mouse wheel, or brings an element into view.
func scroll(r *run, ctx context.Context, s flow.Step) error {
	t := r.tab
	if s.Locator != nil {
		return t.withElement(ctx, s, "look", func(e element) error { return e.engine(ctx, nil, "intoView", e.index) })
	}
	var view struct{ Width, Height float64 }
	if err := t.top.engine(ctx, &view, "viewport"); err != nil {
		return err
	}
	pages := map[string]float64{"up": -0.8, "down": 0.8, "top": math.Inf(-1), "bottom": math.Inf(1)}[s.Value]
	delta := max(min(pages*view.Height, 1e6), -1e6)
	_, err := call(ctx, t.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: input.DispatchMouseEventTypeMouseWheel, X: view.Width / 2, Y: view.Height / 2, DeltaY: delta,
		DeltaX: 1e-9, // none, but cdproto leaves out a zero that Chrome asks for
	})
	if err != nil {
		return err
	}
	return t.top.engine(ctx, nil, "rest")
}

// upload gives files to a file input, or to the chooser that a click opens.
func upload(r *run, ctx context.Context, s flow.Step) error {
	t := r.tab
	paths, err := r.filesOf(s)
	if err != nil {
		return err
	}
	return t.withElement(ctx, s, "touchless", func(e element) error {
		var input int
		if err := e.engine(ctx, &input, "fileInput", e.index); err != nil {
			return err
		}
		if input >= 0 {
			return element{e.frame, input}.setFiles(ctx, paths)
		}
		return t.chooseFiles(ctx, e, paths)
	})
}

// errNoChooser says that a click opened no file chooser.
var errNoChooser = errors.New("the click opened no file chooser, and it is no file input")
