package scan

import (
	"slices"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
)

// personal looks for personal data that nobody planted in the readings of one
// string at a time.
type personal struct {
	detector *detect.Detector
	at       detect.Place // of the string
	reading  *frame       // the reading being searched
	take     func(detect.Find)
	found    []detected
	index    map[detectedKey]int // into found
	planted  map[string]bool     // bare values of canaries, which are not personal
}

// detected is the best of the sightings of one value in one string.
type detected struct {
	detect.Find
	via  []string
	text string // the reading
}

// detectedKey is one value.
type detectedKey struct {
	kind canary.Kind
	id   string
}

func newPersonal(opts detect.Options, canaries []canary.Canary) (*personal, error) {
	d, err := detect.New(opts)
	if err != nil {
		return nil, err
	}
	p := &personal{detector: d, index: map[detectedKey]int{}, planted: map[string]bool{}}
	for _, c := range canaries {
		p.planted[bare(c.Value)] = true
	}
	p.take = p.keep
	return p, nil
}

// begin takes up a new string.
func (p *personal) begin(at *site) {
	p.at = detect.Place{Surface: at.surface, Time: at.timestamp}
	p.found = p.found[:0]
	clear(p.index)
}

// search looks into one reading of the string.
func (p *personal) search(f *frame) {
	if f.parent != nil && slices.ContainsFunc(f.views(), isFarFetched) {
		return
	}
	p.at.Name, p.at.Content, p.reading = f.name, f.content, f
	p.detector.Find(f.text, p.at, p.take)
}

// isFarFetched says that a view shows what nobody wrote often enough for a value
// without a canary to come up by chance: a rule asks for less than a canary's
// text does. Folded text is left out too, having been read before it was folded.
func isFarFetched(view string) bool {
	switch view {
	case viewFolded, "lookalike-digits", "rot13", "reversed", "hex", "base32", "base58", "ascii85", "char-codes", "lz-string", "utf-16",
		"printable":
		return true
	}
	return false
}

// keep remembers a find if it is the best of its value: the surest, then the one
// through the fewest views, then the first.
func (p *personal) keep(f detect.Find) {
	if p.planted[bare(f.Value)] {
		return
	}
	key := detectedKey{f.Kind, f.ID}
	now := detected{Find: f, via: p.reading.views()}
	now.text, now.Start, now.End = p.reading.excerpt(f.Start, f.End, excerptRunes*utf8.UTFMax)
	i, ok := p.index[key]
	switch {
	case !ok:
		p.index[key] = len(p.found)
		p.found = append(p.found, now)
	case f.Confidence != p.found[i].Confidence && f.Confidence.AtLeast(p.found[i].Confidence),
		f.Confidence == p.found[i].Confidence && len(now.via) < len(p.found[i].via):
		p.found[i] = now
	}
}

// bare is a value without what its spellings differ in.
func bare(value string) string {
	out := make([]byte, 0, len(value))
	for _, c := range []byte(canary.Fold(value)) {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 0x80 || c == '@' {
			out = append(out, c)
		}
	}
	return string(out)
}
