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
	var before string
	err := t.withElement(ctx, s, "type", func(e element) (err error) {
		if err := e.stamp(ctx, site.Stamp); err != nil {
			return err
		}
		field, site.Time, site.CrossOrigin = e, r.now(), crossOrigin(e.frame)
		before, err = r.enter(ctx, s, e, c.Value)
		return err
	})
	if err != nil {
		return err
	}
	var at string
	if field.engine(ctx, &at, "url") == nil {
		site.URL = r.opts.Redact(at)
	}
	r.group = append(r.group, planted{s, site.Stamp})
	site.Entered = r.holdsValue(ctx, field, c, before)
	return nil
}

// holdsValue gives a field that formats while one types a moment to settle. Of a
// field that the last key took away, such as that of a form that submits itself,
// it takes what the field held before that key.
func (r *run) holdsValue(ctx context.Context, field element, c canary.Canary, before string) bool {
	typed := []rune(c.Value)
	nearly := len(typed) > 1 && sameDigits(before, string(typed[:len(typed)-1]))
	err := poll(ctx, 2*time.Second, func() error {
		value, err := field.holding(ctx)
		if err != nil && nearly {
			return nil
		}
		if err == nil && !c.Matches(value) {
			err = &obstacle{reason: fmt.Sprintf("the field of %s does not hold what was typed", c.ID)}
		}
		return err
	})
	return err == nil
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
