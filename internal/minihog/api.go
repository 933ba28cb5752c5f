package minihog

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// privateRoutes is the table of the private API. projects and environments
// mean the same project (PostHog/posthog, posthog/rate_limit.py regexes).
func (s *Server) privateRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	if s.o.IngestionOnly {
		mux.HandleFunc("/", s.unknown)
		return mux
	}
	for _, kind := range []string{"projects", "environments"} {
		project := "/api/" + kind + "/{project}"
		recordings := project + "/session_recordings"
		mux.HandleFunc("GET "+project, s.guard(ScopeProjectRead, s.settings))
		mux.HandleFunc("GET "+recordings, s.guard(ScopeRecordingRead, s.list))
		mux.HandleFunc("GET "+recordings+"/{session}", s.guard(ScopeRecordingRead, s.retrieve))
		mux.HandleFunc("DELETE "+recordings+"/{session}", s.guard(ScopeRecordingWrite, s.remove))
		mux.HandleFunc("GET "+recordings+"/{session}/snapshots", s.guard(ScopeRecordingRead, s.snapshots))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.logf("no such path: %s %s", r.Method, r.URL.Path)
		refused{http.StatusNotFound, "invalid_request", "not_found", "Endpoint not found."}.write(w)
	})
	return mux
}

// refused is an error answer in the form of PostHog/drf-exceptions-hog,
// exceptions_hog/handler.py.
type refused struct {
	status             int
	kind, code, detail string
}

func (e refused) write(w http.ResponseWriter) {
	writeJSON(w, e.status, map[string]any{"type": e.kind, "code": e.code, "detail": e.detail, "attr": nil})
}

func badRequest(detail string) refused {
	return refused{http.StatusBadRequest, "validation_error", "invalid_input", detail}
}

func notFound(detail string) refused {
	return refused{http.StatusNotFound, "invalid_request", "not_found", detail}
}

// guard lets a call through that brings a key with the scope, names this
// project, and meets none of the faults that hit every private call.
func (s *Server) guard(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		no := s.denied(r, scope)
		if no != nil {
			s.logf("%s %s: %s", r.Method, r.URL.Path, no.detail)
			no.write(w)
			return
		}
		if s.stormy(w) {
			return
		}
		next(w, r)
	}
}

func (s *Server) denied(r *http.Request, scope string) *refused {
	bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return &refused{http.StatusUnauthorized, "authentication_error", "not_authenticated", "Authentication credentials were not provided."}
	}
	for _, key := range s.o.Keys {
		if key.Value == "" || key.Value != bearer {
			continue
		}
		if p := r.PathValue("project"); p != s.o.ProjectID && p != "@current" {
			e := notFound("Project not found.")
			return &e
		}
		if !key.may(scope) {
			return &refused{http.StatusForbidden, "authentication_error", "permission_denied", "API key missing required scope '" + scope + "'"}
		}
		return nil
	}
	return &refused{http.StatusUnauthorized, "authentication_error", "authentication_failed", "Personal API key found in request Authorization header is invalid."}
}

// stormy answers the faults that hit any private call.
func (s *Server) stormy(w http.ResponseWriter) bool {
	if s.weather.hit(func(f *Faults) *int { return &f.Throttled }) {
		bad := s.weather.now()
		seconds := int(math.Ceil(max(bad.RetryAfter, time.Second).Seconds()))
		if !bad.NoRetryHeader {
			w.Header().Set("Retry-After", strconv.Itoa(seconds))
		}
		refused{http.StatusTooManyRequests, "throttled_error", "throttled",
			fmt.Sprintf("Request was throttled. Expected available in %d seconds.", seconds)}.write(w)
		return true
	}
	if s.weather.hit(func(f *Faults) *int { return &f.ServerErrors }) {
		status := s.weather.now().ServerStatus
		if status == 0 {
			status = http.StatusInternalServerError
		}
		refused{status, "server_error", "error", "A server error occurred."}.write(w)
		return true
	}
	return false
}
