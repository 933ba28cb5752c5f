package demo

import "net/http"

// accountBody is what the account area needs to know from the server.
type accountBody struct{ PayOrigin string }

// account is the page behind every address of the account area: its script draws
// the view that belongs to the address, and goes from one to the next without the
// server.
func (s *shop) account(v *visit) {
	s.show(v, "account", page{
		Title: "Your account", Module: "account.js", Body: accountBody{s.opts.payOrigin(v.r)},
	})
}

// phone is the page of the window that the account area opens for a phone number.
func (s *shop) phone(v *visit) {
	s.show(v, "phone", page{Title: "Your phone", Module: "phone.js"})
}

// saveCard tries the card behind a token. The shop keeps nothing of it.
func (s *shop) saveCard(v *visit) {
	f, ok := v.posted()
	if !ok {
		return
	}
	if _, err := s.pay.charge(f.get("card_token"), 0); err != nil {
		writeJSON(v.w, http.StatusUnprocessableEntity, map[string]problems{
			"problems": {"card": "Please check your card details."},
		})
		return
	}
	s.accept(v, f, "/account")
}
