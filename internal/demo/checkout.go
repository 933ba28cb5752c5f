package demo

import "net/http"

// order is what was bought. Of the card it knows what the provider tells a
// shop: brand and last four digits.
type order struct {
	ID       string
	Basket   basket
	Email    string
	Name     string // on the card
	Delivery delivery
	Card     cardSummary
}

// delivery is how the order reaches the customer.
type delivery struct {
	Collect   bool // from the studio; the rest is empty then
	Recipient string
	Address   string
}

// checkoutBody is what the checkout page shows.
type checkoutBody struct {
	Basket    basket
	PayOrigin string
}

func (s *shop) checkout(v *visit) { s.showCheckout(v, nil) }

func (s *shop) showCheckout(v *visit, wrong []string) {
	b := v.sess.basket()
	if len(b.Lines) == 0 {
		http.Redirect(v.w, v.r, "/cart", http.StatusSeeOther)
		return
	}
	s.show(v, "checkout", page{
		Title: "Checkout", Module: "checkout.js", Problems: wrong,
		Body: checkoutBody{Basket: b, PayOrigin: s.opts.payOrigin(v.r)},
	})
}

// placeOrder charges the card behind the token that the card frame gave the
// page; the card itself never comes here.
func (s *shop) placeOrder(v *visit) {
	f, ok := v.posted()
	if !ok {
		return
	}
	made := orderFrom(f)
	made.Basket = v.sess.basket()
	wrong := checkOrder(made)
	if len(wrong) > 0 {
		s.refuse(v, f, wrong, s.showCheckout)
		return
	}
	card, err := s.pay.charge(f.get("card_token"), made.Basket.Total)
	if err != nil {
		s.refuse(v, f, problems{"card": "Please check your card details."}, s.showCheckout)
		return
	}
	made.Card = card
	s.keepOrder(v, f, made)
}

// keepOrder stores a paid order, empties the cart and goes on to the receipt.
func (s *shop) keepOrder(v *visit, f form, made order) {
	id, err := s.ids.next(8)
	if err != nil {
		http.Error(v.w, err.Error(), http.StatusInternalServerError)
		return
	}
	made.ID = id
	v.sess.Orders[id] = made
	clear(v.sess.Cart)
	s.accept(v, f, "/orders/"+id)
}

func orderFrom(f form) order {
	made := order{Email: f.get("email"), Name: f.get("card_name")}
	made.Delivery.Collect = f.get("delivery") == "collect"
	if !made.Delivery.Collect {
		made.Delivery.Recipient = f.get("recipient")
		made.Delivery.Address = f.get("address")
	}
	return made
}

func checkOrder(made order) problems {
	wrong := problems{}
	wrong.need(len(made.Basket.Lines) > 0, "card", "Your cart is empty.")
	wrong.need(isEmail(made.Email), "email", "Please enter an email address for the receipt.")
	wrong.need(made.Name != "", "card_name", "Please enter the name on the card.")
	if !made.Delivery.Collect {
		wrong.need(made.Delivery.Recipient != "", "recipient", "Who should the parcel go to?")
		wrong.need(made.Delivery.Address != "", "address", "Where should the parcel go?")
	}
	return wrong
}

func (s *shop) receipt(v *visit) {
	made, ok := v.sess.Orders[v.r.PathValue("id")]
	if !ok {
		s.notFound(v)
		return
	}
	s.show(v, "receipt", page{Title: "Order " + made.ID, Body: made})
}
