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
// as a whole. Of JSON that breaks off, what stands behind the break is left.
func (d documents) read(f *frame, _ int, show func(reading)) {
	if f.settled || len(f.text) < longText {
		return
	}
	text := f.text
	for _, sections := range [...]func(string) iter.Seq[section]{members, d.fields, d.passages} {
		rest := restOf(text, sections)
		if len(rest) == len(text) {
			continue
		}
		f.settled = true
		for s := range sections(text) {
			show(reading{
				text: s.text, name: s.name, front: s.front, from: s.from, to: s.to, origin: scriptEscape.origin,
				part: s.plain, piece: s.passage, known: s.passage,
			})
		}
		show(reading{text: rest, part: true, known: true, origin: func(text string, at int) int { return originInRest(text, at, sections) }})
		return
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
func restOf(text string, sections func(string) iter.Seq[section]) string {
	var rest strings.Builder
	end := 0
	for s := range sections(text) {
		if s.taken() {
			rest.WriteString(text[end:s.from])
			end = s.to
		}
	}
	rest.WriteString(text[end:])
	return rest.String()
}

// originInRest returns where a byte of the rest of a document comes from.
func originInRest(text string, at int, sections func(string) iter.Seq[section]) int {
	for s := range sections(text) {
		if at < s.from {
			break
		}
		if s.taken() {
			at += s.to - s.from
		}
	}
	return at
}

// fields are those of a form or a query.
func (d documents) fields(text string) iter.Seq[section] {
	return func(yield func(section) bool) {
		least := len(text) >> 10
		if strings.ContainsAny(text, "\"'`<>{};\\ \t\r\n") || strings.Contains(d.inner, "&") ||
			strings.Count(text, "&") <= least || strings.Count(text, "=") <= least {
			return
		}
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
