package scan

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
)

// Each row shows one canary of planted in one string.
func TestViews(t *testing.T) {
	for _, tt := range []struct {
		in, canary string
		match      Match
		via        []string
	}{
		{"to 4242424242424242.", "card", Exact, nil},
		{"x4242424242424242x", "card", Exact, nil},
		{"4242 4242 4242 4242", "card", Normalized, []string{"digits"}},
		{"4242-4242-4242-4242", "card", Normalized, []string{"digits"}},
		{"4242\u00a04242\u202f4242\u20094242", "card", Normalized, []string{"digits"}},
		{"4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2", "card", Normalized, []string{"digits"}},
		{"99 4242.4242.4242.4242", "card", Normalized, []string{"digits"}},
		{"4,242,424,242,424,242", "card", Normalized, nil},
		{"4.242424242424242e+15", "card", Normalized, nil},
		{"４２４２４２４２４２４２４２４２", "card", Normalized, []string{"nfkc"}},
		{"٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢", "card", Normalized, []string{"nfkc", "digits"}},
		{"4242\u200b4242\u200b4242\u200b4242", "card", Normalized, []string{"invisible-removed"}},
		{"4242\u200b ４242 4242 4242", "card", Normalized, []string{"invisible-removed", "nfkc", "digits"}},
		{"QWZRTVBNMK.hjklpoiu@xcvbnmqw.example.com", "email", Normalized, []string{"case-folded"}},
		{"mailto:qwzrtvbnmk.hjklpoiu%40xcvbnmqw.example.com", "email", Encoded, []string{"url-decoded"}},
		{"5a2b2d20282e2c3834373174323031362a35332f1a22392c3834372b2d743f223b372a363f74393537", "email", Encoded, []string{"xor"}},
		{"<a href=/cdn-cgi/l/email-protection#5a2b2d20282e2c3834373174323031362a35332f1a22392c3834372b2d743f223b372a363f74393537>write</a>", "email", Encoded, []string{"xor"}},
		{"qwzrtvbnmk.hjklpoiu [at] xcvbnmqw [dot] example [dot] com", "email", Encoded, nil},
		{encoders["lz utf16"]("@\U00010a55 qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"), "email", Encoded, []string{"lz-string"}}, // begins with "qW"
		{"qwzrtvbnmk.hjklpoiu%2540xcvbnmqw.example.com", "email", Encoded, []string{"url-decoded", "url-decoded"}},
		{"qwzrtvbnmk.hjklpoiu%u0040xcvbnmqw.example.com", "email", Encoded, []string{"url-decoded"}},
		{"qwzrtvbnmk.hjklpoiu&#64;xcvbnmqw.example.com", "email", Encoded, []string{"html-decoded"}},
		{"qwzrtvbnmk.hjklpoiu&#x40xcvbnmqw.example.com", "text", "", nil}, // "&#x40xc" is another character
		{"qwzrtvbnmk.hjklpoiu&#64xcvbnmqw.example.com", "email", Encoded, []string{"html-decoded"}},
		{"qwzrtvbnmk.hjklpoiu&amp;#64;xcvbnmqw.example.com", "email", Encoded, []string{"html-decoded", "html-decoded"}},
		{"qwzrtvbnmk.hjklpoiu&commat;xcvbnmqw.example.com", "email", Encoded, []string{"html-decoded"}},
		{`<a href=&quot;mailto:qwzrtvbnmk.hjklpoiu%40xcvbnmqw.example.com&quot;>`, "email", Encoded, []string{"url-decoded"}},
		{`{"e":"qwzrtvbnmk.hjklpoiu\u0040xcvbnmqw.example.com"}`, "email", Encoded, []string{"json"}},
		{`"{\"a\":[\"qwzrtvbnmk.hjklpoiu\\u0040xcvbnmqw.example.com\"]}"`, "email", Encoded, []string{"json", "json"}},
		{`state {"e":"qwzrtvbnmk.hjklpoiu\u0040xcvbnmqw.example.com`, "email", Encoded, []string{"unescaped"}},
		{`{"e":"qwzrtvbnmk.hjklpoiu\u0040xcvbnmqw.example.com","cut":"off`, "email", Encoded, []string{"json"}},
		{`{"cut":tru "e":"qwzrtvbnmk.hjklpoiu\u0040xcvbnmqw.example.com"`, "email", Encoded, []string{"unescaped"}},
		{"Bofadoruv Kitenamos", "name", Exact, nil},
		{"Kitenamos, Bofadoruv", "name", Normalized, nil},
		{"/u/bofadoruv-kitenamos", "name", Normalized, []string{"case-folded"}},
		{"Bofadoruv+Kitenamos", "name", Encoded, []string{"form-decoded"}},
		{"Bofadoruv%20Kitenamos", "name", Encoded, []string{"url-decoded"}},
		{"Bofadoruv&nbsp;Kitenamos", "name", Encoded, []string{"html-decoded", "nfkc"}},
		{"zupelagon, 1234", "address", Fragment, nil}, // a word alone
		{"1234 zupelagon st", "address", Normalized, []string{"case-folded"}},
		{"%2B1+%28212%29+555-0142", "phone", Encoded, []string{"url-decoded", "digits"}},
		{"tel:+12125550142", "phone", Normalized, []string{}},
		{"(212) 555-0142", "phone", Normalized, []string{"digits"}},
		{"212.555.0142 ext 5", "phone", Normalized, []string{"digits"}},
		{"912345678", "ssn", Normalized, nil},
		{"912 34 5678", "ssn", Normalized, []string{"digits"}},
		{"born December 27, 1984", "dob", Normalized, nil},
		{"1984-12-27T00:00:00.000Z", "dob", Exact, nil},
		{"12%2F27%2F1984", "dob", Encoded, []string{"url-decoded"}},
		{"DE89 3704 0044 0532 0130 00", "iban", Normalized, nil},
		{"de89370400440532013000", "iban", Normalized, nil},
		{"412", "cvc", Exact, nil},
		{`{"cardCvc":412}`, "cvc", Exact, nil},
		{`{"width":412}`, "cvc", "", nil},
		{`%7B%22cvc%22%3A%22412%22%7D`, "cvc", Encoded, []string{"url-decoded"}},
		{"your code is 483 920", "otp", Normalized, []string{"digits"}},
		{"Grüße an José", "text", Exact, nil},
		{"GRÜSSE AN JOSÉ", "text", Normalized, []string{"case-folded"}},
		{"Gru\u0308ße an Jose\u0301", "text", Normalized, []string{"nfkc"}},
		{"grusse an jose", "text", Normalized, nil},
		{"Gr%C3%BC%C3%9Fe+an+Jos%C3%A9", "text", Encoded, []string{"form-decoded"}},
		{"5e0f2a2e", "text", "", nil},
	} {
		s := newScanner(t, planted()...)
		s.Event(0, "w", textEvent(t, 5, 1, tt.in))
		r := s.Report()
		require.Empty(t, r.Unscanned)
		found := false
		for _, f := range r.Findings {
			if f.Canary != tt.canary {
				continue
			}
			found = true
			require.Equal(t, tt.match, f.Match, "%s via %v", tt.in, f.Via)
			if tt.via != nil {
				require.Equal(t, tt.via, f.Via, tt.in)
			}
		}
		require.Equal(t, tt.match != "", found, "%s: %v", tt.in, r.Findings)
	}
}

// A number, key or attribute is found as well as a text.
func TestFindsKeysAndNumbers(t *testing.T) {
	for _, payload := range []any{
		map[string]any{"card": 4242424242424242},
		map[string]any{"4242424242424242": true},
		[]any{map[string]any{"cvc": 412}, []any{"912-34-5678"}},
		map[string]any{"securityCode": "412"},
	} {
		s := newScanner(t, planted()...)
		require.NotEmpty(t, s.Event(0, "w", customEvent(t, 5, payload)), "%v", payload)
	}
}

// folds may claim too much, never too little.
func TestFoldsCoversUnicode(t *testing.T) {
	fold := cases.Fold()
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if s := string(r); unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || unicode.IsSymbol(r) {
			if fold.String(s) != s {
				require.True(t, folds(r), "%U", r)
			}
		}
	}
}
