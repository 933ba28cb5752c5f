package draft

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/detect"
	"github.com/maskproof/maskproof/internal/fieldkind"
)

// The words of fields whose values are nobody's.
var (
	harmless = regexp.MustCompile(`(?i)\b(quantity|qty|amount|coupon|promo|voucher|discount|gift ?code|search|query|size|colou?r|currency|language)\b`)
	expiry   = regexp.MustCompile(`(?i)\b(exp|expiry|expires|expiration|exp[-_ ]?date|valid (thru|until)|cc-exp(-month|-year)?|mm ?/ ?yy(yy)?|exp[-_ ]?(month|year))\b`)
	month    = regexp.MustCompile(`(?i)\bmonth\b|cc-exp-month`)
	year     = regexp.MustCompile(`(?i)\byear\b|cc-exp-year`)
	postal   = regexp.MustCompile(`(?i)\b(zip|postal|post ?code|plz)\b`)
)

// Typed is the key with which a step types into a field what a person typed, and
// what they should know of it; "" for nothing. The value is used to tell what the
// field is for, and is written only where fields of that name hold nobody's data.
func Typed(field fieldkind.Field, value string) (Pair, string) {
	switch kind := fieldkind.Of(field); {
	case field.Type == "range" || field.Type == "color":
		return Pair{"value", quoted(value)}, ""
	case kind != "":
		return plant(kind), ""
	}
	names := strings.Join(append(slices.Clone(field.Texts), field.Autocomplete), " | ")
	found := looksLike(names, value)
	switch {
	case found != "":
		return plant(found), fmt.Sprintf("what was typed looks like a %s, so one is planted", found)
	case expiry.MatchString(names):
		return Pair{"value", quoted(expiryLike(names, value))}, "a made-up expiry date, not the one that was typed"
	case postal.MatchString(names):
		return Pair{"value", quoted("10001")}, "a made-up postal code, not the one that was typed"
	case value == "":
		return Pair{"value", quoted("")}, ""
	case harmless.MatchString(names):
		return Pair{"value", quoted(value)}, ""
	case madeUp[field.Type] != "":
		return Pair{"value", quoted(madeUp[field.Type])}, fmt.Sprintf("a made-up %s, not the one that was typed", field.Type)
	}
	return plant(canary.Text), "nothing says what the field is for: choose another kind, or value for a text that the app needs"
}

// madeUp are values of fields that take only such, by the type of input.
var madeUp = map[string]string{
	"date": "2034-12-01", "time": "12:30", "datetime-local": "2034-12-01T12:30", "month": "2034-12", "week": "2034-W48", "number": "1",
}

// untyped are the types of inputs that take no text as it comes.
var untyped = []string{"search", "number", "date", "time", "datetime-local", "month", "week"}

// Proposed is the key with which a step fills in a field in which nobody typed, and
// what a person should know of it. ok is false for a field that a walk can leave
// empty, such as a search.
func Proposed(field fieldkind.Field) (key Pair, note string, ok bool) {
	names := strings.Join(append(slices.Clone(field.Texts), field.Autocomplete), " | ")
	if fieldkind.Of(field) == "" && (slices.Contains(untyped, field.Type) || harmless.MatchString(names)) {
		return Pair{}, "", false
	}
	if key, note = Typed(field, "x"); note == "" || key.Key == "value" {
		return key, "", true // nothing was typed that the made-up value could differ from
	}
	return key, note, true
}

func plant(kind canary.Kind) Pair { return Pair{"plant", Word(kind)} }

// looksLike is the kind of personal data that a value looks like; "" for none.
func looksLike(names, value string) (kind canary.Kind) {
	d, err := detect.New(detect.Options{})
	if err != nil {
		return ""
	}
	d.Find(value, detect.Place{Name: names, Content: true}, func(f detect.Find) {
		if slices.Contains(canary.Kinds(), f.Kind) {
			kind = f.Kind
		} else {
			kind = canary.Text // a token or a key
		}
	})
	return kind
}

func expiryLike(names, typed string) string {
	long := len(typed) >= 7 // MM/YYYY
	switch {
	case month.MatchString(names):
		return "12"
	case year.MatchString(names) && len(typed) == 2:
		return "34"
	case year.MatchString(names):
		return "2034"
	case long && !strings.Contains(typed, " "):
		return "12/2034"
	}
	return "12 / 34"
}
