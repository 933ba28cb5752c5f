package scan

import "github.com/maskproof/maskproof/internal/canary"

// fragment is a part of one canary in one reading of a string.
type fragment struct {
	canary     int
	start, end int    // bytes of the text
	text       string // see hit
	via        []string
	shown      positions // what it shows for certain
	part       string    // what it shows where the position is not certain or has a name; "" where shown says it
	telling    bool      // the value is as good as known by it, or a card shown beyond PCI DSS; see the package comment
}

// fragmentPlace is what is known of the string that is searched.
type fragmentPlace struct {
	name    string // see canary.Place
	content bool
	typed   bool // it is what an input holds
}

// pieces finds parts of canaries in one text. It holds no state of a search.
type pieces struct {
	numbers numberPieces
	words   wordPieces
}

func newPieces(canaries []canary.Canary) *pieces {
	return &pieces{numbers: newNumberPieces(canaries), words: newWordPieces(canaries)}
}

// find calls found for each fragment. It says whether the text holds anything that
// could be one at another place.
func (p *pieces) find(text string, l *look, at fragmentPlace, found func(fragment)) (near bool) {
	near = p.words.find(text, at, found)
	if l.traits&hasDigit != 0 && p.numbers.find(text, l.digits(), at, found) {
		near = true
	}
	return near
}
