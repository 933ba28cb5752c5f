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
	box   int // of a code: which box behind the one that the step names, from 1; 0: that one
	stamp string
}

// plantStep types the step's canary. A code with a box for each character is as
// many fields, each of which the recording must show masked: each is a site.
func (r *run) plantStep(ctx context.Context, i int, s flow.Step) error {
	c, err := r.opts.Canary(r.flow.Name, i, s)
	if err != nil {
		return err
	}
	sites, err := r.plant(ctx, s, c, flow.PlantSite{
		Canary: c.ID, Kind: string(c.Kind), Step: i, Field: s.Locator.String(), Time: r.now(),
	})
	r.trace.Plants = append(r.trace.Plants, sites...)
	return err
}

// plant types a canary into the step's field, stamps the field and checks that
// it holds the value. The sites are filled in as far as it got.
func (r *run) plant(ctx context.Context, s flow.Step, c canary.Canary, site flow.PlantSite) (sites []flow.PlantSite, err error) {
	var field element
	var before string
	sites = []flow.PlantSite{site}
	err = r.tab.withElement(ctx, s, "type", func(e element) (err error) {
		field = e
		if sites, err = r.stampAll(ctx, e, site); err != nil {
			return err
		}
		before, err = r.enter(ctx, s, e, c.Value)
		return err
	})
	if err != nil {
		return sites, err
	}
	var at string
	if field.engine(ctx, &at, "url") == nil {
		at = r.opts.Redact(at)
	}
	entered := r.holdsValue(ctx, field, c, before) || r.plantAtHome(ctx, s, field, c)
	for box := range sites {
		sites[box].URL, sites[box].Entered = at, entered
		r.group = append(r.group, planted{s, box, sites[box].Stamp})
	}
	return sites, nil
}

// plantAtHome types a phone number once more into a field that did not take it, as the
// people of its country do: many masks have no place for the country code.
func (r *run) plantAtHome(ctx context.Context, s flow.Step, field element, c canary.Canary) bool {
	number := c.AtHome()
	if number == "" || s.Verb != flow.Fill {
		return false
	}
	before, err := r.enter(ctx, s, field, number)
	return err == nil && r.holdsValue(ctx, field, c, before)
}

// stampAll stamps the field, or each box of a code, and returns a site for each.
func (r *run) stampAll(ctx context.Context, e element, site flow.PlantSite) ([]flow.PlantSite, error) {
	fields, err := e.fields(ctx)
	if err != nil {
		return []flow.PlantSite{site}, err
	}
	var sites []flow.PlantSite
	for box, f := range fields {
		one := site
		one.Stamp = fmt.Sprintf("data-maskproof-%s-p%d", r.opts.RunID, len(r.trace.Plants)+box)
		one.Time, one.CrossOrigin = r.now(), crossOrigin(f.frame)
		r.seePlanted(ctx, f, site.Canary)
		if box > 0 {
			one.Field += fmt.Sprintf(", box %d", box+1)
		}
		sites = append(sites, one)
		if err := f.stamp(ctx, one.Stamp); err != nil {
			return sites, err
		}
	}
	return sites, nil
}

// fields is the element itself, and the boxes behind it where it is one of a code.
func (e element) fields(ctx context.Context) ([]element, error) {
	var behind []int
	if err := e.engine(ctx, &behind, "boxesBehind", e.index); err != nil {
		return nil, err
	}
	fields := []element{e}
	for _, index := range behind {
		fields = append(fields, element{e.frame, index})
	}
	return fields, nil
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
		if e.engine(ctx, &e.index, "entry", e.index) != nil {
			continue
		}
		fields, err := e.fields(ctx)
		if err != nil || p.box >= len(fields) {
			continue
		}
		e = fields[p.box]
		var there bool
		if e.engine(ctx, &there, "stamped", e.index, p.stamp) == nil && !there {
			e.stamp(ctx, p.stamp)
		}
	}
}
