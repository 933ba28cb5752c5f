package minihog

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

// script serves one file of the package. With a version in the path only the
// version that is there is found, as with PostHog's strict versioning.
func (s *Server) script(w http.ResponseWriter, r *http.Request) {
	name, version := r.PathValue("file"), r.PathValue("version")
	body, ok := s.o.Assets.File(name)
	if !ok || version != "" && version != s.o.Assets.Version() {
		s.logf("no script %s", strings.TrimPrefix(r.URL.Path, "/static/"))
		http.Error(w, "Not Found", http.StatusNotFound)
		return
	}
	writeScript(w, body)
}

// snippet is array.js with the project's remote config in front of it.
func (s *Server) snippet(w http.ResponseWriter, r *http.Request) {
	if s.configRefused(w, r) {
		return
	}
	body, ok := s.o.Assets.File("array.js")
	config, err := s.configJS()
	if !ok || err != nil {
		s.logf("snippet bundle: array.js there: %t, remote config: %v", ok, err)
		http.Error(w, "Not Found", http.StatusNotFound)
		return
	}
	writeScript(w, bytes.Join([][]byte{config, body}, nil))
}

func writeScript(w http.ResponseWriter, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/javascript; charset=utf-8")
	h.Set("Cache-Control", "no-store") // a changed fault or setting must reach the next page
	_, _ = w.Write(body)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "encode answer", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
