package scan

import "hash/maphash"

// The bounds of quietTexts: one text, all of them, and how many.
const (
	quietText  = 256 << 10
	quietBytes = 8 << 20
	quietSlots = 1 << 14
)

// quietTexts remembers texts in which no needle occurred in any reading, so that
// the class names and style sheets that stand in every snapshot are read once. It
// keeps the texts themselves: a hash alone could hide a leak. What was found or
// cut short is never in it, as that depends on where the text stands.
type quietTexts struct {
	seed  maphash.Seed
	slots [][]byte
	size  int // bytes of all slots
	hand  int // the slot that is emptied next
}

func newQuietTexts() *quietTexts {
	return &quietTexts{seed: maphash.MakeSeed(), slots: make([][]byte, quietSlots)}
}

func (q *quietTexts) slot(text string) *[]byte {
	return &q.slots[maphash.String(q.seed, text)%quietSlots]
}

func (q *quietTexts) has(text string) bool {
	return text == "" || len(text) <= quietText && string(*q.slot(text)) == text
}

func (q *quietTexts) add(text string) {
	if len(text) > quietText {
		return
	}
	slot := q.slot(text)
	q.size -= cap(*slot)
	*slot = append((*slot)[:0], text...)
	for q.size += cap(*slot); q.size > quietBytes; q.hand = (q.hand + 1) % quietSlots {
		q.size -= cap(q.slots[q.hand])
		q.slots[q.hand] = nil
	}
}
