package scan

import (
	"bytes"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/replay"
)

// plainDigits is how many digits in a row a number of one line must have for its
// pieces to be parts of parts. Shorter ones are met where numbers touch.
const plainDigits = 9

// counts applies the rule of the package comment to an occurrence that spans
// several parts.
func (j *joiner) counts(at *site, text string, o occurrence, first, last int) bool {
	if j.run.Join == replay.Inline && !j.text.backwards {
		return j.countsInline(at, text, o, first, last)
	}
	return j.uses(text, o, first, last) && j.mayStand(text, o, first, last) && j.isTold(at, text, o, first, last)
}

// countsInline judges what stands in one line: it reads as one string does.
func (j *joiner) countsInline(at *site, text string, o occurrence, first, last int) bool {
	if o.form.Guard == canary.Telling {
		return j.isTold(at, text, o, first, last)
	}
	_, digits := lettersAndDigits(text[o.start:o.end])
	if digits == o.end-o.start && digits < plainDigits && !j.uses(text, o, first, last) {
		return false
	}
	return o.form.Counts(text, o.start, o.end, canary.Place{})
}

// isGlued says that a border between two parts lies between two digits.
func (j *joiner) isGlued(text string, first, last int) bool {
	for _, start := range j.text.starts[first+1 : last+1] {
		if isNumeral(text[start-1]) && isNumeral(text[start]) {
			return true
		}
	}
	return false
}

// uses says that nothing is left over of the first and the last part but
// punctuation.
func (j *joiner) uses(text string, o occurrence, first, last int) bool {
	start, _ := j.text.bounds(first)
	_, end := j.text.bounds(last)
	return !hasWord(text[start:o.start]) && !hasWord(text[min(o.end, end):end])
}

// mayStand says that a number of fewer than freeDigits digits is all the digits
// that stand there: neither neighbour has any. A row of single characters is by
// itself what it needs to be whole.
func (j *joiner) mayStand(text string, o occurrence, first, last int) bool {
	letters, digits := lettersAndDigits(text[o.start:o.end])
	if letters > 0 || digits >= freeDigits {
		return true
	}
	cutStart, cutEnd := j.run.CutStart, j.run.CutEnd
	if j.text.backwards {
		cutStart, cutEnd = cutEnd, cutStart
	}
	if cutStart && first == 0 || cutEnd && last == len(j.text.starts)-1 {
		return false
	}
	before, behind := j.text.of(first-1), j.text.of(last+1)
	if j.areSingle(first, last) {
		return !isSingleDigit(before) && !isSingleDigit(behind)
	}
	return !hasDigitIn(before) && !hasDigitIn(behind)
}

// isTold judges codes: the page must name them, or show them in boxes of one
// character each and nothing else.
func (j *joiner) isTold(at *site, text string, o occurrence, first, last int) bool {
	inline := j.run.Join == replay.Inline
	if o.form.Guard != canary.Telling {
		return inline || o.form.Counts(text[o.start:o.end], 0, o.end-o.start, canary.Place{})
	}
	name := j.run.Name
	if node := j.text.part(first).Node; node > 0 {
		name += " " + j.scanner.player.Names(at.window, node)
	}
	_, digits := lettersAndDigits(text[o.start:o.end])
	if digits < boxesShown && digits < o.end-o.start && !j.areSingle(first, last) {
		return false // short numbers with a space between them are met everywhere
	}
	if o.form.Counts(text, o.start, o.end, canary.Place{Name: name}) && (!inline || j.uses(text, o, first, last) || !j.isGlued(text, first, last)) {
		return true
	}
	return digits >= j.boxes() && j.areSingle(first, last) && j.mayStand(text, o, first, last)
}

// boxes is from how many single characters on a code needs no name: what was
// typed or clicked is a code sooner than what a page shows.
func (j *joiner) boxes() int {
	switch j.run.Join {
	case replay.Inputs, replay.Clicks, joinScreenInputs:
		return boxesTyped
	}
	return boxesShown
}

const (
	boxesTyped = 4
	boxesShown = 6
)

// areSingle says that all parts from first to last have one character.
func (j *joiner) areSingle(first, last int) bool {
	for i := first; i <= last; i++ {
		if p := j.text.of(i); len(bytes.TrimSpace(p)) > 1 {
			return false
		}
	}
	return true
}

func isSingleDigit(part []byte) bool {
	part = bytes.TrimSpace(part)
	return len(part) == 1 && isNumeral(part[0])
}

func hasDigitIn(part []byte) bool { return bytes.ContainsAny(part, "0123456789") }

func isNumeral(c byte) bool { return c-'0' <= 9 }

// lettersAndDigits counts; a byte beyond ASCII is a letter.
func lettersAndDigits(s string) (letters, digits int) {
	for i := range len(s) {
		switch c := s[i]; {
		case isNumeral(c):
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
			letters++
		}
	}
	return letters, digits
}

func hasWord(s string) bool {
	letters, digits := lettersAndDigits(s)
	return letters+digits > 0
}
