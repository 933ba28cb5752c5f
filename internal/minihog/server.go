package minihog

import (
	"fmt"
	"net/http"
	"strings"
)

// Server is an embedded PostHog. It is an http.Handler and safe for use by many
// goroutines; it starts none itself and needs no closing.
type Server struct {
	o       Options
	weather weather
	store   store
	browser *http.ServeMux // what posthog-js talks to
	private *http.ServeMux // what package posthog talks to
}

// New returns a Server.
func New(o Options) *Server {
	s := &Server{o: o.withDefaults(), store: newStore()}
	if o.Faults != nil {
		s.weather.set(*o.Faults)
	}
	s.browser = s.browserRoutes()
	s.private = s.privateRoutes()
	return s
}

// Token is the public project token that pages give to posthog.init.
func (s *Server) Token() string { return s.o.Token }

// ServeHTTP answers posthog-js and clients of the private API. A trailing slash
// never matters, as with PostHog.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	trimmed := r.Clone(r.Context())
	trimmed.URL.Path = "/" + strings.Trim(r.URL.Path, "/")
	trimmed.URL.RawPath = ""
	if strings.HasPrefix(trimmed.URL.Path, "/api/") {
		s.private.ServeHTTP(w, trimmed)
		return
	}
	allowOrigin(w, r)
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.browser.ServeHTTP(w, trimmed)
}

// browserRoutes is the table of what posthog-js asks for
// (posthog-js 1.449.2, packages/browser/src/utils/request-router.ts).
func (s *Server) browserRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /static/{file}", s.script)
	mux.HandleFunc("GET /static/{version}/{file}", s.script)
	mux.HandleFunc("GET /array/{token}/config", s.configJSON)
	mux.HandleFunc("GET /array/{token}/config.js", s.configScript)
	mux.HandleFunc("GET /array/{token}/array.js", s.snippet)
	mux.HandleFunc("POST /flags", s.flags)
	mux.HandleFunc("POST /decide", s.flags)
	for _, path := range []string{"/s", "/e", "/i/v0/e", "/batch", "/capture", "/track"} {
		mux.HandleFunc("POST "+path, s.capture)
	}
	mux.HandleFunc("/", s.unknown)
	return mux
}

// allowOrigin lets a page of any origin in, with credentials too, as PostHog's capture
// does (rust/capture/src/router.rs): posthog-js 1.200.0 and others of its age send them.
// minihog has no cookies that they could hold.
func allowOrigin(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Add("Vary", "Origin")
	if origin := r.Header.Get("Origin"); origin != "" {
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Allow-Credentials", "true")
	}
	h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
	if asked := r.Header.Get("Access-Control-Request-Headers"); asked != "" {
		h.Set("Access-Control-Allow-Headers", asked)
	}
	h.Set("Access-Control-Max-Age", "600")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	s.logf("no such path: %s %s", r.Method, r.URL.Path)
	http.Error(w, "Not Found", http.StatusNotFound)
}

func (s *Server) logf(format string, args ...any) {
	s.o.Log("minihog: " + fmt.Sprintf(format, args...))
}

// Format writes only what the server is: fmt cannot hide keys in unexported
// fields by itself.
func (s *Server) Format(out fmt.State, _ rune) {
	fmt.Fprintf(out, "minihog project %s", s.o.ProjectID)
}
