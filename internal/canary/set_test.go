package canary

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// shapes is what a value of each kind must look like, reserved ranges included.
var shapes = map[Kind]string{
	Email:    `^[a-z]{10}\.[a-z]{8}@[a-z]{8}\.example\.com$`,
	Password: `^[A-Z][a-z]{10}![0-9]{4}[A-Z]$`,
	Card:     `^[0-9]{14,16}$`,
	CVC:      `^[1-9][0-9]{2}$`,
	Name:     `^[A-Z][a-z]{8} [A-Z][a-z]{8}$`,
	Phone:    `^\+1 [2-9][0-8][0-9] 555-01[0-9]{2}$`,
	SSN:      `^9[0-9]{2}-[1-4][0-9]-[0-9]{4}$`,
	Address:  `^[1-9][0-9]{3} [A-Z][a-z]{8} Street$`,
	DOB:      `^19[4-9][0-9]-[01][0-9]-[12][0-9]$`,
	IBAN:     `^DE[0-9]{2}9[0-9]{17}$`,
	OTP:      `^[1-9][0-9]{5}$`,
	Text:     `^[a-z]{9} [a-z]{9} [a-z]{9}$`,
}

func make1(t require.TestingT, s *Set, flow, field string, kind Kind, lookalike bool) Canary {
	c, err := s.Make(flow, field, kind, lookalike)
	require.NoError(t, err)
	return c
}

func TestMakeShapes(t *testing.T) {
	require.Len(t, shapes, len(Kinds()))
	rapid.Check(t, func(t *rapid.T) {
		s := NewSet(rapid.Uint64().Draw(t, "seed"), rapid.String().Draw(t, "run"))
		for _, kind := range Kinds() {
			c := make1(t, s, "flow", string(kind), kind, false)
			require.Regexp(t, regexp.MustCompile(shapes[kind]), c.Value)
			require.Equal(t, "flow."+string(kind), c.ID)
			require.True(t, c.Matches(c.Value))
		}
	})
}

// Two fields share no six letters or digits in a row beyond what their ranges
// fix, and no last four digits.
func TestMakeKeepsFieldsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewSet(rapid.Uint64().Draw(t, "seed"), "run")
		for _, flow := range []string{"signup", "checkout", "profile"} {
			for _, kind := range Kinds() {
				make1(t, s, flow, string(kind), kind, false)
			}
			make1(t, s, flow, "card lookalike", Card, true)
			make1(t, s, flow, "iban lookalike", IBAN, true)
		}
		owner, last := map[string]string{}, map[string]string{}
		for _, c := range s.All() {
			if slices.Contains([]Kind{Card, Phone, SSN, IBAN}, c.Kind) {
				tail := c.Value[len(c.Value)-4:]
				require.Empty(t, last[tail], "%s ends as %s", c.ID, c.Value)
				last[tail] = c.ID
			}
			if c.Kind == DOB {
				continue // two people may be born on the same day of a year
			}
			value := strings.ToLower(c.Value)
			for _, fixed := range []string{"example.com", " street", "555-01"} {
				value = strings.ReplaceAll(value, fixed, "")
			}
			for i := 0; i+6 <= len(value); i++ {
				run := value[i : i+6]
				require.Contains(t, []string{"", c.ID}, owner[run], "%s and %s share %q", c.ID, owner[run], run)
				owner[run] = c.ID
			}
		}
	})
}

// A further value for a field has its ID and shares nothing with the first.
func TestAgainIsAnotherValue(t *testing.T) {
	s := NewSet(3, "run")
	for _, kind := range Kinds() {
		first := make1(t, s, "flow", string(kind), kind, false)
		seen := []string{first.Value}
		for try := 2; try <= 4; try++ {
			c, err := s.Again(first, try, false)
			require.NoError(t, err)
			require.Equal(t, first.ID, c.ID)
			require.Regexp(t, regexp.MustCompile(shapes[kind]), c.Value)
			require.NotContains(t, seen, c.Value)
			seen = append(seen, c.Value)
		}
	}
}

func TestMakeDoesNotDependOnOrder(t *testing.T) {
	type field struct {
		flow, name string
		kind       Kind
	}
	var fields []field
	for _, flow := range []string{"signup", "checkout", "profile"} {
		for _, kind := range []Kind{Email, Password, Name, Phone, SSN, Address, DOB, IBAN, OTP, Text} {
			fields = append(fields, field{flow, string(kind), kind})
		}
	}
	values := func(seed uint64) map[string]string {
		s, wait := NewSet(7, "run"), sync.WaitGroup{}
		shuffled := slices.Clone(fields)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		for _, f := range shuffled {
			wait.Go(func() { _, _ = s.Make(f.flow, f.name, f.kind, false) })
		}
		wait.Wait()
		got := map[string]string{}
		for _, c := range s.All() {
			got[c.ID] = c.Value
		}
		require.Len(t, got, len(fields))
		return got
	}
	want := values(0)
	for seed := range uint64(20) {
		require.Equal(t, want, values(seed))
	}
}

func TestMakeSeedAndRunMatter(t *testing.T) {
	a := make1(t, NewSet(1, "a"), "f", "x", Email, false)
	require.Equal(t, a, make1(t, NewSet(1, "a"), "f", "x", Email, false))
	require.NotEqual(t, a, make1(t, NewSet(2, "a"), "f", "x", Email, false))
	require.NotEqual(t, a, make1(t, NewSet(1, "b"), "f", "x", Email, false))
}

func TestMakeCards(t *testing.T) {
	s := NewSet(3, "run")
	require.Equal(t, "4242424242424242", make1(t, s, "checkout", "card", Card, false).Value)
	for range 60 {
		v := make1(t, s, "checkout", "card", Card, false).Value
		require.True(t, luhnValid(v), v)
		l := make1(t, s, "checkout", "lookalike", Card, true).Value
		require.False(t, luhnValid(l), l)
		require.Len(t, l, 16)
	}
	require.Equal(t, "checkout.card-2", s.All()[1].ID)
	for _, card := range stripeCards() {
		require.True(t, luhnValid(card), card)
	}
}

func TestMakeIBAN(t *testing.T) {
	s := NewSet(3, "run")
	require.Equal(t, 89, ibanCheck("DE", "370400440532013000")) // the registry's example
	for range 100 {
		v := make1(t, s, "f", "iban", IBAN, false).Value
		require.Equal(t, v[2:4], twoDigits(ibanCheck("DE", v[4:])))
		l := make1(t, s, "f", "iban", IBAN, true).Value
		require.NotEqual(t, l[2:4], twoDigits(ibanCheck("DE", l[4:])))
		require.Len(t, l, 22)
	}
}

func TestMakeRefuses(t *testing.T) {
	s := NewSet(1, "run")
	_, err := s.Make("f", "x", "emial", false)
	require.EqualError(t, err, `make canary f.x: unknown kind "emial", did you mean "email"?`)
	_, err = s.Make("f", "x", Email, true)
	require.EqualError(t, err, "make canary f.x: kind email has no checksum, so no look-alike")
	for err = nil; err == nil && len(s.All()) < 2000; {
		_, err = s.Make("f", "cvc", CVC, false)
	}
	require.ErrorContains(t, err, "no unused cvc is left in this run")
	require.Greater(t, len(s.All()), 300)
}

func luhnValid(number string) bool {
	return luhnDigit(number[:len(number)-1]) == number[len(number)-1]
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
