package scan

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// renderedRunes is how much of a page's text a finding shows on each side.
const renderedRunes = excerptRunes

// rendered shows the text around a finding's node as the page showed it, with
// every canary replaced by its id unless values are to be revealed. Of what is
// joined from several parts it is their text.
func (s *Scanner) rendered(at *site, f *Finding, canary int) string {
	if at.joined {
		return f.Excerpt
	}
	if f.Node <= 0 || at.still != nil {
		return ""
	}
	reach := encodedSize*s.reader.matcher.longest + renderedRunes*utf8.UTFMax
	text := s.player.Around(at.window, f.Node, reach)
	if text == "" || s.opts.Reveal {
		return clean(firstRunesOf(text, 2*renderedRunes))
	}
	shown := s.detections.impersonal(s.redacted(text))
	if hits, cut := s.proof.read(shown, "", false); len(hits) > 0 || cut != "" {
		return ""
	}
	label := "\u2039" + s.opts.Canaries[canary].ID + "\u203a"
	left, right, ok := strings.Cut(shown, label)
	if !ok {
		return clean(firstRunesOf(shown, 2*renderedRunes))
	}
	return clean(lastRunes(left) + label + firstRunes(right))
}

// redacted returns a text with every canary in it replaced by its id.
func (s *Scanner) redacted(text string) string {
	var spans []occurrence
	s.reader.matcher.find(text, lookAt(text), func(o occurrence) { spans = append(spans, o) })
	slices.SortFunc(spans, func(a, b occurrence) int { return a.start - b.start })
	return s.without(text, 0, len(text), spans)
}

func firstRunesOf(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
