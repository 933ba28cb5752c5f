package channels

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/maskproof/maskproof/internal/canary"
)

// Seed and setName make the corpus's canaries the same on every machine.
const (
	Seed    = 20261124
	setName = "corpus"
)

// testCard is the ID of the card that passes its checksum; "card" is a look-alike,
// so that nothing depends on its being scrubbed.
const testCard = "testcard"

func ids() []string { return append(kinds(), testCard) }

// Values are the canaries that the pages show, and near misses of them.
type Values struct {
	canaries []canary.Canary
	byID     map[string]string
	others   map[string]string
}

// NewValues makes the canaries. They are the same at each call.
func NewValues() (*Values, error) {
	v := &Values{byID: map[string]string{}, others: map[string]string{}}
	set, strangers := canary.NewSet(Seed, setName), canary.NewSet(Seed, "strangers")
	for _, id := range ids() {
		kind := canary.Kind(strings.TrimPrefix(id, "test"))
		c, err := set.Make(setName, id, kind, id == string(canary.Card))
		if err != nil {
			return nil, err
		}
		stranger, err := strangers.Make(setName, id, kind, kind == canary.Card)
		if err != nil {
			return nil, err
		}
		v.canaries, v.byID[id] = append(v.canaries, c), c.Value
		if v.others[id], err = nearMiss(kind, c.Value, stranger.Value); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// Canaries lists what to look for.
func (v *Values) Canaries() []canary.Canary { return slices.Clone(v.canaries) }

// nearMiss is what a scanner may take for the value and must not.
func nearMiss(kind canary.Kind, value, stranger string) (string, error) {
	switch kind {
	case canary.Email: // somebody else of the same domain
		local, _, _ := strings.Cut(stranger, "@")
		return local + value[strings.Index(value, "@"):], nil
	case canary.DOB:
		day, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return "", fmt.Errorf("near miss of %s: %w", value, err)
		}
		return day.AddDate(0, 0, 1).Format(time.DateOnly), nil
	case canary.SSN: // the last digit differs
		last := value[len(value)-1]
		return value[:len(value)-1] + string('0'+(last-'0'+1)%10), nil
	}
	return stranger, nil
}
