package detect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// recorded is when the texts of the tests were recorded.
const recorded = 1_790_000_000_000

// sample is a text and what one rule must say of it: no value means nothing.
type sample struct {
	text  string
	want  Confidence
	value string
	at    Place // the zero value stands for a text node
}

func content() Place { return Place{Surface: rrweb.SurfaceText, Content: true, Time: recorded} }

// under is a value in a payload, which has a name.
func under(name string) Place {
	return Place{Surface: rrweb.SurfaceCustom, Name: name, Time: recorded}
}

func typed() Place {
	return Place{Surface: rrweb.SurfaceInput, Name: "text", Content: true, Time: recorded}
}

// rule holds a kind's rules against samples.
func check(t *testing.T, kind canary.Kind, region string, samples []sample) {
	t.Helper()
	d, err := New(Options{Min: Low, Region: region})
	require.NoError(t, err)
	for _, s := range samples {
		if s.at == (Place{}) {
			s.at = content()
		}
		var found []Find
		d.Find(s.text, s.at, func(f Find) {
			if f.Kind == kind {
				found = append(found, f)
			}
		})
		if s.want == "" {
			require.Empty(t, found, "%q %+v", s.text, s.at)
			continue
		}
		require.Len(t, found, 1, "%q %+v", s.text, s.at)
		require.Equal(t, s.value, found[0].Value, s.text)
		require.Equal(t, s.want, found[0].Confidence, "%q %+v", s.text, s.at)
		require.NotContains(t, found[0].Shape, found[0].Value)
	}
}

func TestNew(t *testing.T) {
	_, err := New(Options{Min: "sure"})
	require.ErrorContains(t, err, "allowed are low, medium, high")
	_, err = New(Options{Region: "us"})
	require.ErrorContains(t, err, `unknown region "us"`)
	_, err = New(Options{Region: "DE", Min: High})
	require.NoError(t, err)
}

func TestMin(t *testing.T) {
	const text = "card 4929 3718 4650 2834, jane@shop.com, 203.0.114.7"
	for low, want := range map[Confidence]int{Low: 3, Medium: 2, High: 1} {
		d, err := New(Options{Min: low})
		require.NoError(t, err)
		n := 0
		d.Find(text, content(), func(f Find) {
			require.True(t, f.Confidence.AtLeast(low))
			n++
		})
		require.Equal(t, want, n, low)
	}
}

// TestID: equal values are known by their ID, which tells nothing without the
// secret.
func TestID(t *testing.T) {
	ids := func(secret, text string) (list []string) {
		d, err := New(Options{Secret: secret})
		require.NoError(t, err)
		d.Find(text, content(), func(f Find) { list = append(list, f.ID) })
		return list
	}
	same := ids("a", "JANE@shop.com and jane@Shop.com")
	require.Len(t, same, 2)
	require.Equal(t, same[0], same[1])
	require.NotEqual(t, same, ids("b", "JANE@shop.com and jane@Shop.com"))
	require.NotEqual(t, same[:1], ids("a", "joan@shop.com"))
}

// TestRulesAreSane: no rule can find what is shorter than it asks for.
func TestEveryRuleIsReached(t *testing.T) {
	text := "jane@shop.com 4929 3718 4650 2834; DE81500105175648273914; +49 1522 9317462; SSN 536-22-8741; born 1984-12-27; " +
		jwtEternal + " " + awsKey + " token=Zk3vQ9xT2mLr8WpYc5Hn and 203.0.114.7"
	d, err := New(Options{Min: Low})
	require.NoError(t, err)
	got := map[canary.Kind]int{}
	d.Find(text, content(), func(f Find) { got[f.Kind]++ })
	require.Equal(t, map[canary.Kind]int{
		canary.Email: 1, canary.Card: 1, canary.IBAN: 1, canary.Phone: 1, canary.SSN: 1, canary.DOB: 1, JWT: 1, Key: 2, IP: 1,
	}, got)
}

func TestTraits(t *testing.T) {
	require.Equal(t, hasAt|hasDot|hasLetter|hasDigit, traitsOf("........@.......a1"))
	for text, want := range map[string]int{"": 0, "abc": 0, "a1b22": 2, "1 22, 333": 3, "12 34-56/78": 8} {
		l := look{text: text}
		_, digits := l.numbers()
		require.Equal(t, want, digits, text)
	}
	for text, want := range map[string]trait{"in 1984": hasYear, "DE81": hasAccount, "a12": 0, "31984": 0, "x 20245": 0} {
		l := look{text: text}
		traits, _ := l.numbers()
		require.Equal(t, want, traits, text)
	}
}
