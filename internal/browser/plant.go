package browser

import (
	"context"
	"fmt"
	"time"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/flow"
)

// planted is a plant whose stamp must still be there at the next snapshot.
type planted struct {
	step  flow.Step
	stamp string
}

// plant types a canary into the step's field, stamps the field and checks that
// it holds the value. The site is filled in as far as it got.
func (r *run) plant(ctx context.Context, s flow.Step, c canary.Canary, site *flow.PlantSite) error {
	t := r.tab
	var field element
	err := t.onElement(ctx, s, func(e element) error {
		if err := e.stamp(ctx, site.Stamp); err != nil {
			return err
		}
		field, site.Time, site.CrossOrigin = e, r.now(), crossOrigin(e.frame)
		return t.enterText(ctx, e, c.Value, s.Verb == flow.Fill)
	})
	if err != nil {
		return err
	}
	var at string
	if field.engine(ctx, &at, "url") == nil {
		site.URL = r.opts.Redact(at)
	}
	r.group = append(r.group, planted{s, site.Stamp})
	site.Entered = r.holdsValue(ctx, field, c)
	return nil
}

// holdsValue gives a field that formats while one types a moment to settle.
func (r *run) holdsValue(ctx context.Context, field element, c canary.Canary) bool {
	return poll(ctx, 2*time.Second, func() error {
		var value string
		if err := field.engine(ctx, &value, "value", field.index); err != nil {
			return err
		}
		if !c.Matches(value) {
			return &obstacle{reason: fmt.Sprintf("the field of %s does not hold what was typed", c.ID)}
		}
		return nil
	}) == nil
}

// stamp leaves the stamp on the field and on what encloses it, out to the page.
func (e element) stamp(ctx context.Context, name string) error {
	if !crossOrigin(e.frame) {
		return e.engine(ctx, nil, "stamp", e.index, name)
	}
	if err := e.engine(ctx, nil, "stampSelf", e.index, name); err != nil {
		return err
	}
	// The frame element of the outermost boundary stands in a document that the
	// page's own recorder sees.
	f := e.frame
	for f.parent.parent != nil && crossOrigin(f.parent) {
		f = f.parent
	}
	return f.parent.engine(ctx, nil, "stampUp", f.owner, name)
}

func crossOrigin(f *frame) bool {
	for ; f != nil; f = f.parent {
		if f.foreign {
			return true
		}
	}
	return false
}

// restamp puts the stamps of a group of plants back where the app rendered the
// field anew in the meantime.
func (r *run) restamp(ctx context.Context) {
	for _, p := range r.group {
		e, err := r.tab.locate(ctx, p.step.Frames, *p.step.Locator)
		if err != nil {
			continue // the page went on; the recording shows what it showed until then
		}
		var there bool
		if e.engine(ctx, &there, "stamped", e.index, p.stamp) == nil && !there {
			e.stamp(ctx, p.stamp)
		}
	}
}
