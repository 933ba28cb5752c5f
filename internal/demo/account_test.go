package demo

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSigningUp(t *testing.T) {
	tests := map[string]string{
		"masked": "/welcome?source=signup",
		"leaky":  "/welcome?email=qzxwvtk%40hmgrdlpb.example.com&source=signup",
	}
	for version, next := range tests {
		v := open(t, Options{Leaky: bothVersions[version]})
		require.Equal(t, "http://shop.test/signup", v.get("/welcome").url, "nobody to welcome yet")
		require.Equal(t, next, v.send("/signup", signupForm).field(t, "next"))
		text := visibleText(t, v.get(next).body)
		require.Contains(t, text, "Welcome, Brivolant Quazemtide")
		require.Contains(t, text, "BQ Brivolant Quazemtide", "the header knows the customer")
	}
}

func TestSignupProblems(t *testing.T) {
	tests := map[string]struct {
		form map[string]string
		want []string
	}{
		"bad email":      {with(signupForm, "email", "nobody"), []string{"email"}},
		"short password": {with(signupForm, "password", "äöüßäöü"), []string{"password"}},
		"no name":        {with(signupForm, "full_name", "  "), []string{"full_name"}},
		"nothing":        {map[string]string{}, []string{"email", "password", "full_name"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			v := open(t, Options{})
			require.ElementsMatch(t, test.want, v.send("/signup", test.form).wrong(t))
			require.Equal(t, "http://shop.test/signup", v.get("/welcome").url, "nobody was signed up")
		})
	}
}

func TestProfile(t *testing.T) {
	for version, leaky := range bothVersions {
		v := open(t, Options{Leaky: leaky})
		require.Contains(t, v.get("/profile").body, "Nothing yet", version)
		require.Equal(t, http.StatusOK, v.send("/profile/contact", contactForm).status)
		require.Equal(t, http.StatusOK, v.send("/profile/payouts", payoutsForm).status)
		page := v.get("/profile")
		for _, want := range []string{"+1 212 555 0143", "417 Zorbwickle Street", "April 23, 1987"} {
			require.Contains(t, visibleText(t, page.body), want, version)
		}
		require.NotContains(t, page.body, payoutsForm["ssn"], "an SSN never goes back to a browser")
	}
}

func TestProfileProblems(t *testing.T) {
	tests := map[string]struct {
		section string
		form    map[string]string
		want    []string
	}{
		"short phone": {"contact", with(contactForm, "phone", "555 0143"), []string{"phone"}},
		"no address":  {"contact", with(contactForm, "address", ""), []string{"address"}},
		"other date":  {"payouts", with(payoutsForm, "dob", "04/23/1987"), []string{"dob"}},
		"no such day": {"payouts", with(payoutsForm, "dob", "1987-02-30"), []string{"dob"}},
		"short ssn":   {"payouts", with(payoutsForm, "ssn", "987-65-432"), []string{"ssn"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			v := open(t, Options{})
			require.ElementsMatch(t, test.want, v.send("/profile/"+test.section, test.form).wrong(t))
			require.Contains(t, v.get("/profile").body, "Nothing yet", "nothing of a refused form is kept")
		})
	}
}

// TestWithoutScript posts the forms as a browser without script does.
func TestWithoutScript(t *testing.T) {
	v := open(t, Options{})
	refused := v.submit("/signup", with(signupForm, "email", "nobody@"))
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.body, "Please enter an email address.")
	require.NotContains(t, refused.body, "nobody@", "a refused form is not sent back")
	require.Contains(t, v.submit("/signup", signupForm).body, "Welcome")

	everything := with(with(contactForm, "dob", payoutsForm["dob"]), "ssn", payoutsForm["ssn"])
	require.Contains(t, v.submit("/profile", with(everything, "dob", "")).body, "YYYY-MM-DD")
	require.Contains(t, visibleText(t, v.submit("/profile", everything).body), "April 23, 1987")
}

func TestVisitorsAreStrangers(t *testing.T) {
	first := open(t, Options{Leaky: true})
	second := newVisitor(t, first.server)
	first.send("/signup", signupForm)
	first.send("/profile/contact", contactForm)
	receipt := first.buy()
	require.NotContains(t, second.get("/profile").body, contactForm["address"])
	require.Equal(t, http.StatusNotFound, second.get(receipt.url).status)
}
