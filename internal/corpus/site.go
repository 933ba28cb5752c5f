package corpus

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync/atomic"

	"github.com/maskproof/maskproof/internal/channels"
	"github.com/maskproof/maskproof/internal/minihog"
)

// posthogHost is behind the name of a configuration in the host of its PostHog.
const posthogHost = ".posthog.test"

// site is every host of the corpus: the pages on any name, and a PostHog for each
// configuration.
type site struct {
	values  *channels.Values
	visits  map[string]channels.Visit // by the first part of the host
	scripts map[string]string         // what starts posthog-js, by configuration
	posthog map[string]*minihog.Server
	agent   atomic.Value // user agent of the last visitor, a string
}

func newSite(list []*channels.Channel, values *channels.Values, assets *minihog.Assets) (*site, error) {
	s := &site{
		values: values, visits: map[string]channels.Visit{}, scripts: map[string]string{}, posthog: map[string]*minihog.Server{},
	}
	for name, c := range configurations() {
		script, err := c.script("http://" + name + posthogHost)
		if err != nil {
			return nil, fmt.Errorf("configuration %s: %w", name, err)
		}
		s.scripts[name] = script
		s.posthog[name] = minihog.New(minihog.Options{Assets: assets, Recording: c.project})
	}
	for _, v := range channels.Visits(list) {
		s.visits[v.Host()] = v
	}
	return s, nil
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if config, ok := strings.CutSuffix(r.Host, posthogHost); ok && s.posthog[config] != nil {
		s.posthog[config].ServeHTTP(w, r)
		return
	}
	s.agent.Store(r.UserAgent())
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Headers", "*")
	h.Set("Cache-Control", "no-store")
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	host, _, _ := strings.Cut(r.Host, ".")
	if v, ok := s.visits[host]; ok {
		s.page(w, r, v, strings.TrimPrefix(r.URL.Path, "/"))
		return
	}
	h.Set("Content-Type", "application/json")
	fmt.Fprint(w, `{"ok":true}`)
}

// page serves a file of a page; where there is none, it is a server that says yes.
func (s *site) page(w http.ResponseWriter, r *http.Request, v channels.Visit, file string) {
	if err := r.ParseMultipartForm(1 << 20); err != nil && err != http.ErrNotMultipart {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var body bytes.Buffer
	found, err := v.Render(&body, s.values, file, channels.Page{Recorder: s.scripts[v.Config], Form: r.PostForm})
	kind := mime.TypeByExtension(path.Ext(file))
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	case !found:
		body.Reset()
		body.WriteString(`{"ok":true}`)
		kind = "application/json"
	case file == "":
		kind = "text/html; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", fmt.Sprint(body.Len())) // posthog-js records no chunked bodies
	w.Write(body.Bytes())
}
