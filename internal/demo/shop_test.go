package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// visitor is a browser context without a browser: one cookie jar, every host
// name on loopback.
type visitor struct {
	t      *testing.T
	server *httptest.Server
	client *http.Client
}

// open serves a shop and gives a first visitor. Ids are the same in each run and
// the year is 2026.
func open(t *testing.T, opts Options) *visitor {
	opts.Rand = rand.NewChaCha8([32]byte{1})
	opts.Now = func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }
	server := httptest.NewServer(New(opts))
	t.Cleanup(server.Close)
	return newVisitor(t, server)
}

func newVisitor(t *testing.T, server *httptest.Server) *visitor {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}
	transport := &http.Transport{DialContext: dial}
	t.Cleanup(transport.CloseIdleConnections)
	return &visitor{t, server, &http.Client{Jar: jar, Transport: transport}}
}

// answer is a response that was read.
type answer struct {
	status int
	url    string // after redirects
	header http.Header
	body   string
}

func (v *visitor) do(r *http.Request) answer {
	resp, err := v.client.Do(r)
	require.NoError(v.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(v.t, err)
	return answer{resp.StatusCode, resp.Request.URL.String(), resp.Header, string(body)}
}

func (v *visitor) get(address string) answer {
	r, err := http.NewRequest("GET", absolute(address), nil)
	require.NoError(v.t, err)
	return v.do(r)
}

// send posts as the shop's script does.
func (v *visitor) send(address string, values map[string]string) answer {
	body, err := json.Marshal(values)
	require.NoError(v.t, err)
	r, err := http.NewRequest("POST", absolute(address), bytes.NewReader(body))
	require.NoError(v.t, err)
	r.Header.Set("Content-Type", "application/json")
	return v.do(r)
}

// submit posts as a browser without script does.
func (v *visitor) submit(address string, values map[string]string) answer {
	form := url.Values{}
	for name, value := range values {
		form.Set(name, value)
	}
	r, err := http.NewRequest("POST", absolute(address), strings.NewReader(form.Encode()))
	require.NoError(v.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(r)
}

func absolute(address string) string {
	if strings.HasPrefix(address, "/") {
		return "http://shop.test" + address
	}
	return address
}

// field returns a string of a JSON answer.
func (a answer) field(t *testing.T, name string) string {
	var fields map[string]any
	require.NoError(t, json.Unmarshal([]byte(a.body), &fields), a.body)
	value, _ := fields[name].(string)
	return value
}

// wrong returns the names of the fields with problems.
func (a answer) wrong(t *testing.T) []string {
	var got struct{ Problems map[string]string }
	require.NoError(t, json.Unmarshal([]byte(a.body), &got), a.body)
	names := []string{}
	for name, text := range got.Problems {
		require.NotEmpty(t, text)
		names = append(names, name)
	}
	return names
}

// The person of these tests: no value is part of another or of the shop's text.
var (
	signupForm   = map[string]string{"email": "qzxwvtk@hmgrdlpb.example.com", "password": "Tr0ub!xkqzvw", "full_name": "Brivolant Quazemtide"}
	cardForm     = map[string]string{"number": "4242 4242 4242 4242", "expiry": "12 / 34", "cvc": "739"}
	contactForm  = map[string]string{"phone": "+1 212 555 0143", "address": "417 Zorbwickle Street", "about": "wumblefrost kaldivorn"}
	payoutsForm  = map[string]string{"dob": "1987-04-23", "ssn": "987-65-4326"}
	orderForm    = map[string]string{"email": "qzxwvtk@hmgrdlpb.example.com", "card_name": "Brivolant Quazemtide", "delivery": "ship", "recipient": "Hulbrantz Wexomire", "address": "83 Plimvorten Lane"}
	bothVersions = map[string]bool{"leaky": true, "masked": false}
)

// with returns a copy of a form with one field changed.
func with(form map[string]string, name, value string) map[string]string {
	out := map[string]string{}
	for n, v := range form {
		out[n] = v
	}
	out[name] = value
	return out
}

// buy goes from the product to the receipt.
func (v *visitor) buy() answer {
	require.Equal(v.t, "http://shop.test/cart", v.submit("/cart", map[string]string{"product": "evening-teapot"}).url)
	token := v.send("http://pay.test/v1/tokens", cardForm).field(v.t, "token")
	placed := v.send("/orders", with(orderForm, "card_token", token))
	require.Equal(v.t, http.StatusOK, placed.status, placed.body)
	return v.get(placed.field(v.t, "next"))
}
