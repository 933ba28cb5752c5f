package demo

import (
	"html/template"
	"net/http"
)

// maxBody bounds what a form may post, in bytes.
const maxBody = 64 << 10

// shop serves the shop's own host.
type shop struct {
	opts     Options
	assets   overlay
	pages    map[string]*template.Template
	sessions *sessions
	ids      *idSource
	pay      *provider
}

func newShop(opts Options, assets overlay, ids *idSource, pay *provider) *shop {
	return &shop{
		opts: opts, assets: assets, pages: assets.pages(), ids: ids, pay: pay,
		sessions: &sessions{ids: ids, byID: map[string]*session{}},
	}
}

// handler routes the shop's host. Posts from other origins are refused.
func (s *shop) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /static/", s.assets.static())
	for pattern, serve := range map[string]func(*visit){
		"GET /{$}":                s.home,
		"GET /products/{slug}":    s.product,
		"GET /cart":               s.cart,
		"POST /cart":              s.addToCart,
		"POST /cart/quantity":     s.setQuantity,
		"GET /checkout":           s.checkout,
		"POST /orders":            s.placeOrder,
		"GET /orders/{id}":        s.receipt,
		"GET /signup":             s.signup,
		"POST /signup":            s.createAccount,
		"GET /welcome":            s.welcome,
		"GET /profile":            s.profile,
		"POST /profile":           s.saveProfile,
		"POST /profile/{section}": s.saveProfile,
		"GET /account":            s.account,
		"GET /account/{view}":     s.account,
		"GET /account/phone":      s.phone,
		"POST /account/card":      s.saveCard,
		"/":                       s.notFound,
	} {
		mux.Handle(pattern, s.visited(serve))
	}
	return http.NewCrossOriginProtection().Handler(mux)
}

// visit is one request with the session it belongs to.
type visit struct {
	w    http.ResponseWriter
	r    *http.Request
	sess *session
}

// visited serves a request with its session locked.
func (s *shop) visited(serve func(*visit)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		sess, err := s.sessions.of(w, r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		sess.mu.Lock()
		defer sess.mu.Unlock()
		serve(&visit{w: w, r: r, sess: sess})
	})
}

// static serves the version's scripts, styles and pictures. They are never
// cached, since both versions may answer on one host one after the other.
func (o overlay) static() http.Handler {
	files := http.FileServerFS(o)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		files.ServeHTTP(w, r)
	})
}
