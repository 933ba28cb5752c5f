package scan

import "hash/maphash"

// The bounds of quietTexts: one text, all of them, and how many.
const (
	quietText  = 256 << 10
	quietBytes = 8 << 20
	quietSlots = 1 << 13
	quietMarks = 1 << 14
)

// quietTexts remembers texts in which no needle occurred in any reading, so that
// the class names and style sheets that stand in every snapshot are read once or
// twice. It keeps the texts themselves: a hash alone could hide a leak. What was
// found or cut short is never in it, as that depends on where the text stands.
//
// Most texts are met once. So a text leaves a mark first, and is kept when it
// comes again.
type quietTexts struct {
	seed  maphash.Seed
	slots [][]byte
	marks []uint16 // of the hash, by another part of it
	size  int      // bytes of all slots
	hand  int      // the slot that is emptied next
}

func newQuietTexts() *quietTexts {
	return &quietTexts{seed: maphash.MakeSeed(), slots: make([][]byte, quietSlots), marks: make([]uint16, quietMarks)}
}

// has says that a text is known; hash is for add.
func (q *quietTexts) has(text string) (known bool, hash uint64) {
	if text == "" || len(text) > quietText {
		return text == "", 0
	}
	hash = maphash.String(q.seed, text)
	return string(q.slots[hash%quietSlots]) == text, hash
}

func (q *quietTexts) add(text string, hash uint64) {
	if len(text) > quietText {
		return
	}
	if mark := &q.marks[hash%quietMarks]; *mark != uint16(hash>>48) {
		*mark = uint16(hash >> 48)
		return
	}
	slot := &q.slots[hash%quietSlots]
	q.size -= cap(*slot)
	*slot = append((*slot)[:0], text...)
	for q.size += cap(*slot); q.size > quietBytes; q.hand = (q.hand + 1) % quietSlots {
		q.size -= cap(q.slots[q.hand])
		q.slots[q.hand] = nil
	}
}
