package demo

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
)

// page is what a template sees.
type page struct {
	Title     string
	Module    string // script of the page below /static, "" for none
	CartCount int
	Customer  *customer // nil before signup
	Analytics *analytics
	Problems  []string // what a form posted without script got wrong
	Body      any      // of the page
}

// show renders a page with status 200, or with 422 where it has problems.
func (s *shop) show(v *visit, name string, p page) {
	status := http.StatusOK
	if len(p.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	s.render(v, status, name, p)
}

// render writes a page. It is built in full first, so that a template's error
// cannot leave half a page behind.
func (s *shop) render(v *visit, status int, name string, p page) {
	p.Customer = v.sess.Customer
	p.Analytics = s.opts.analytics()
	for _, pieces := range v.sess.Cart {
		p.CartCount += pieces
	}
	var out bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&out, "layout", p); err != nil {
		http.Error(v.w, "render "+name+": "+err.Error(), http.StatusInternalServerError)
		return
	}
	header := v.w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("X-Content-Type-Options", "nosniff")
	if s.opts.CSP != "" {
		header.Set("Content-Security-Policy", s.opts.CSP)
	}
	v.w.WriteHeader(status)
	v.w.Write(out.Bytes())
}

// refuse answers a form that cannot be accepted: with the problems by field to
// the shop's script, with the page and its problems to a browser without. The
// values are not sent back either way; the script leaves them in their fields.
func (s *shop) refuse(v *visit, f form, wrong problems, again func(*visit, []string)) {
	if f.script {
		writeJSON(v.w, http.StatusUnprocessableEntity, map[string]problems{"problems": wrong})
		return
	}
	again(v, slices.Sorted(maps.Values(wrong)))
}

// accept sends the browser on to the next page.
func (s *shop) accept(v *visit, f form, next string) {
	if f.script {
		writeJSON(v.w, http.StatusOK, map[string]string{"next": next})
		return
	}
	http.Redirect(v.w, v.r, next, http.StatusSeeOther)
}

// notFound says so in the shop's clothes.
func (s *shop) notFound(v *visit) {
	s.render(v, http.StatusNotFound, "missing", page{Title: "Not here"})
}
