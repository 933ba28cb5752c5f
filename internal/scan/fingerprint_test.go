package scan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// prints are the fingerprints of what a run with a seed records, by finding.
func prints(t *testing.T, seed uint64, key string, play func(s *Scanner, value func(kind string) string)) []string {
	canaries := everyKind(t, seed)
	s, err := New(Options{Canaries: canaries, Policy: DefaultPolicy(), Key: key})
	require.NoError(t, err)
	play(s, func(kind string) string {
		for _, c := range canaries {
			if c.ID == "signup."+kind {
				return c.Value
			}
		}
		t.Fatal(kind)
		return ""
	})
	var list []string
	for _, f := range s.Report().Findings {
		require.Regexp(t, `^[0-9a-f]{32}$`, f.Fingerprint)
		list = append(list, f.Fingerprint)
	}
	return list
}

// Another run, with other values, ids and order, gives the same fingerprints.
func TestFingerprintsStay(t *testing.T) {
	run := func(seed uint64) []string {
		n := int(seed * 100)
		return prints(t, seed, "nightly", func(s *Scanner, value func(string) string) {
			s.Event(n, fmt.Sprintf("window-%d", seed), snapshot(t, n, fmt.Sprintf("user-%d", n*7777), value("email")))
			s.Event(n+1, "w", inputEvent(t, 5, n+2, value("name")))
			s.Event(n+2, "w", request(t, fmt.Sprintf("https://shop.test/u/%d?e=%s", n*3333, value("email")), `{"a":"`+value("phone")+`"}`))
			s.Event(n+3, "w", customEvent(t, 5, map[string]any{"list": []any{n, value("text")}}))
			s.Event(n+4, "w", customEvent(t, 5, map[string]any{value("text"): value("address")}))
			s.Event(n+5, "w", textEvent(t, 5, n+2, "•••• "+value("card")[12:]))
			s.Event(n+6, "w", textEvent(t, 5, n+2, "pw "+value("password")[:14]))
		})
	}
	first := run(1)
	require.GreaterOrEqual(t, len(first), 9)
	require.Equal(t, first, run(2))
	require.Equal(t, first, run(3))
}

// Another field, surface, place, match, way or scenario gives another one.
func TestFingerprintsDiffer(t *testing.T) {
	seen := map[string]string{}
	add := func(name, key string, play func(s *Scanner, value func(string) string)) {
		for _, print := range prints(t, 1, key, play) {
			require.NotContains(t, seen, print, "%s and %s", name, seen[print])
			seen[print] = name
		}
	}
	page := func(id, kind string) func(s *Scanner, value func(string) string) {
		return func(s *Scanner, value func(string) string) { s.Event(0, "w", snapshot(t, 10, id, value(kind))) }
	}
	add("place", "k", page("mail", "email"))
	add("another element", "k", page("post", "email"))
	add("another field", "k", page("mail", "name"))
	add("another scenario", "l", page("mail", "email"))
	custom := func(payload func(value func(string) string) any) func(s *Scanner, value func(string) string) {
		return func(s *Scanner, value func(string) string) { s.Event(0, "w", customEvent(t, 5, payload(value))) }
	}
	add("key", "k", custom(func(v func(string) string) any { return map[string]any{"a": v("email")} }))
	add("another key", "k", custom(func(v func(string) string) any { return map[string]any{"b": v("email")} }))
	add("another way", "k", custom(func(v func(string) string) any {
		return map[string]any{"a": strings.ReplaceAll(v("email"), "@", "%40")}
	}))
	add("a part", "k", custom(func(v func(string) string) any { return map[string]any{"a": v("email")[:19]} }))
	for _, url := range []string{"https://a.test/x", "https://a.test/y"} {
		add(url, "k", func(s *Scanner, value func(string) string) { s.Event(0, "w", request(t, url, value("email"))) })
	}
}

// What one place shows again and again is one finding, whatever ids it has.
func TestOneFindingForOnePlace(t *testing.T) {
	s := newScanner(t, planted()...)
	card := "4242424242424242"
	for i := range 500 {
		s.Event(i, "w", consoleEvent(t, int64(i), "app.js:1:2", "paid with "+card))
	}
	for i := range 5 {
		s.Event(500+i, "w", consoleEvent(t, int64(500+i), "app.js:9:9", card))
		s.Event(510+i, "w", request(t, "https://a.test/pay?n="+fmt.Sprint(i), "x "+card))
		s.Event(520+i, "w", request(t, "https://a.test/other", card))
		s.Event(530+i, "w", customEvent(t, int64(530+i), []any{"x", i, card}))
		s.Event(540+i, "w", snapshot(t, 100*(i+1), "hello", card)) // rendered anew: other ids
	}
	var got []string
	for _, f := range s.Report().Findings {
		got = append(got, fmt.Sprintf("%s %s %d %d", f.Surface, f.Pointer, f.Count, f.LastTimestamp))
	}
	require.Equal(t, []string{
		"console /data/payload/payload/0 500 499",
		"console /data/payload/payload/0 5 504",
		"network /data/payload/requests/1/responseBody 5 6",
		"network /data/payload/requests/1/responseBody 5 6",
		"custom /data/payload/2 5 534",
		"text /data/node/childNodes/0/childNodes/0/textContent 5 8",
	}, got)
}

func snapshot(t *testing.T, first int, id, text string) *rrweb.Event {
	return event(t, map[string]any{"type": 2, "timestamp": 8, "data": map[string]any{
		"initialOffset": map[string]int{}, "node": map[string]any{"type": 0, "id": first, "childNodes": []any{
			map[string]any{"type": 2, "id": first + 1, "tagName": "p", "attributes": map[string]any{"id": id}, "childNodes": []any{
				map[string]any{"type": 3, "id": first + 2, "textContent": text},
			}},
		}}}})
}

func request(t *testing.T, url, body string) *rrweb.Event {
	return event(t, map[string]any{"type": 6, "timestamp": 6, "data": map[string]any{
		"plugin": "rrweb/network@1", "payload": map[string]any{"requests": []any{
			map[string]any{"name": "https://a.test/first"}, map[string]any{"name": url, "responseBody": body},
		}},
	}})
}

func consoleEvent(t *testing.T, timestamp int64, trace, line string) *rrweb.Event {
	return event(t, map[string]any{"type": 6, "timestamp": timestamp, "data": map[string]any{
		"plugin": "rrweb/console@1", "payload": map[string]any{"level": "log", "trace": []string{trace}, "payload": []string{line}},
	}})
}
