package scan

import "strings"

// hiddenPlace stands for a place that is named by a canary.
const hiddenPlace = "\u2039canary\u203a"

// tellsCanary says that a canary, or a part of one, can be read in the name of a
// place, or that this is not known.
func (s *Scanner) tellsCanary(place string) bool {
	hits, cut := s.proof.read(place, "", false)
	return len(hits) > 0 || cut != "" || len(s.proof.parts) > 0
}

// hideNames takes canaries out of the selectors of a finding: an element may be
// named by what was typed. Only the elements so named are left out, if that is enough.
func (s *Scanner) hideNames(f *Finding) {
	if s.opts.Reveal {
		return
	}
	f.Selector = s.hideName(f.Selector)
	for i := range f.Parts {
		f.Parts[i].Selector = s.hideName(f.Parts[i].Selector)
	}
}

func (s *Scanner) hideName(selector string) string {
	if selector == "" || !s.tellsCanary(selector) {
		return selector
	}
	words := strings.Split(selector, " ")
	for i, word := range words {
		if s.tellsCanary(word) {
			words[i] = hiddenPlace
		}
	}
	if rest := strings.Join(words, " "); !s.tellsCanary(rest) {
		return rest
	}
	return hiddenPlace
}
