package demo

import (
	"net/http"
	"strconv"
)

// maxPieces is how many of one product a cart may hold.
const maxPieces = 20

// line is one product in a cart or an order.
type line struct {
	Product product
	Pieces  int
}

// Total is the price of the line.
func (l line) Total() cents { return l.Product.Price * cents(l.Pieces) }

// basket is the content of a cart, in catalogue order.
type basket struct {
	Lines []line
	Total cents
}

func (s *session) basket() basket {
	var b basket
	for _, p := range catalogue() {
		if pieces := s.Cart[p.Slug]; pieces > 0 {
			l := line{Product: p, Pieces: pieces}
			b.Lines = append(b.Lines, l)
			b.Total += l.Total()
		}
	}
	return b
}

func (s *shop) home(v *visit) {
	s.show(v, "home", page{Title: "Handmade pottery", Body: catalogue()})
}

func (s *shop) product(v *visit) {
	p, ok := findProduct(v.r.PathValue("slug"))
	if !ok {
		s.notFound(v)
		return
	}
	s.show(v, "product", page{Title: p.Name, Body: p})
}

func (s *shop) cart(v *visit) {
	s.show(v, "cart", page{Title: "Your cart", Body: v.sess.basket()})
}

// addToCart puts one more piece of a product into the cart.
func (s *shop) addToCart(v *visit) {
	f, ok := v.posted()
	if !ok {
		return
	}
	p, ok := findProduct(f.get("product"))
	if !ok {
		s.notFound(v)
		return
	}
	v.sess.Cart[p.Slug] = min(v.sess.Cart[p.Slug]+1, maxPieces)
	http.Redirect(v.w, v.r, "/cart", http.StatusSeeOther)
}

// setQuantity changes how many pieces of a product are in the cart; 0 takes it
// out.
func (s *shop) setQuantity(v *visit) {
	f, ok := v.posted()
	if !ok {
		return
	}
	pieces, err := strconv.Atoi(f.get("pieces"))
	p, known := findProduct(f.get("product"))
	if err != nil || !known || pieces < 0 {
		http.Error(v.w, "no such product or quantity", http.StatusBadRequest)
		return
	}
	v.sess.Cart[p.Slug] = min(pieces, maxPieces)
	http.Redirect(v.w, v.r, "/cart", http.StatusSeeOther)
}
