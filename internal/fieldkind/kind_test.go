package fieldkind

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
)

func TestOf(t *testing.T) {
	named := func(texts ...string) Field { return Field{Texts: texts} }
	for name, row := range map[string]struct {
		field Field
		want  canary.Kind
	}{
		"card":                {named("Card number"), canary.Card},
		"card, camel case":    {named("cardNumber"), canary.Card},
		"card, html name":     {named("cc-number"), canary.Card},
		"cvc wins over card":  {named("Card security code"), canary.CVC},
		"name on card":        {named("Name on card"), canary.Name},
		"card holder":         {named("card_holder"), canary.Name},
		"email":               {named("E-mail address"), canary.Email},
		"address":             {named("Street address"), canary.Address},
		"first name":          {named("firstName"), canary.Name},
		"no person":           {named("Company name"), ""},
		"user name":           {named("username"), ""},
		"expiry":              {named("Expiry", "exp-date", "MM / YY"), ""},
		"coupon":              {named("Coupon code"), ""},
		"code":                {named("Verification code"), canary.OTP},
		"ssn":                 {named("Social security number"), canary.SSN},
		"birth":               {named("Date of birth"), canary.DOB},
		"iban":                {named("IBAN"), canary.IBAN},
		"phone":               {named("Mobile"), canary.Phone},
		"japan is no pan":     {named("Japan"), ""},
		"password by type":    {Field{Type: "password", Texts: []string{"Secret"}}, canary.Password},
		"hidden cvc":          {Field{Type: "password", Texts: []string{"CVC"}}, canary.CVC},
		"email by type":       {Field{Type: "email", Texts: []string{"Login"}}, canary.Email},
		"autocomplete":        {Field{Autocomplete: "section-a billing cc-number", Texts: []string{"Nummer"}}, canary.Card},
		"autocomplete nobody": {Field{Autocomplete: "off", Texts: []string{"Thing"}}, ""},
		"second text":         {named("•••", "password"), canary.Password},
		"nothing":             {Field{}, ""},
	} {
		require.Equal(t, row.want, Of(row.field), name)
	}
}

func TestSensitive(t *testing.T) {
	require.True(t, Sensitive(canary.Card) && Sensitive(canary.Password) && Sensitive(canary.SSN))
	require.False(t, Sensitive(canary.Name) || Sensitive(canary.Text) || Sensitive(""))
}
