package scan

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// excerptRunes is how much of the surroundings an excerpt shows on each side.
const excerptRunes = 40

// encodedSize is how many bytes views make of one: "\u0040", "%2540".
const encodedSize = 6

// excerpt shows a hit in its surroundings. Unless values are to be revealed,
// each canary in it is replaced by its id, also those that the cut would leave
// half in it; where one shows only behind a view, nothing but the id is left.
func (s *Scanner) excerpt(h *hit) string {
	text, start, end := around(h.text, h.start, h.end, s.reader.matcher.margin())
	label := "\u2039" + s.opts.Canaries[h.canary].ID + "\u203a"
	if s.opts.Reveal {
		return clean(lastRunes(text[:start]) + text[start:end] + firstRunes(text[end:]))
	}
	left, right := s.redact(text, start, end, nil)
	if hits, cut := s.proof.read(left+label+right, "", false); len(hits) > 0 || cut != "" {
		return label
	}
	if len(s.proof.parts) > 0 {
		left, right = s.redact(text, start, end, s.proof.pieces)
		if s.proof.read(left+label+right, "", false); len(s.proof.parts) > 0 {
			return label
		}
	}
	return clean(lastRunes(s.detections.impersonal(left)) + label + firstRunes(s.detections.impersonal(right)))
}

// margin is how many bytes on each side of a value its excerpt is made of.
func (m *matcher) margin() int { return encodedSize*m.longest + excerptRunes*utf8.UTFMax }

// around cuts a text down to a span and margin bytes on each side of it. It returns where
// the span stands then.
func around(text string, start, end, margin int) (string, int, int) {
	from, to := max(0, start-margin), min(len(text), end+margin)
	return text[from:to], start - from, end - from
}

// redact returns what stands left and right of text[start:end] with every
// canary in it replaced by its id, and every part of one that pieces find.
func (s *Scanner) redact(text string, start, end int, parts *pieces) (left, right string) {
	var spans []occurrence
	l := lookAt(text)
	s.reader.matcher.find(text, l, func(o occurrence) { spans = append(spans, o) })
	if parts != nil {
		parts.find(text, l, fragmentPlace{}, func(f fragment) {
			spans = append(spans, occurrence{canary: f.canary, start: f.start, end: f.end})
		})
	}
	slices.SortFunc(spans, func(a, b occurrence) int { return a.start - b.start })
	return s.without(text, 0, start, spans), s.without(text, end, len(text), spans)
}

// without copies text[from:to] and puts ids in place of the spans; of a span
// that reaches out of it the inner part goes as well.
func (s *Scanner) without(text string, from, to int, spans []occurrence) string {
	var b strings.Builder
	for _, o := range spans {
		if o.end <= from || o.start >= to {
			continue
		}
		if o.start >= from {
			b.WriteString(text[from:o.start])
			b.WriteString("\u2039" + s.opts.Canaries[o.canary].ID + "\u203a")
		}
		from = min(to, max(from, o.end))
	}
	b.WriteString(text[from:to])
	return b.String()
}

func lastRunes(s string) string {
	i := len(s)
	for range excerptRunes {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

func firstRunes(s string) string {
	i := 0
	for range excerptRunes {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s[:i]
}

// clean makes a text safe for a terminal and a report: control characters and
// line ends become spaces, broken UTF-8 and bidirectional marks go. The result
// shares no memory with the event.
func clean(s string) string {
	return strings.Clone(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}
