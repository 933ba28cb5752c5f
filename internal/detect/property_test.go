package detect

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
)

// value is a made up one, as it is written and as it is known, and what must be
// said of it among other words.
type value struct {
	written, known string
	want           Confidence
}

// makers draw valid values of each kind; now and then one that is nobody's, which
// they return as nothing.
var makers = map[canary.Kind]func(*rapid.T) value{
	canary.Card:  makeCard,
	canary.Email: makeEmail,
	canary.Phone: makePhone,
	canary.IBAN:  makeIBAN,
	canary.SSN: func(t *rapid.T) value {
		area := rapid.IntRange(1, 899).Filter(func(n int) bool { return n != 666 }).Draw(t, "area")
		s := fmt.Sprintf("%03d-%02d-%04d", area, rapid.IntRange(1, 99).Draw(t, "group"), rapid.IntRange(1, 9999).Draw(t, "serial"))
		return value{s, strings.ReplaceAll(s, "-", ""), Medium}
	},
	canary.DOB: func(t *rapid.T) value {
		born := time.UnixMilli(recorded).AddDate(0, 0, -rapid.IntRange(1, 43_000).Draw(t, "days"))
		layout := rapid.SampledFrom([]string{"2006-01-02", "2 January 2006", "Jan 2, 2006", "2006/1/2"}).Draw(t, "layout")
		return value{"born " + born.Format(layout), born.Format(time.DateOnly), High}
	},
	JWT: func(t *rapid.T) value {
		part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
		exp := rapid.Int64Range(recorded/1000-1000, recorded/1000+1000).Filter(func(n int64) bool { return n != recorded/1000 }).Draw(t, "exp")
		s := part(`{"alg":"RS256"}`) + "." + part(fmt.Sprintf(`{"exp":%d}`, exp)) + "." + part(digits(t, 40))
		return value{s, s, map[bool]Confidence{true: High, false: Medium}[exp > recorded/1000]}
	},
	Key: func(t *rapid.T) value {
		f := keyForms[rapid.IntRange(0, len(keyForms)-1).Draw(t, "form")]
		letters := rapid.Permutation([]rune("ABCDEFGHIJKLMNOPQRSTUVWXYZ2345678")).Draw(t, "letters")
		s := f.prefix + strings.Repeat(string(letters), 5)[:f.shortest]
		return value{s, s, map[bool]Confidence{true: Medium, false: High}[f.prefix == "AIza"]}
	},
}

func digits(t *rapid.T, n int) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), n, n, -1).Draw(t, "digits")
}

func makeCard(t *rapid.T) value {
	n := rapid.SampledFrom(networks).Draw(t, "network")
	length := rapid.IntRange(n.shortest, n.longest).Draw(t, "length")
	first := strconv.Itoa(rapid.IntRange(n.from, n.to).Draw(t, "first"))
	body := first + digits(t, length-1-len(first))
	card := withLuhn(body)
	if isTestCard(card) {
		return value{} // a test card
	}
	if length != 16 || rapid.Bool().Draw(t, "plain") {
		return value{card, card, Medium}
	}
	sep := rapid.SampledFrom([]string{" ", "-"}).Draw(t, "separator")
	return value{strings.Join([]string{card[:4], card[4:8], card[8:12], card[12:]}, sep), card, High}
}

func withLuhn(body string) string {
	for c := '0'; c <= '9'; c++ {
		if luhn(body + string(c)) {
			return body + string(c)
		}
	}
	return ""
}

func makeEmail(t *rapid.T) value {
	label := func(name string) string { return rapid.StringMatching(`qz[a-z]{1,12}`).Draw(t, name) }
	suffix := rapid.SampledFrom([]string{"com", "de", "co.uk", "io", "com.br", "museum"}).Draw(t, "suffix")
	s := label("local") + rapid.SampledFrom([]string{"", ".x", "+tag", "_1", "-b"}).Draw(t, "more") + "@" + label("host") + "." + suffix
	return value{s, s, Medium}
}

func makePhone(t *rapid.T) value {
	regions := slices.Sorted(maps.Keys(phonenumbers.GetSupportedRegions()))
	number := phonenumbers.GetExampleNumberForType(rapid.SampledFrom(regions).Draw(t, "region"), phonenumbers.MOBILE)
	if number == nil {
		return value{} // no mobile numbers
	}
	known := phonenumbers.Format(number, phonenumbers.E164)
	kind := phonenumbers.GetNumberType(number)
	if isFictional(known) || kind != phonenumbers.MOBILE && kind != phonenumbers.FIXED_LINE_OR_MOBILE {
		return value{} // nobody's number
	}
	form := rapid.SampledFrom([]phonenumbers.PhoneNumberFormat{phonenumbers.E164, phonenumbers.INTERNATIONAL}).Draw(t, "form")
	return value{phonenumbers.Format(number, form), known, Medium}
}

func makeIBAN(t *rapid.T) value {
	country := rapid.SampledFrom(slices.Sorted(maps.Keys(ibanLengths))).Draw(t, "country")
	account := "1" + digits(t, ibanLengths[country]-5)
	s := withMod97(country, account)
	if slices.Contains(sampleIBANs, s) {
		return value{} // a sample
	}
	if rapid.Bool().Draw(t, "plain") {
		return value{s, s, High}
	}
	var groups []string
	for part := range slices.Chunk([]byte(s), 4) {
		groups = append(groups, string(part))
	}
	return value{strings.Join(groups, " "), s, High}
}

func withMod97(country, account string) string {
	for n := 2; n <= 98; n++ {
		if s := fmt.Sprintf("%s%02d%s", country, n, account); mod97(s) {
			return s
		}
	}
	return ""
}

// around is text that says nothing of what stands in it.
func around(t *rapid.T, name string) string {
	list := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("the basket of Ada was changed, and so! (it) «is» naïve 日本 x=y; a|b")), 0, 9).Draw(t, name)
	return strings.Join(list, " ")
}

// TestFindsEachKind is the property that matters: a valid value among other words
// is found, once, with the confidence that it deserves.
func TestFindsEachKind(t *testing.T) {
	d, err := New(Options{Min: Medium})
	require.NoError(t, err)
	for kind, make := range makers {
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				v := make(t)
				if v.written == "" {
					return
				}
				text := around(t, "before") + " " + v.written + " " + around(t, "after")
				var found []Find
				d.Find(text, content(), func(f Find) {
					if f.Kind == kind {
						found = append(found, f)
					}
				})
				require.Len(t, found, 1, text)
				require.Equal(t, []any{v.known, v.want}, []any{found[0].Value, found[0].Confidence}, text)
				require.Contains(t, v.written, text[found[0].Start:found[0].End])
				require.NotContains(t, found[0].Shape, v.known)
			})
		})
	}
}

// TestBrokenChecksums: one wrong digit, and it is no card and no IBAN.
func TestBrokenChecksums(t *testing.T) {
	d, err := New(Options{Min: Low})
	require.NoError(t, err)
	for _, kind := range []canary.Kind{canary.Card, canary.IBAN} {
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				broken := []byte(makers[kind](t).written)
				var places []int
				for i, c := range broken {
					if isDigit(c) {
						places = append(places, i)
					}
				}
				if places == nil {
					return
				}
				at := rapid.SampledFrom(places).Draw(t, "at")
				broken[at] = '0' + (broken[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
				d.Find("it is "+string(broken)+" ok", content(), func(f Find) {
					require.NotEqual(t, kind, f.Kind, string(broken))
				})
			})
		})
	}
}

// FuzzFind: no text breaks a rule, and what is found is a part of the text.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"jane@shop.com +49 1522 9317462", "4929 3718 4650 2834", "born 27 Dec 1984", jwtEternal, awsKey, "DE81 5001 0517 5648 2739 14",
		"@", "+1", "eyJ.eyJ.", "PRIVATE KEY-----", "IBAN DE81", "SSN 536228741", "dob: 1/1", "\xff@\xff.de", "((((1234567",
	} {
		f.Add(seed, "phone")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		d, err := New(Options{Min: Low, Region: "US"})
		require.NoError(t, err)
		d.Find(text, Place{Name: name, Content: true}, func(found Find) {
			require.True(t, found.Start >= 0 && found.Start < found.End && found.End <= len(text), "%+v", found)
			require.NotEmpty(t, found.Value)
		})
	})
}
