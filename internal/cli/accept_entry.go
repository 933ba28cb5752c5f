package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/verify"
)

// free refuses a leak that has an entry.
func (o *acceptOptions) free(old []scan.Acceptance, l report.Leak) error {
	for _, a := range old {
		if a.Fingerprint != l.Fingerprint || !a.InFlow(l.Flow) {
			continue
		}
		text := fmt.Sprintf("%s has an entry for %s already, by %s until %s", o.file, a.Fingerprint, oneLine(a.Owner), a.Expires)
		if a.Expired(o.process.Now()) {
			return errors.New(text + ": remove it first, by hand or with --prune")
		}
		return errors.New(text + ": edit it by hand if it does not fit any more")
	}
	return nil
}

// entry is what is written of a leak; a place that tells a value is left out.
func (o *acceptOptions) entry(r *verify.Result, l report.Leak, values []canary.Canary) scan.Acceptance {
	place := l.Selector
	if l.Step != "" {
		place = strings.TrimPrefix(place+", at "+l.Step, ", ")
	}
	if tells(place, values) {
		place = ""
	}
	return scan.Acceptance{
		Fingerprint: l.Fingerprint, Scenario: r.Scenario, Flow: l.Flow, Canary: l.Canary, Kind: l.Kind, Surface: l.Surface,
		Shows: l.Revealed, Place: place, Owner: strings.TrimSpace(o.owner), Reason: strings.TrimSpace(o.reason), Expires: o.expires,
	}
}

// checkWords refuses words that hold what was typed in the run.
func (o *acceptOptions) checkWords(values []canary.Canary) error {
	words := strings.ToLower(o.owner + "\n" + o.reason)
	for _, c := range values {
		if utf8.RuneCountInString(c.Value) >= shortestTelling && strings.Contains(words, strings.ToLower(c.Value)) {
			return fmt.Errorf("owner or reason holds the value of %s: write it without", c.ID)
		}
	}
	return nil
}

// checkDay refuses days that are over, and those too far away to be remembered.
func (o *acceptOptions) checkDay(day string) error {
	_, err := time.Parse(time.DateOnly, day)
	switch {
	case err != nil:
		return fmt.Errorf("%q is no day, such as %s", day, o.day(0, acceptDays))
	case day < o.day(0, 0):
		return fmt.Errorf("%s is over: the last day must be to come", day)
	case day > o.day(acceptYears, 0):
		return fmt.Errorf("%s is too far away: %s is the last day possible; look at it again then", day, o.day(acceptYears, 0))
	}
	return nil
}

// day is a day from today on, in UTC, as acceptances count.
func (o *acceptOptions) day(years, days int) string {
	return o.process.Now().UTC().AddDate(years, 0, days).Format(time.DateOnly)
}

// person is who runs this, as git or the system call them; "" if they do not.
func (p *Process) person() string {
	get := func(name string) string {
		if v, ok := p.Env(name); ok {
			return strings.TrimSpace(v)
		}
		return ""
	}
	name, mail := get("GIT_AUTHOR_NAME"), get("GIT_AUTHOR_EMAIL")
	if name != "" && mail != "" {
		return name + " <" + mail + ">"
	}
	return cmp.Or(name, mail, get("USER"), get("USERNAME"))
}

// shortestTelling is how many characters of a value tell it.
const shortestTelling = 4

// tells says whether a text holds a value, or a word of one.
func tells(text string, values []canary.Canary) bool {
	text = strings.ToLower(text)
	for _, c := range values {
		words := strings.FieldsFunc(c.Value, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for _, w := range append(words, c.Value) {
			if utf8.RuneCountInString(w) >= shortestTelling && strings.Contains(text, strings.ToLower(w)) {
				return true
			}
		}
	}
	return false
}
