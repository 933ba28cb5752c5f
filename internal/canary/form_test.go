package canary

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestMatches(t *testing.T) {
	for _, tt := range []struct {
		kind    Kind
		value   string
		yes, no []string
	}{
		{Email, "abc@x.example.com", []string{"ABC@x.example.com", " abc@x.example.com\n", "abc@x.\u200bexample.com", "ａbc@x.example.com"}, []string{"", "abc@x.example.co", "xabc@x.example.com"}},
		{Card, "4242424242424242", []string{"4242 4242 4242 4242", "4242-4242-4242-4242", "4242 424242 424242", "4,242,424,242,424,242", "4.242424242424242e15", "４２４２ 4242 4242 4242", "٤٢٤٢424242424242"}, []string{"4242 4242 4242 424", "4242 4242 4242 4242 1", "card 4242424242424242"}},
		{Phone, "+1 212 555-0142", []string{"2125550142", "(212) 555-0142", "1-212-555-0142", "+12125550142", "001 212 555 0142", "212.555.0142"}, []string{"555-0142", "2125550143"}},
		{Phone, "(212) 555-0142", []string{"+12125550142", "212 555 0142"}, []string{"5550142"}},
		{Phone, "+44 20 7946 0958", []string{"020 7946 0958", "+442079460958", "2079460958"}, []string{"79460958"}},
		{SSN, "912-34-5678", []string{"912345678", "912 34 5678"}, []string{"912-34-567", "***-**-5678"}},
		{IBAN, "DE89370400440532013000", []string{"DE89 3704 0044 0532 0130 00", "de89-3704-0044-0532-0130-00"}, []string{"DE89"}},
		{IBAN, "GB82 WEST 1234 5698 7654 32", []string{"GB82WEST12345698765432", "gb82 west 1234 5698 7654 32"}, []string{"12345698765432"}},
		{DOB, "1984-12-27", []string{"12/27/1984", "27/12/1984", "27.12.1984", "27. 12. 1984", "12/27/84", "27.12.84", "19841227", "12271984", "December 27, 1984", "27 December 1984", "Dec 27, 1984", "27 dec 1984", "27-Dec-1984", "December 27th, 1984", "1984/12/27"}, []string{"1984-12-28", "1984", "12/27", "271284"}},
		{DOB, "1984-01-13", []string{"1/13/1984", "13.1.1984", "January 13, 1984", "13 Jan 1984", "01/13/84"}, []string{"1.13.84"}},
		{Name, "Bofadoruv Kitenamos", []string{"bofadoruv kitenamos", "Kitenamos, Bofadoruv", "bofadoruv-kitenamos", "BOFADORUV_KITENAMOS", "Bofadoruv  Kitenamos", "bofadoruvkitenamos"}, []string{"Bofadoruv", "Kitenamos"}},
		{Address, "1234 Bofadoruv Street", []string{"bofadoruv street", "1234 Bofadoruv St", "Bofadoruv Street 1234"}, []string{"1234", "Street"}},
		{CVC, "412", []string{"412", " 412 "}, []string{"4120", "41"}},
		{OTP, "483920", []string{"483 920", "483-920", "4 8 3 9 2 0"}, []string{"483921"}},
		{Password, "Qabcdefghij!1234Z", []string{"Qabcdefghij!1234Z"}, []string{"Qabcdefghij"}},
		{Name, "José", []string{"JOSÉ", "Jose\u0301"}, []string{"J"}},
	} {
		c := Canary{ID: "x", Kind: tt.kind, Value: tt.value}
		for _, s := range append(tt.yes, tt.value) {
			require.True(t, c.Matches(s), "%s %q must match %q", tt.kind, tt.value, s)
		}
		for _, s := range tt.no {
			require.False(t, c.Matches(s), "%s %q must not match %q", tt.kind, tt.value, s)
		}
	}
}

func TestCounts(t *testing.T) {
	type row struct {
		before, after string
		at            Place
		want          bool
	}
	date, cvc, otp, card := Form{Guard: Bounded, kind: DOB}, Form{Guard: Telling, kind: CVC}, Form{Guard: Telling, kind: OTP}, Form{kind: Card}
	content := Place{Content: true}
	for _, tt := range []struct {
		form Form
		text string
		rows []row
	}{
		{card, "4242424242424242", []row{{"x9", "9y", Place{}, true}}},
		{date, "1984-12-27", []row{
			{"", "", Place{}, true}, {"born ", ".", Place{}, true}, {`":"`, `T00:00:00Z"`, Place{}, true},
			{"(", ")", Place{}, true}, {"1", "", Place{}, false}, {"", "1", Place{}, false}, {"a", "", Place{}, false},
			{"1.", "", Place{}, false}, {"", ".5", Place{}, false}, {"", "T", Place{}, false}, {"a,", ",b", Place{}, true},
		}},
		{date, "19841227", []row{{"", "T00", Place{}, false}, {"0x", "", Place{}, false}, {"", "", Place{}, true}}},
		{cvc, "412", []row{
			{"", "", content, true}, {" ", "\n", content, true}, {"", "", Place{}, false},
			{"", "", Place{Name: "cvc"}, true}, {"", "", Place{Name: "cardCvv2"}, true}, {"", "", Place{Name: "security-code"}, true},
			{"", "", Place{Name: "width"}, false}, {"", "", Place{Name: "shopping"}, false},
			{"cvc=", "&x=1", Place{}, true}, {`{"cvc":"`, `"}`, Place{}, true}, {"CVV2: ", "", Place{}, true},
			{"Your security code is ", ".", Place{}, true}, {"", " is your security code", Place{}, true},
			{"total ", " items", content, false}, {"cvc 1", "", Place{}, false}, {"cvc $", "", Place{}, false},
			{"cvc ", "%", Place{}, false}, {"#", "", content, false}, {`"cvc":"***","amount":`, "", Place{}, false},
			{`{"amount":`, `,"cvc":"***"}`, Place{}, false}, {"error code ", "", Place{}, false}, {"cvc 0.", "", Place{}, false},
		}},
		{otp, "483920", []row{
			{"code: ", "", Place{}, true}, {"", " is your code", Place{}, true}, {"#", "", content, false},
			{"id ", "", Place{}, false}, {"decoded ", "", Place{}, false}, {"", "", Place{Name: "otpCode"}, true},
			{"shopping ", "", Place{}, false}, {"PIN=", "", Place{}, true},
		}},
	} {
		for _, r := range tt.rows {
			text := r.before + tt.text + r.after
			got := tt.form.Counts(text, len(r.before), len(r.before)+len(tt.text), r.at)
			require.Equal(t, r.want, got, "%q as %q, content %v", text, r.at.Name, r.at.Content)
		}
	}
}

// The value itself comes first, no form stands twice, and none is so short that
// an index of them would miss it.
func TestForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Canary{Kind: rapid.SampledFrom(Kinds()).Draw(t, "kind"), Value: rapid.StringN(3, 40, -1).Draw(t, "value")}
		seen := map[Form]bool{}
		for i, f := range c.Forms() {
			require.False(t, seen[f])
			seen[f] = true
			if i > 0 {
				require.GreaterOrEqual(t, len(f.Text), 3)
			}
			if f.Class == Digits {
				require.Equal(t, digitsOf(f.Text), f.Text)
				require.GreaterOrEqual(t, len(f.Text), 3)
			}
		}
		require.NotEmpty(t, seen)
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"ABC": "abc", "ａｂＣ": "abc", "a\u200b\u00adb\u202ec\ufeff": "abc", "４２": "42", "٤٢": "42", "𝟜𝟚": "42",
		"Straße": "strasse", "José": "josé", "K": "k", "a\u00a0b": "a b", "ﬁ": "fi", "a\ufffdb": "ab",
	} {
		require.Equal(t, want, Fold(in), "%q", in)
	}
	for r := rune(0); r <= unicode.MaxRune; r++ { // the fast way out of Invisible must not hide one
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			require.True(t, Invisible(r), "%U", r)
		}
		if unicode.Is(unicode.Nd, r) {
			require.Regexp(t, `^[0-9]$`, Plain(string(r)), "%U", r)
		}
	}
}

func TestAtHome(t *testing.T) {
	for value, want := range map[string]string{"+1 212 555-0142": "212 555-0142", "+12125550142": "2125550142", "+49 30 901820": "", "212 555-0142": ""} {
		require.Equal(t, want, Canary{Kind: Phone, Value: value}.AtHome(), value)
	}
	require.Empty(t, Canary{Kind: Text, Value: "+1 212 555-0142"}.AtHome())
}

func FuzzMatches(f *testing.F) {
	f.Add("email", "a@b.example.com", "a@b.example.com")
	f.Add("dob", "1984-12-27", "12/27/84")
	f.Add("cvc", "412", "cvc 412")
	f.Fuzz(func(t *testing.T, kind, value, text string) {
		c := Canary{Kind: Kind(kind), Value: value}
		c.Matches(text)
		for _, form := range c.Forms() {
			form.Counts(text, 0, len(text), Place{Name: value})
			form.Counts(value+text, len(value), len(value), Place{})
		}
	})
}
