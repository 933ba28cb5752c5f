package scan

import "strings"

// HiddenPlace stands for a place, or a part of one, that is named by a canary.
const HiddenPlace = "\u2039canary\u203a"

// tellsCanary says that a canary, or a part of one, can be read in the name of a
// place, or that this is not known.
func (s *Scanner) tellsCanary(place string) bool {
	hits, cut := s.proof.read(place, "", false)
	return len(hits) > 0 || cut != "" || len(s.proof.parts) > 0
}

// hidePlaces takes canaries out of what a report says of places.
func (s *Scanner) hidePlaces(r *Report) {
	for i := range r.Findings {
		s.hideNames(&r.Findings[i])
	}
	for i := range r.Unscanned {
		r.Unscanned[i].Pointer = s.hideKeys(r.Unscanned[i].Pointer)
	}
}

// hideNames takes canaries out of the selectors and pointers of a finding: an
// element, or a key of an object, may be named by what was typed.
func (s *Scanner) hideNames(f *Finding) {
	f.Selector, f.Pointer = s.hideName(f.Selector), s.hideKeys(f.Pointer)
	for i := range f.Parts {
		p := &f.Parts[i]
		p.Selector, p.Pointer = s.hideName(p.Selector), s.hideKeys(p.Pointer)
	}
}

// Redact is a selector as a report may show it: unless values are to be revealed,
// [HiddenPlace] stands for each element that a canary names.
func (s *Scanner) Redact(selector string) string {
	if s.opts.Reveal {
		return selector
	}
	return s.hideName(selector)
}

// hideName leaves out the elements of a selector that a canary names.
func (s *Scanner) hideName(selector string) string {
	return hideParts(selector, " ", s.tellsCanary)
}

// hideKeys leaves out the keys of a pointer that hold a canary.
func (s *Scanner) hideKeys(pointer string) string {
	return hideParts(pointer, "/", func(part string) bool {
		key := keyEscapes.Replace(part)
		return s.tellsCanary(part) || key != part && s.tellsCanary(key)
	})
}

// keyEscapes reads a key as RFC 6901 writes it.
var keyEscapes = strings.NewReplacer("~1", "/", "~0", "~")

// hideParts puts a mark for each part of a place that tells a canary, and for all of
// it where that is not enough.
func hideParts(place, separator string, tells func(string) bool) string {
	if place == "" || !tells(place) {
		return place
	}
	parts := strings.Split(place, separator)
	for i, part := range parts {
		if tells(part) {
			parts[i] = HiddenPlace
		}
	}
	if rest := strings.Join(parts, separator); !tells(rest) {
		return rest
	}
	return HiddenPlace
}
