package browser

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/maskproof/maskproof/internal/flow"
)

// match is what the engine says of a locator.
type match struct {
	Count   int
	Visible int
	Element int      // as the engine knows it; -1 unless Count is 1
	Matches []string // the first five, as they stand on the page
	Wrong   bool     // Chrome does not understand the selector or expression
}

// element is one element in one frame, as the engine knows it.
type element struct {
	*frame
	index int
}

// locate finds exactly one element, by the locator or the first of its fallbacks
// that does, and remembers which. None yet is an obstacle, several are a refusal
// that lists them.
func (t *tab) locate(ctx context.Context, in flow.Frames, l flow.Locator) (element, error) {
	e, err := t.locateOne(ctx, in, l.First())
	if err == nil || len(l.Or) == 0 {
		t.fallback = 0
		return e, err
	}
	for i, other := range l.Or {
		found, ferr := t.locateOne(ctx, in, other)
		if ferr != nil {
			continue
		}
		// What came while we looked is no drift.
		if e, err := t.locate(ctx, in, before(l, i)); err == nil {
			return e, nil
		}
		t.fallback = i + 1
		return found, nil
	}
	return element{}, orElse(err, l)
}

// before is the locator with its first n fallbacks.
func before(l flow.Locator, n int) flow.Locator {
	l.Or = l.Or[:n]
	return l
}

// orElse names the fallbacks too, where none of them found anything.
func orElse(err error, l flow.Locator) error {
	var o *obstacle
	if errors.As(err, &o) && o.reason == missing(l.First()) {
		return &obstacle{missing(l), o.candidates}
	}
	return err
}

func missing(l flow.Locator) string { return fmt.Sprintf("nothing matches %s", l) }

func (t *tab) locateOne(ctx context.Context, in flow.Frames, l flow.Locator) (element, error) {
	if in.Any() {
		return t.locateAnywhere(ctx, l)
	}
	f, err := t.frame(ctx, in)
	if err != nil {
		return element{}, err
	}
	return f.locate(ctx, l)
}

// locateAnywhere looks in every frame of the page for the one that has the element.
func (t *tab) locateAnywhere(ctx context.Context, l flow.Locator) (element, error) {
	var found []element
	err := t.eachFrame(ctx, t.top, func(f *frame) error {
		m, err := f.find(ctx, l)
		if err == nil && m.Count == 1 && m.Visible == 1 {
			found = append(found, element{f, m.Element})
		}
		return err
	})
	switch {
	case err != nil:
		return element{}, err
	case len(found) == 0:
		return element{}, &obstacle{missing(l) + " in any frame", t.frameNames(ctx, t.top)}
	case len(found) > 1:
		return element{}, &refusal{fmt.Sprintf("%d frames have an element that matches %s; name one with in: {frame: …}", len(found), l), t.frameNames(ctx, t.top)}
	}
	return found[0], nil
}

func (f *frame) locate(ctx context.Context, l flow.Locator) (element, error) {
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

// find looks once, and once more where there is a closed shadow root that was not
// known before.
func (f *frame) find(ctx context.Context, l flow.Locator) (match, error) {
	m, err := f.findKnown(ctx, l)
	if err != nil || m.Count > 0 {
		return m, err
	}
	if revealed, err := f.reveal(ctx); err != nil || !revealed {
		return m, err
	}
	return f.findKnown(ctx, l)
}

func (f *frame) findKnown(ctx context.Context, l flow.Locator) (match, error) {
	scope := -1
	if l.Within != nil {
		around, err := f.locateScope(ctx, *l.Within)
		if err != nil || around < 0 {
			return match{}, err
		}
		scope = around
	}
	strategy, wanted := strategyOf(l)
	args := []any{map[string]any{"strategy": strategy, "wanted": wanted, "hasText": l.HasText, "nth": l.Nth}, scope}
	if l.Role != "" {
		objects, err := f.byRole(ctx, l)
		if err != nil {
			return match{}, err
		}
		args = append(args, objects...)
	}
	var m match
	if err := f.engine(ctx, &m, "find", args...); err != nil || !m.Wrong {
		return m, err
	}
	what := map[string]string{"css": "a selector", "xpath": "an expression"}[strategy]
	return m, &refusal{reason: fmt.Sprintf("%s is not %s that Chrome understands", bare(l), what)}
}

// locateScope is the element that a locator looks inside; -1 if there is none.
func (f *frame) locateScope(ctx context.Context, l flow.Locator) (int, error) {
	for _, one := range append([]flow.Locator{l.First()}, l.Or...) {
		m, err := f.find(ctx, one)
		switch {
		case err != nil:
			return -1, err
		case m.Count > 1:
			return -1, &refusal{fmt.Sprintf("%d elements match %s, in which to look; name one of them more closely", m.Count, one), m.Matches}
		case m.Count == 1:
			return m.Element, nil
		}
	}
	return -1, nil
}

// strategyOf is a locator's strategy as the engine names it, with what it looks for.
func strategyOf(l flow.Locator) (strategy, wanted string) {
	for _, s := range [][2]string{
		{"role", l.Role}, {"label", l.Label}, {"placeholder", l.Placeholder}, {"text", l.Text}, {"alt", l.Alt},
		{"title", l.Title}, {"testid", l.TestID}, {"css", l.CSS}, {"xpath", l.XPath},
	} {
		if s[1] != "" {
			return s[0], s[1]
		}
	}
	return "css", ":not(*)"
}

// notFound is the obstacle for a locator without a match, with what a person
// could have meant.
func (f *frame) notFound(ctx context.Context, l flow.Locator) error {
	if l.Within != nil {
		if around, err := f.locateScope(ctx, *l.Within); err == nil && around < 0 {
			inner := f.notFound(ctx, *l.Within)
			var o *obstacle
			if errors.As(inner, &o) {
				return &obstacle{fmt.Sprintf("%s, within which to look for %s", o.reason, bare(l)), o.candidates}
			}
			return inner
		}
	}
	near, err := f.near(ctx, l)
	if err != nil {
		return err
	}
	return &obstacle{missing(l), near}
}

// near is what stands on the page that a person could have meant.
func (f *frame) near(ctx context.Context, l flow.Locator) ([]string, error) {
	strategy, wanted := strategyOf(l)
	if strategy == "role" {
		names, err := f.rolesOnPage(ctx, l.Role)
		return nearest(l.Name, names), err
	}
	var names []string
	err := f.engine(ctx, &names, "candidates", strategy)
	return nearest(wanted, names), err
}

// bare is the locator without what it looks in.
func bare(l flow.Locator) flow.Locator {
	l.Within, l.Or = nil, nil
	return l
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
