package demo

import (
	"net/http"
	"net/url"
	"unicode/utf8"
)

// minPassword is how many characters a password needs.
const minPassword = 8

func (s *shop) signup(v *visit) { s.showSignup(v, nil) }

func (s *shop) showSignup(v *visit, wrong []string) {
	s.show(v, "signup", page{Title: "Create an account", Module: "signup.js", Problems: wrong})
}

// createAccount signs a customer up. The password is judged and forgotten: the
// demo has no way to sign in again.
func (s *shop) createAccount(v *visit) {
	f, ok := v.posted()
	if !ok {
		return
	}
	c := &customer{Name: f.get("full_name"), Email: f.get("email")}
	wrong := problems{}
	wrong.need(isEmail(c.Email), "email", "Please enter an email address.")
	wrong.need(utf8.RuneCountInString(f.values["password"]) >= minPassword, "password", "Please use at least 8 characters.")
	wrong.need(c.Name != "", "full_name", "Please enter your name.")
	if len(wrong) > 0 {
		s.refuse(v, f, wrong, s.showSignup)
		return
	}
	v.sess.Customer = c
	s.accept(v, f, s.welcomePath(c))
}

// welcomePath is where a new customer lands. The leaky shop hands the address
// to its newsletter widget by the URL, as many signup funnels do, and the page
// URL stands in every recording (PostHog/posthog-js#811, #1947).
func (s *shop) welcomePath(c *customer) string {
	if s.opts.Leaky {
		return "/welcome?" + url.Values{"source": {"signup"}, "email": {c.Email}}.Encode()
	}
	return "/welcome?source=signup"
}

func (s *shop) welcome(v *visit) {
	if v.sess.Customer == nil {
		http.Redirect(v.w, v.r, "/signup", http.StatusSeeOther)
		return
	}
	s.show(v, "welcome", page{Title: "Welcome", Body: v.sess.Customer})
}
