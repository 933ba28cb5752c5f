package scan

import "iter"

// Escapes are few in most long texts, as in style sheets and scripts, and stand there by
// chance; but each view of them would show the text once more, for all other views to
// read. So a long text is read in pieces around its escapes: what stands elsewhere reads
// as it did before. So are the pieces: of what one view shows in them, the next one reads what
// is near to its own escapes.
const longText = 8 << 10

// nearText is how many bytes belong to a place in a long text, on both sides, beside what is
// one word with that; the second where by the first all of the text would.
var nearText = [...]int{1 << 10, 128}

// piecesAround are the parts of a long text around the places in it, in their order and apart
// from each other; not ok where it is not long or they are most of it.
func piecesAround(text string, long bool, places iter.Seq[span]) (list []span, ok bool) {
	if !long || len(text) < 2*nearText[1] {
		return nil, false
	}
	for _, near := range nearText {
		if list, ok = piecesNear(text, places, near); ok {
			break
		}
	}
	return list, ok
}

// piecesNear takes near bytes on each side of a place. It gives up where the parts are most of
// the text.
func piecesNear(text string, places iter.Seq[span], near int) (list []span, ok bool) {
	end, sum := 0, 0
	for p := range places {
		part := span{max(end, p.from-near), min(len(text), p.to+near)}
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
			return nil, false
		}
		if last := len(list) - 1; last >= 0 && part.from == end {
			list[last].to = part.to
		} else {
			list = append(list, part)
		}
		end = part.to
	}
	return list, true
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
	parts, ok := piecesAround(f.text, f.long, e.places(f.text))
	if !ok {
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
