package scan

import (
	"iter"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
)

// A document is a long text that falls into sections: JSON into its members, a form into
// its fields, markup, scripts and lines into what stands in quotes, between tags and on a
// line. What a view shows in one section has nothing to do with the others, so each is read
// for itself: read as a whole, every escape that is none would show all of them once more.

// section is a part of a document.
type section struct {
	span         // in the document, without what encloses it
	text  string // without escapes
	name  string // the key it stands under; of a key ""
	front string // what stands before it, where that may name it
	plain bool   // it has no escapes

	passage bool // it may have been cut anywhere
}

// documents reads long texts in sections.
type documents struct {
	inner string // characters that are no border of a section, as a canary holds them
}

func documentsOf(canaries []canary.Canary, transforms []canary.Transform) documents {
	var inner strings.Builder
	for _, c := range canaries {
		inner.WriteString(c.Value)
	}
	for _, t := range transforms {
		inner.WriteString(t.From + t.To + t.Prefix)
	}
	return documents{inner.String()}
}

// read shows the sections of a long text, and what is left of it. No other view reads it
// as a whole.
func (d documents) read(f *frame, _ int, show func(reading)) {
	isRest := f.known && !f.piece
	if f.settled || isRest || len(f.text) < longText {
		return
	}
	text := f.text
	rest := d.restOf(text)
	if len(rest) == len(text) {
		return
	}
	f.settled = true
	for s := range d.sections(text) {
		if s.passage && !s.taken() {
			continue // it stands so in the rest
		}
		show(reading{
			text: s.text, name: s.name, front: s.front, from: s.from, to: s.to, origin: scriptEscape.origin,
			part: s.plain, piece: s.passage, known: s.passage,
		})
	}
	show(reading{text: rest, part: true, known: true, origin: d.originInRest})
}

// sections are those of JSON as far as it goes, and of what stands behind it those of a form,
// or the passages.
func (d documents) sections(text string) iter.Seq[section] {
	return func(yield func(section) bool) {
		end := 0
		for s := range members(text) {
			if end = s.to; !yield(s) {
				return
			}
		}
		behind := text[end:]
		if len(behind) < longText {
			return
		}
		list := d.passages
		if d.isForm(behind) {
			list = fields
		}
		for s := range list(behind) {
			s.from, s.to = end+s.from, end+s.to
			if !yield(s) {
				return
			}
		}
	}
}

// taken says that a section is read for itself and left out of the rest: all but those with a
// word at most, which may be the keys of a list of bytes by index, or its numbers.
func (s *section) taken() bool {
	escapes := hasControl | hasPercent | hasAmpersand | hasBackslash | hasHigh
	if !s.passage {
		escapes |= hasEquals // in a passage it may be a soft break that goes through such a list
	}
	const short = 8
	return len(s.text) > short || !s.plain || traitsOf(strings.TrimRight(s.text, `\`))&escapes != 0
}

// restOf is a document with nothing in place of the sections that are taken.
func (d documents) restOf(text string) string {
	var rest strings.Builder
	end := 0
	for s := range d.sections(text) {
		if s.taken() {
			rest.WriteString(text[end:s.from])
			end = s.to
		}
	}
	rest.WriteString(text[end:])
	return rest.String()
}

// originInRest returns where a byte of the rest of a document comes from.
func (d documents) originInRest(text string, at int) int {
	for s := range d.sections(text) {
		if at < s.from {
			break
		}
		if s.taken() {
			at += s.to - s.from
		}
	}
	return at
}

// isForm knows a form by what may stand in it, and by a field in each kilobyte or so.
func (d documents) isForm(text string) bool {
	least := len(text) >> 10
	return !strings.ContainsAny(text, "\"'`<>{};\\ \t\r\n") && !strings.Contains(d.inner, "&") &&
		strings.Count(text, "&") > least && strings.Count(text, "=") > least
}

// fields are those of a form or a query.
func fields(text string) iter.Seq[section] {
	return func(yield func(section) bool) {
		at := 0
		for field := range strings.SplitSeq(text, "&") {
			value, name := field, ""
			if i := strings.IndexByte(field, '='); i >= 0 {
				name, value = field[:i], field[i+1:]
			}
			from := at + len(field) - len(value)
			if !yield(section{span: span{from, from + len(value)}, text: value, name: name, plain: true}) {
				return
			}
			at += len(field) + 1
		}
	}
}
