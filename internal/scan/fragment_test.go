package scan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/replay"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// partly is planted with cards that can be told apart by each digit.
func partly() []canary.Canary {
	list := planted()
	list[2].Value = "5200828282828210"
	return append(list, canary.Canary{ID: "test", Kind: canary.Card, Value: "4242424242424242"})
}

// fragmentsOf are the fragments that texts show, as "canary revealed" with "!"
// for a leak.
func fragmentsOf(t require.TestingT, policy string, events ...*rrweb.Event) []string {
	p := DefaultPolicy()
	p.Fragments = policy
	s, err := New(Options{Canaries: partly(), Policy: p})
	require.NoError(t, err)
	for i, ev := range events {
		s.Event(i, "w", ev)
	}
	var list []string
	for _, f := range s.Report().Findings {
		if f.Match == Fragment {
			list = append(list, f.Canary+" "+f.Revealed+map[bool]string{true: " !"}[f.Leak])
		}
	}
	slices.Sort(list)
	return list
}

func TestFragmentsOfNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"**** **** **** 8210":                     "card digits 13-16 of 16",
		"Paid with •••• 8210, thank you":          "card digits 13-16 of 16",
		"Visa ••8210 12/27":                       "card digits 13-16 of 16",
		"xxxx-xxxx-xxxx-8210":                     "card digits 13-16 of 16",
		strings.Repeat("X", 12) + "8210":          "card digits 13-16 of 16",
		"5200 82** **** 8210":                     "card digits 1-6 and 13-16 of 16",
		"520082******8210":                        "card digits 1-6 and 13-16 of 16",
		"520082…8210":                             "card digits 1-6 and 13-16 of 16",
		"5200 8282 **** 8210":                     "card digits 1-8 and 13-16 of 16 !",
		"5200 8282 8282 ****":                     "card digits 1-12 of 16 !",
		"**** **82 8282 8210":                     "card digits 7-16 of 16 !",
		"card ending in 8210":                     "card digits 13-16 of 16",
		"Karte endet auf 8210":                    "card digits 13-16 of 16",
		"last four digits: 8210":                  "card digits 13-16 of 16",
		`{"last4":"8210"}`:                        "card digits 13-16 of 16",
		`{"cardLastFour":8210}`:                   "card digits 13-16 of 16",
		`{"bin":"520082"}`:                        "card digits 1-6 of 16",
		"/pay?bin=520082&last4=8210":              "card digits 1-6 and 13-16 of 16",
		"card 520082":                             "card digits 1-6 of 16",
		"52008282":                                "card digits 1-8 of 16 !",
		"5200 8282 82":                            "card digits 1-10 of 16 !",
		"**** **** **** 4242":                     "test digits 13-16 of 16",
		"4242 42** **** 4242":                     "test digits 1-6 and 13-16 of 16",
		"42424242":                                "test 8 digits in a row of 16 !",
		"4242 4242 4242":                          "test digits 5-12 of 16, 12 digits in a row of 16 !",
		"bin: 424242":                             "test digits 1-6 of 16",
		"card: 424242":                            "test 6 digits in a row of 16",
		"***-**-5678":                             "ssn digits 6-9 of 9",
		"xxx-xx-5678":                             "ssn digits 6-9 of 9",
		"SSN ending in 5678":                      "ssn digits 6-9 of 9",
		"912-34-****":                             "ssn digits 1-5 of 9",
		"ssn: 912-34":                             "ssn digits 1-5 of 9",
		"ssn: 912345":                             "ssn digits 1-6 of 9 !",
		"(***) ***-0142":                          "phone digits 8-11 of 11",
		"+* *** ***-0142":                         "phone digits 8-11 of 11",
		"call 555-0142":                           "phone digits 5-11 of 11",
		"DE** **** **** **** **30 00":             "",
		"DE** **** **** **** 3000":                "",
		"account ending in 3000":                  "iban digits 17-20 of 20",
		"DE89 3704 0044 0532 01** **":             "iban digits 1-16 of 20",
		"DE89 3704 0044 0532 013* **":             "iban digits 1-17 of 20 !",
		"#424242":                                 "",
		"color:#520082":                           "",
		"520082":                                  "", // a number like any
		"8210":                                    "",
		"in 2023 8210 people":                     "",
		"width:42.42424242%":                      "",
		"M.42424242 0":                            "",
		"No. 52008282":                            "card digits 1-8 of 16 !",
		"+1 203 555-0142":                         "",
		"1,52008282":                              "",
		"id_52008282":                             "",
		"52008282a":                               "",
		"**** **** **** 8211":                     "",
		"5201 82** **** 8210":                     "",
		"1920x8210":                               "",
		"* 8210":                                  "",
		"fiscal year ending in 2026":              "",
		"**** **** **** **** **** **** 8210 8210": "",
	} {
		got := fragmentsOf(t, "pci", textEvent(t, 5, 1, in))
		assert.Equal(t, want, strings.Join(got, "; "), in)
	}
}

func TestFragmentsOfWords(t *testing.T) {
	for in, want := range map[string]string{
		"Hi Bofadoruv!":                        "name characters 1-9 of 19 !",
		"dear KITENAMOS,":                      "name characters 11-19 of 19 !",
		"/u/kitenamos":                         "name characters 11-19 of 19 !",
		"off Zupelagon":                        "address characters 6-14 of 21 !",
		"user qwzrtvbnmk.hjklpoiu logged in":   "email characters 1-19 of 40 !",
		`{"user":"qwzrtvbnmk.hjklpoiu"}`:       "email characters 1-19 of 40 !",
		"qwzrtvbn…":                            "email characters 1-8 of 40",
		"qwzrtvbn***@xcvbnmqw.example.com":     "email characters 1-8 of 40",
		"pw Qzxcvbnmlkj!48":                    "password characters 1-14 of 17 !",
		"pw mlkj!4821K":                        "password characters 8-17 of 17 !",
		"pw Qzxcvbnm...":                       "password characters 1-8 of 17",
		"Grüße an J…":                          "text characters 1-10 of 13 !",
		"Qzxcvbnm":                             "password characters 1-8 of 17", // breaks off inside a word
		"aQzxcvbnmlkj!4821":                    "",
		"Qzxcvb":                               "password characters 1-6 of 17",
		"Grüße":                                "",
		"Grüße an alle":                        "",
		"xcvbnmqw.example.com":                 "",
		"ThisIsBofadoruvHere":                  "",
		"1234 Main Street":                     "",
		"***@xcvbnmqw.example.com":             "",
		"example.com":                          "",
		"Bofado":                               "name characters 1-6 of 19",
		"see Bofado":                           "",
		"Quxbarblee and qwzrtvbnmk and Street": "",
	} {
		got := fragmentsOf(t, "pci", textEvent(t, 5, 1, in))
		assert.Equal(t, want, strings.Join(got, "; "), in)
	}
}

// What one recording shows adds up, wherever it stands.
func TestNumbersAddUp(t *testing.T) {
	p := DefaultPolicy()
	s, err := New(Options{Canaries: partly(), Policy: p})
	require.NoError(t, err)
	s.Event(3, "w", textEvent(t, 1000, 7, "ssn: 912-34"))
	require.False(t, s.Report().Findings[0].Leak, "five of nine digits")
	s.Event(4, "w", customEvent(t, 1100, map[string]any{"ssn": "***-**-5678"}))
	s.Event(5, "w", customEvent(t, 1200, map[string]any{"ssn": "***-**-5678"}))
	r := s.Report()
	require.Len(t, r.Findings, 1)
	f := r.Findings[0]
	require.True(t, f.Leak)
	require.Equal(t, []any{"digits 1-9 of 9", 3, int64(1000), int64(1200)}, []any{f.Revealed, f.Count, f.Timestamp, f.LastTimestamp})
	require.Equal(t, []Part{
		{Revealed: "digits 1-5 of 9", Surface: "text", Window: "w", Event: 3, Timestamp: 1000, Pointer: "/data/texts/0/value", Node: 7, Excerpt: "ssn: ‹ssn›"},
		{Revealed: "digits 6-9 of 9", Surface: "custom", Window: "w", Event: 4, Timestamp: 1100, Pointer: "/data/payload/ssn", Excerpt: "‹ssn›"},
	}, f.Parts)
}

// The keystrokes of one field are one finding, and none where the whole value
// follows.
func TestTypedInTheClear(t *testing.T) {
	typed := func(value string, node int) (events []*rrweb.Event) {
		for i := range value {
			events = append(events, inputEvent(t, int64(1000+i), node, value[:i+1]))
		}
		return events
	}
	password := partly()[1].Value
	require.Equal(t, []string{"password characters 1-8 of 17"}, fragmentsOf(t, "pci", typed(password[:8], 7)...))
	require.Equal(t, []string{"password characters 1-12 of 17 !"}, fragmentsOf(t, "pci", typed(password[:12], 7)...))
	require.Empty(t, fragmentsOf(t, "pci", typed(password, 7)...))
	require.Equal(t, []string{"card digits 1-6 of 16"}, fragmentsOf(t, "pci", typed("520082", 7)...))
	require.Equal(t, []string{"card digits 1-12 of 16 !"}, fragmentsOf(t, "pci", typed("5200 8282 8282", 7)...))
	require.Equal(t, []string{"text characters 1-8 of 13"}, fragmentsOf(t, "pci", typed("Grüße an", 7)...))
}

func TestFragmentsPolicy(t *testing.T) {
	for policy, want := range map[string][]string{
		"pci": {"card digits 13-16 of 16"}, "strict": {"card digits 13-16 of 16 !"}, "off": nil,
	} {
		require.Equal(t, want, fragmentsOf(t, policy, textEvent(t, 5, 1, "•••• 8210")), policy)
	}
}

// A fragment that stood there before the plant is preexisting, and does not add
// up with what came after it.
func TestFragmentsBeforeThePlant(t *testing.T) {
	c := partly()[6]
	c.PlantedAt = time.UnixMilli(2000)
	s := newScanner(t, c)
	s.Event(0, "w", textEvent(t, 1999, 7, "ssn: 912-34"))
	s.Event(1, "w", textEvent(t, 2000, 8, "***-**-5678"))
	r := s.Report()
	require.Len(t, r.Findings, 2)
	require.Equal(t, []any{true, "digits 1-5 of 9", false}, []any{r.Findings[0].Preexisting, r.Findings[0].Revealed, r.Findings[0].Leak})
	require.Equal(t, []any{false, "digits 6-9 of 9", false}, []any{r.Findings[1].Preexisting, r.Findings[1].Revealed, r.Findings[1].Leak})
}

// No excerpt shows a part of a value, neither the one it is of nor another.
func TestExcerptsHideFragments(t *testing.T) {
	s, err := New(Options{Canaries: partly(), Policy: DefaultPolicy()})
	require.NoError(t, err)
	s.Event(0, "w", textEvent(t, 5, 1, "Hi Bofadoruv, 5200 82** **** 8210 (ending in 8210) of qwzrtvbnmk.hjklpoiu; ssn: 912-34 and 4242424242424242"))
	r := s.Report()
	require.Len(t, r.Findings, 5)
	for _, f := range r.Findings {
		for _, secret := range []string{"Bofadoruv", "8210", "5200", "qwzrt", "912-34", "4242"} {
			require.NotContains(t, f.Excerpt, secret)
		}
		require.Contains(t, f.Excerpt, "‹"+f.Canary+"›")
	}
}

// Seven digits of a phone number are a local number, which many have.
func TestFragmentsOfPhones(t *testing.T) {
	for in, want := range map[string]bool{"call 555-0142": false, "(***) 555-0142": false, "212 555-01**": true, "**2 555-0142": true} {
		s := newScanner(t, canary.Canary{ID: "phone", Kind: canary.Phone, Value: "(212) 555-0142"})
		s.Event(0, "w", textEvent(t, 5, 1, in))
		require.Len(t, s.Report().Findings, 1, in)
		require.Equal(t, want, s.Report().Findings[0].Leak, in)
	}
}

// A row of one digit is typed by anyone.
func TestRowsOfOneDigit(t *testing.T) {
	s := newScanner(t, canary.Canary{ID: "card", Kind: canary.Card, Value: "6011111111111117"})
	s.Event(0, "w", textEvent(t, 5, 1, "card 111111111"))
	require.Empty(t, s.Report().Findings)
	s.Event(1, "w", textEvent(t, 5, 1, "card 111111117"))
	require.Len(t, s.Report().Findings, 1)
}

// The rule of positions that cannot be told: a leak under "pci" only if the
// digits leave first six and last four wherever they belong.
func TestAmbiguousPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[1-3]{16}`).Draw(t, "card")
		from := rapid.IntRange(0, 8).Draw(t, "from")
		to := rapid.IntRange(from+1, 16).Draw(t, "to")
		n := number{kind: canary.Card, digits: digits}
		f := n.somewhere(digits[from:to])
		beyond := true
		for i := range 16 - (to - from) + 1 {
			if digits[i:i+to-from] == digits[from:to] {
				beyond = beyond && !between(i, i+to-from, 16).within(6, 4)
				for k := range f.shown {
					require.False(t, f.shown[k] && (k < i || k >= i+to-from), "shown for certain, and not at %d", i)
				}
			}
		}
		require.Equal(t, beyond, f.telling)
	})
}

// Numbers that are hidden in part are of somebody else, almost always.
func TestQuietOnMaskedNumbers(t *testing.T) {
	t.Parallel()
	shapes := []string{"**** **** **** %04d", "•••• %04d", "xxxx-xxxx-xxxx-%04d", "***-**-%04d", "(***) ***-%04d", "card ending in %04d", "%06d", "%08d", "BIN %06d", "%04d %04d %04d"}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		canaries := everyKind(t, seed)
		s := newScanner(t, canaries...)
		for i := range 200 {
			shape := shapes[r.IntN(len(shapes))]
			var args []any
			for range strings.Count(shape, "%") {
				args = append(args, r.IntN(10_000))
			}
			text := fmt.Sprintf(shape, args...)
			if endsLikeOne(text, canaries) {
				continue
			}
			s.Event(i, "w", textEvent(t, 5, i, text))
			require.Empty(t, s.Report().Findings, text)
		}
	}
}

func TestMaskLengths(t *testing.T) {
	canaries := partly()
	play := func(policy, shown string) []Finding {
		p := DefaultPolicy()
		p.Fragments = policy
		s, err := New(Options{
			Canaries: canaries, Policy: p, Stamps: map[string]string{"password": "data-stamp-1", "email": "data-stamp-2"},
			Player: replay.New("data-stamp-1", "data-stamp-2"),
		})
		require.NoError(t, err)
		s.Event(0, "w", event(t, map[string]any{"type": 2, "timestamp": 1, "data": map[string]any{
			"initialOffset": map[string]int{}, "node": map[string]any{"type": 0, "id": 1, "childNodes": []any{map[string]any{"type": 2, "id": 4, "tagName": "form", "attributes": map[string]any{}, "childNodes": []any{
				map[string]any{"type": 2, "id": 2, "tagName": "input", "attributes": map[string]any{"id": "pw", "data-stamp-1": ""}, "childNodes": []any{}},
				map[string]any{"type": 2, "id": 3, "tagName": "input", "attributes": map[string]any{"data-stamp-2": ""}, "childNodes": []any{}},
			}}}}}}))
		for i := range 3 {
			s.Event(1+i, "w", inputEvent(t, 2, 2, shown))
			s.Event(4+i, "w", inputEvent(t, 2, 3, strings.Repeat("*", 40)))
			s.Event(9+i, "w", inputEvent(t, 2, 9, shown))
		}
		return s.Report().Findings
	}
	found := play("strict", strings.Repeat("*", 17))
	require.Len(t, found, 1, "one field, and not the one of an e-mail address")
	require.NotEmpty(t, found[0].Fingerprint)
	found[0].Fingerprint = ""
	require.Equal(t, Finding{
		Canary: "password", Kind: canary.Password, Match: Fragment, Surface: rrweb.SurfaceInput, Via: []string{"mask-length"},
		Window: "w", Event: 1, Timestamp: 2, Pointer: "/data/text", Node: 2, Selector: "#pw", Excerpt: strings.Repeat("*", 17),
		Revealed: "its length: 17 characters", Count: 1, LastTimestamp: 2,
	}, found[0])
	for _, shown := range []string{"", strings.Repeat("*", 8), strings.Repeat("*", 16) + "x", strings.Repeat("x", 17)} {
		require.Empty(t, play("pci", shown), shown)
	}
	require.Empty(t, play("off", strings.Repeat("*", 17)))
	canaries[1].PlantedAt = time.UnixMilli(3)
	require.Empty(t, play("pci", strings.Repeat("*", 17)), "it was masked before it was typed")
}

func FuzzFragments(f *testing.F) {
	f.Add("5200 82** **** 8210")
	f.Add("•••• 8210 …x#*8282--(8210)")
	f.Add("Qzxcvbnm…Grüße an J\xff…")
	f.Add(strings.Repeat("8210 *", 30))
	p := newPieces(partly())
	f.Fuzz(func(t *testing.T, text string) {
		for _, at := range []fragmentPlace{{}, {content: true}, {content: true, typed: true, name: "last4"}} {
			p.find(text, lookAt(text), at, func(got fragment) {
				require.True(t, 0 <= got.start && got.start < got.end && got.end <= len(text), "%q: %d to %d", text, got.start, got.end)
				require.True(t, got.shown.count() > 0 || got.part != "", "%q shows nothing", text)
				require.False(t, got.shown.count() == len(got.shown), "%q shows all", text)
			})
		}
	})
}

// What a guess reads first is read again where no guess leads to it: parts of a
// number are looked for there only.
func TestFragmentsBehindAGuess(t *testing.T) {
	part := "card 5200 8282 8282 ****"
	text := quoted([]string{encoders["hex"](part), encoders["base64"](part)})
	require.Equal(t, []string{"card digits 1-12 of 16 !"}, fragmentsOf(t, "pci", textEvent(t, 5, 1, text)))
}
