package browser

import (
	"context"
)

// ready says whether an action on the element can go ahead now, as an obstacle if
// not. The element becomes the one that takes the action: the field in what was found.
func (e *element) ready(ctx context.Context, action string) error {
	var state struct {
		Wrong   string
		Element int
	}
	if err := e.engine(ctx, &state, "obstacle", e.index, action); err != nil {
		return err
	}
	e.index = state.Element
	if state.Wrong != "" {
		return e.hindered(ctx, state.Wrong)
	}
	return nil
}

// hindered is the obstacle for an element that was found and cannot be acted on;
// it shows the element.
func (e element) hindered(ctx context.Context, why string) error {
	var what string
	if err := e.engine(ctx, &what, "describe", e.index); err != nil {
		return err
	}
	return &obstacle{reason: why + "; the element is " + what}
}

// point brings the element into view and returns its middle in the page's viewport,
// or an obstacle that says that it moves or names what covers it.
func (e element) point(ctx context.Context) (x, y float64, err error) {
	var p struct {
		X, Y  float64
		Wrong string
	}
	if err := e.engine(ctx, &p, "point", e.index); err != nil {
		return 0, 0, err
	}
	if p.Wrong != "" {
		return 0, 0, e.hindered(ctx, p.Wrong)
	}
	return e.outward(ctx, p.X, p.Y)
}

// outward turns a point of the element's document into one of the page, through
// all frames, each of which must be seen there.
func (e element) outward(ctx context.Context, x, y float64) (float64, float64, error) {
	p := struct {
		X, Y  float64
		Wrong string
	}{X: x, Y: y}
	for f := e.frame; f.parent != nil; f = f.parent {
		if err := f.parent.engine(ctx, &p, "outward", f.owner, p.X, p.Y); err != nil {
			return 0, 0, err
		}
		if p.Wrong != "" {
			return 0, 0, e.hindered(ctx, p.Wrong)
		}
	}
	return p.X, p.Y, nil
}
