package demo

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/mail"
	"strings"
	"time"
)

// form is what a customer posted.
type form struct {
	values map[string]string
	script bool // posted as JSON by the shop's script
}

// problems says by field name what a form got wrong.
type problems map[string]string

// readForm reads a flat JSON object or an urlencoded form.
func readForm(r *http.Request) (form, error) {
	f := form{values: map[string]string{}}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		f.script = true
		if err := json.NewDecoder(r.Body).Decode(&f.values); err != nil {
			return f, fmt.Errorf("read posted JSON: %w", err)
		}
		return f, nil
	}
	if err := r.ParseForm(); err != nil {
		return f, fmt.Errorf("read posted form: %w", err)
	}
	for name := range r.PostForm {
		f.values[name] = r.PostForm.Get(name)
	}
	return f, nil
}

// get returns a field without space around it.
func (f form) get(name string) string { return strings.TrimSpace(f.values[name]) }

// posted reads the form of a visit and answers for it where it is broken.
func (v *visit) posted() (form, bool) {
	f, err := readForm(v.r)
	if err != nil {
		http.Error(v.w, "this form could not be read", http.StatusBadRequest)
		return f, false
	}
	return f, true
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value) // an error here is the client's going away
}

// need notes a problem with a field unless ok.
func (p problems) need(ok bool, field, message string) {
	if !ok && p[field] == "" {
		p[field] = message
	}
}

func isEmail(s string) bool {
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s
}

// isDate says whether s is a day as YYYY-MM-DD.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// digitsOf returns the decimal digits in s.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
