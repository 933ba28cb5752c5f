package detect

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// The kinds that only detection knows; the others are those of canaries.
const (
	JWT canary.Kind = "jwt"
	Key canary.Kind = "key" // an API key, a token, a private key
	IP  canary.Kind = "ip"
)

// Options says what counts as a find.
type Options struct {
	Min    Confidence // report from this level on; "" means Medium
	Region string     // ISO 3166 code by which phones without "+" are read, such as "US"; "" means none

	// Secret keys the hash in Find.ID. Draw it anew for each report and forget it:
	// who has it can try out all cards. "" is for tests.
	Secret string
}

// Place is what is known of the string that a text was read from.
type Place struct {
	Name    string        // attribute, property or key that it stands under
	Surface rrweb.Surface // where in the event
	Content bool          // it is what a person typed or reads, see canary.Place
	Time    int64         // when it was recorded, ms since the Unix epoch; 0: unknown
}

// Find is one value found in a text.
type Find struct {
	Kind       canary.Kind
	Confidence Confidence
	Start, End int    // bytes of the text
	Value      string // in the one spelling by which equal values are known: digits of a card, E.164 of a phone
	Shape      string // what a report may show: "card, Visa, ends in 4242"; nothing more of the value
	ID         string // same for the same value under the same Options.Secret; says nothing else
}

// The names whose words are remembered.
const (
	longestName = 64
	mostNames   = 4096
)

// Detector finds values by the rules. It is not safe for use by several
// goroutines at once.
type Detector struct {
	min    Confidence
	region string
	secret []byte
	rules  []rule
	look   look
	found  func(Find)        // of the text being searched
	names  map[string]string // their words, see wordsOf
}

// New returns a detector. The error names an unknown level or region.
func New(opts Options) (*Detector, error) {
	if opts.Min == "" {
		opts.Min = Medium
	}
	if _, err := ParseConfidence(string(opts.Min)); err != nil {
		return nil, err
	}
	if opts.Region != "" && !phonenumbers.GetSupportedRegions()[opts.Region] {
		return nil, fmt.Errorf("unknown region %q: give a country's two letters, such as US or DE", opts.Region)
	}
	d := &Detector{min: opts.Min, region: opts.Region, secret: []byte(opts.Secret), names: map[string]string{}}
	d.rules = slices.DeleteFunc(ruleTable(), func(r rule) bool { return !r.best.AtLeast(opts.Min) })
	return d, nil
}

// rule finds values of one kind.
type rule struct {
	kind   canary.Kind
	best   Confidence // higher than this it never says
	needs  trait      // all of these must be in a text
	digits int        // and so many digits in one chain
	length int        // and so many bytes
	prose  bool       // not in style sheets, pictures and names, where numbers are only numbers

	find func(*look)
}

// ruleTable lists the rules. Add a row to teach the detector another one.
func ruleTable() []rule {
	return []rule{
		{kind: canary.Email, best: High, needs: hasAt | hasDot, length: 6, find: findEmails},
		{kind: canary.Card, best: High, needs: hasDigit, digits: 12, length: 12, prose: true, find: findCards},
		{kind: canary.IBAN, best: High, needs: hasAccount, length: 15, prose: true, find: findIBANs},
		{kind: canary.Phone, best: High, needs: hasDigit, digits: 7, length: 7, prose: true, find: findPhones},
		{kind: canary.SSN, best: High, needs: hasDigit, digits: 9, length: 9, prose: true, find: findSSNs},
		{kind: canary.DOB, best: High, needs: hasYear, digits: 4, length: 8, prose: true, find: findBirths},
		{kind: JWT, best: High, needs: hasDot | hasLetter, length: 30, find: findJWTs},
		{kind: Key, best: High, needs: hasLetter, length: 16, find: findKeys},
		{kind: Key, best: Low, needs: hasLetter | hasDigit, length: 20, prose: true, find: findSecrets},
		{kind: IP, best: Low, needs: hasDigit | hasDot, digits: 4, length: 7, prose: true, find: findAddresses},
	}
}

// Find calls found for each value in the text, rule by rule.
func (d *Detector) Find(text string, at Place, found func(Find)) {
	d.found = found
	d.look.reset(d, text, at)
	traits, digits := traitsOf(text), 0
	if traits&hasDigit != 0 && holdsProse(at.Surface) {
		var more trait
		more, digits = d.look.numbers()
		traits |= more
	}
	for i := range d.rules {
		r := &d.rules[i]
		if traits&r.needs != r.needs || digits < r.digits || len(text) < r.length || r.prose && !holdsProse(at.Surface) {
			continue
		}
		d.look.kind = r.kind
		r.find(&d.look)
	}
}

// keep passes a find on if it is sure enough.
func (d *Detector) keep(f Find) {
	if f.Confidence.AtLeast(d.min) {
		f.ID = d.id(f)
		d.found(f)
	}
}

// wordsOf remembers the words of names, of which a recording repeats few.
func (d *Detector) wordsOf(name string) string {
	w, ok := d.names[name]
	if !ok {
		w = words(name)
		if len(name) <= longestName && len(d.names) < mostNames {
			d.names[strings.Clone(name)] = w
		}
	}
	return w
}

func holdsProse(s rrweb.Surface) bool {
	switch s {
	case rrweb.SurfaceCSS, rrweb.SurfaceImage, rrweb.SurfaceFont, rrweb.SurfaceName:
		return false
	}
	return true
}

func (d *Detector) id(f Find) string {
	h := hmac.New(sha256.New, d.secret)
	h.Write([]byte(string(f.Kind) + "\x00" + f.Value))
	return hex.EncodeToString(h.Sum(nil)[:8])
}
