package demo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
)

const sessionCookie = "fern_session"

// session is what the shop knows of one browser context. It is locked while a
// request of that context is served.
type session struct {
	mu       sync.Mutex
	Customer *customer // nil before signup
	Profile  profile
	Cart     map[string]int // pieces by product slug
	Orders   map[string]order
}

// customer is who signed up.
type customer struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Initials are the first letters of the first and the last name.
func (c *customer) Initials() string {
	words := strings.Fields(c.Name)
	if len(words) > 2 {
		words = []string{words[0], words[len(words)-1]}
	}
	initials := ""
	for _, word := range words {
		initials += strings.ToUpper(string([]rune(word)[:1]))
	}
	return initials
}

// JSON is the customer as the leaky page hands it to its scripts.
func (c *customer) JSON() (string, error) {
	raw, err := json.Marshal(c)
	return string(raw), err
}

// sessions are the shop's sessions by cookie value.
type sessions struct {
	mu   sync.Mutex
	ids  *idSource
	byID map[string]*session
}

// of returns the session of a request, and begins one where there is none.
func (s *sessions) of(w http.ResponseWriter, r *http.Request) (*session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cookie, err := r.Cookie(sessionCookie); err == nil {
		if known, ok := s.byID[cookie.Value]; ok {
			return known, nil
		}
	}
	id, err := s.ids.next(26)
	if err != nil {
		return nil, fmt.Errorf("begin session: %w", err)
	}
	fresh := &session{Cart: map[string]int{}, Orders: map[string]order{}}
	s.byID[id] = fresh
	http.SetCookie(w, &http.Cookie{
		Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	return fresh, nil
}
