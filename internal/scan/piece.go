package scan

import "iter"

// Escapes are few in most long texts, as in style sheets and scripts, and stand there by
// chance; but each view of them would show the text once more, for all other views to
// read. So a long text is read in pieces around its escapes: what stands elsewhere reads
// as it did before.
const (
	longText = 8 << 10
	nearText = 1 << 10 // belongs to a place in it, on both sides, and what is one word with that
)

// piecesAround are the parts of a long text around the places in it, in their order and apart
// from each other. There are none where the text is short or the parts are most of it.
func piecesAround(text string, places iter.Seq[span]) (list []span) {
	if len(text) < longText {
		return nil
	}
	end, sum := 0, 0
	for p := range places {
		part := span{max(end, p.from-nearText), min(len(text), p.to+nearText)}
		if part.to <= end {
			continue
		}
		for part.from > end && !endsWord(text[part.from-1]) {
			part.from--
		}
		for part.to < len(text) && !endsWord(text[part.to]) {
			part.to++
		}
		if sum += part.to - part.from; sum > len(text)/2 {
			return nil
		}
		if last := len(list) - 1; last >= 0 && part.from == end {
			list[last].to = part.to
		} else {
			list = append(list, part)
		}
		end = part.to
	}
	return list
}

// endsWord knows what no encoding has in the middle that does not have it everywhere.
func endsWord(c byte) bool {
	switch c {
	case '"', '\'', '`', '<', '>', '{', '}', ';':
		return true
	}
	return c <= ' '
}

// readPieces shows the text without its escapes, or the pieces around them.
func (e escape) readPieces(f *frame, _ int, show func(reading)) {
	if e.present != nil && !e.present(f.text) {
		return
	}
	parts := piecesAround(f.text, e.places(f.text))
	if parts == nil {
		whole(e.undo)(f, 0, show)
		return
	}
	text := f.text
	for _, p := range parts {
		show(reading{text: e.undo(text[p.from:p.to]), from: p.from, to: p.to, again: func(text string) string {
			return e.undo(text[p.from:p.to])
		}})
	}
}

// places are where the escapes of a text stand.
func (e escape) places(text string) iter.Seq[span] {
	return func(yield func(span) bool) {
		for at := range e.all(text) {
			if !yield(at) {
				return
			}
		}
	}
}

// turnedPlaces are where escapes may stand in a text once it is turned.
func turnedPlaces(text string) iter.Seq[span] {
	return func(yield func(span) bool) {
		for i := range len(text) {
			switch text[i] {
			case '&', '%', '\\', '=':
				if markTurns(text, i) && !yield(span{i, i + 1}) {
					return
				}
			}
		}
	}
}
