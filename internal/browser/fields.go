package browser

import (
	"context"
	"time"

	"github.com/maskproof/maskproof/internal/flow"
)

// seeTime bounds one look at the fields of a page.
const seeTime = 5 * time.Second

// seenField is a field as the engine tells of it.
type seenField struct {
	By   string // label, placeholder, title, testid, name, id; "" for nothing
	Text string
	Nth  int // among the document's fields of the same name, 1-based
	Type string
}

// seenDocument is what the engine sees in one document.
type seenDocument struct {
	Fields  []seenField
	Frames  int
	MayHide bool // there may be closed shadow roots that the engine does not know
	URL     string
	Scroll  int // how far down, in CSS pixels
}

// see notes the fields that a person could type into now, in the page and in all
// of its frames. A document that goes away is looked at when the next one stands in
// its place. It returns the page's address without query and fragment, "" if it cannot
// be asked, and how far it is scrolled down.
func (r *run) see(ctx context.Context) (page string, scroll int) {
	if ctx.Err() != nil || r.tab.ctx.Err() != nil {
		return "", 0
	}
	bound, cancel := context.WithTimeout(ctx, seeTime)
	defer cancel()
	top, err := r.tab.top.seen(bound)
	if err == nil {
		page, scroll = r.opts.Redact(bareURL(top.URL)), top.Scroll
		r.note(top, top.URL)
		if top.Frames > 0 {
			err = r.tab.eachFrame(bound, r.tab.top, func(f *frame) error { return r.seeFrame(bound, f, top.URL) })
		}
	}
	if err != nil && !isGone(err) && ctx.Err() == nil {
		r.trace.FieldsMissed++
	}
	return page, scroll
}

func (r *run) seeFrame(ctx context.Context, f *frame, page string) error {
	doc, err := f.seen(ctx)
	if err == nil {
		r.note(doc, page)
	}
	return err
}

// seen lists the fields of one document, in closed shadow roots too.
func (f *frame) seen(ctx context.Context) (seenDocument, error) {
	var doc seenDocument
	err := f.engine(ctx, &doc, "fields")
	if err != nil || !doc.MayHide {
		return doc, err
	}
	revealed, err := f.reveal(ctx)
	if err != nil || !revealed {
		return doc, err
	}
	var whole seenDocument
	return whole, f.engine(ctx, &whole, "fields")
}

func (r *run) note(doc seenDocument, page string) {
	for _, s := range doc.Fields {
		r.trace.See(r.field(s, page, doc.URL))
	}
}

// seePlanted notes that a canary goes into a field, before what is typed can take
// the field away.
func (r *run) seePlanted(ctx context.Context, e element, canary string) {
	var doc seenDocument
	if e.engine(ctx, &doc, "field", e.index) != nil || len(doc.Fields) == 0 {
		return
	}
	page := doc.URL
	if e.frame != r.tab.top && r.tab.top.engine(ctx, &page, "url") != nil {
		return
	}
	for _, seen := range doc.Fields {
		f := r.field(seen, page, doc.URL)
		f.Planted = canary
		r.trace.See(f)
	}
}

func (r *run) field(s seenField, page, document string) flow.Field {
	f := flow.Field{Name: r.opts.Redact(s.Text), By: s.By, Nth: s.Nth, Type: s.Type, URL: r.opts.Redact(bareURL(page))}
	if document != page {
		f.Frame = r.opts.Redact(bareURL(document))
	}
	return f
}
