package demo

import (
	"errors"
	"html/template"
	"net/http"
	"strings"
	"sync"
	"time"
)

// errNoToken says that a token was never given or has been used.
var errNoToken = errors.New("no such card token")

// provider is the payment provider: it serves the card frame on its own hosts,
// turns cards into tokens, and charges tokens for the shop.
type provider struct {
	assets overlay
	ids    *idSource
	now    func() time.Time
	frame  *template.Template
	wallet *template.Template

	mu     sync.Mutex
	tokens map[string]cardSummary // each good for one charge
}

func newProvider(assets overlay, ids *idSource, now func() time.Time) *provider {
	return &provider{
		assets: assets, ids: ids, now: now, tokens: map[string]cardSummary{},
		frame:  template.Must(template.ParseFS(assets, "templates/frame/card.html")),
		wallet: template.Must(template.ParseFS(assets, "templates/frame/wallet.html")),
	}
}

func (p *provider) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /static/", p.assets.static())
	mux.HandleFunc("GET /card-frame", p.serveFrame)
	mux.HandleFunc("GET /wallet-frame", p.serveWallet)
	mux.HandleFunc("POST /v1/tokens", p.serveTokens)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (p *provider) serveFrame(w http.ResponseWriter, _ *http.Request) { serveFrame(w, p.frame, nil) }

// serveWallet serves a frame that holds the card frame in turn, on a site of its
// own, as providers keep what sees a card apart from what does not.
func (p *provider) serveWallet(w http.ResponseWriter, r *http.Request) {
	serveFrame(w, p.wallet, vaultOrigin(r))
}

func serveFrame(w http.ResponseWriter, frame *template.Template, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	frame.Execute(w, data) // an error here is the client's going away
}

// vaultOrigin is where the provider at the request's host finds the frame that
// sees cards: "pay.vault" below the same top-level domain, on the same port.
func vaultOrigin(r *http.Request) string {
	return "http://pay.vault." + r.Host[strings.LastIndex(r.Host, ".")+1:]
}

// serveTokens turns a card into a token, or says which field is wrong.
func (p *provider) serveTokens(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	f, err := readForm(r)
	if err != nil {
		http.Error(w, "this card could not be read", http.StatusBadRequest)
		return
	}
	if wrong := p.check(f); len(wrong) > 0 {
		writeJSON(w, http.StatusPaymentRequired, map[string]problems{"problems": wrong})
		return
	}
	token, card, err := p.issue(digitsOf(f.get("number")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"token": token, "brand": card.Brand, "last4": card.Last4})
}

// check judges a card as a provider does.
func (p *provider) check(f form) problems {
	wrong := problems{}
	number := digitsOf(f.get("number"))
	wrong.need(isCard(number), "number", "Your card number is incorrect.")
	wrong.need(isCurrent(digitsOf(f.get("expiry")), p.now()), "expiry", "Your card has expired or the date is incomplete.")
	wrong.need(isCVC(digitsOf(f.get("cvc")), brandOf(number)), "cvc", "Your security code is incomplete.")
	return wrong
}

func (p *provider) issue(digits string) (string, cardSummary, error) {
	id, err := p.ids.next(24)
	if err != nil {
		return "", cardSummary{}, err
	}
	card := cardSummary{Brand: brandOf(digits), Last4: digits[len(digits)-4:]}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tokens["tok_"+id] = card
	return "tok_" + id, card, nil
}

// charge takes an amount from the card behind a token. Every amount is granted;
// an unknown or used token is errNoToken.
func (p *provider) charge(token string, _ cents) (cardSummary, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	card, ok := p.tokens[token]
	if !ok {
		return cardSummary{}, errNoToken
	}
	delete(p.tokens, token)
	return card, nil
}
