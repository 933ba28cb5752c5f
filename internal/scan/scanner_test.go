package scan

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// planted is a canary of each kind with a fixed value.
func planted() []canary.Canary {
	return []canary.Canary{
		{ID: "email", Kind: canary.Email, Value: "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"},
		{ID: "password", Kind: canary.Password, Value: "Qzxcvbnmlkj!4821K"},
		{ID: "card", Kind: canary.Card, Value: "4242424242424242"},
		{ID: "cvc", Kind: canary.CVC, Value: "412"},
		{ID: "name", Kind: canary.Name, Value: "Bofadoruv Kitenamos"},
		{ID: "phone", Kind: canary.Phone, Value: "+1 212 555-0142"},
		{ID: "ssn", Kind: canary.SSN, Value: "912-34-5678"},
		{ID: "address", Kind: canary.Address, Value: "1234 Zupelagon Street"},
		{ID: "dob", Kind: canary.DOB, Value: "1984-12-27"},
		{ID: "iban", Kind: canary.IBAN, Value: "DE89370400440532013000"},
		{ID: "otp", Kind: canary.OTP, Value: "483920"},
		{ID: "text", Kind: canary.Text, Value: "Grüße an José"},
	}
}

// textEvent shows a string as the text of a node.
func textEvent(tb testing.TB, timestamp int64, node int, value string) *rrweb.Event {
	return event(tb, map[string]any{"type": 3, "timestamp": timestamp, "data": map[string]any{
		"source": 0, "adds": []any{}, "removes": []any{}, "attributes": []any{},
		"texts": []any{map[string]any{"id": node, "value": value}},
	}})
}

func inputEvent(tb testing.TB, timestamp int64, node int, value string) *rrweb.Event {
	return event(tb, map[string]any{"type": 3, "timestamp": timestamp, "data": map[string]any{
		"source": 5, "id": node, "text": value, "isChecked": false,
	}})
}

func customEvent(tb testing.TB, timestamp int64, payload any) *rrweb.Event {
	return event(tb, map[string]any{"type": 5, "timestamp": timestamp, "data": map[string]any{"tag": "t", "payload": payload}})
}

func event(tb testing.TB, data any) *rrweb.Event {
	raw, err := json.Marshal(data)
	require.NoError(tb, err)
	ev, err := rrweb.Decode(raw)
	require.NoError(tb, err)
	return ev
}

func TestEventMergesKeystrokes(t *testing.T) {
	s := newScanner(t, planted()...)
	first := s.Event(3, "w1", inputEvent(t, 1000, 7, "me: 4242424242424242"))
	require.Len(t, first, 1)
	first[0].Selector = "#card"
	for i := range 5 {
		require.Empty(t, s.Event(4+i, "w1", inputEvent(t, int64(1100+i), 7, "me: 4242424242424242!")))
	}
	require.Len(t, s.Event(20, "w2", inputEvent(t, 1300, 7, "4242424242424242")), 1, "another window")
	require.Len(t, s.Event(21, "w1", inputEvent(t, 1300, 8, "4242424242424242")), 1, "another node")
	require.Len(t, s.Event(22, "w1", textEvent(t, 1300, 7, "4242424242424242")), 1, "another surface")
	require.Len(t, s.Event(23, "w1", textEvent(t, 1300, 7, "4242 4242 4242 4242")), 1, "another match")
	r := s.Report()
	require.Len(t, r.Findings, 5)
	require.Len(t, r.Findings[0].Fingerprint, 32)
	r.Findings[0].Fingerprint = ""
	require.Equal(t, Finding{
		Canary: "card", Kind: canary.Card, Match: Exact, Surface: rrweb.SurfaceInput, Via: []string{}, Leak: true,
		Recording: "rec", Window: "w1", Event: 3, Timestamp: 1000, Pointer: "/data/text", Node: 7, Selector: "#card",
		Offset: 4, Excerpt: "me: ‹card›", Count: 6, LastTimestamp: 1104,
	}, r.Findings[0])
	require.Equal(t, 10, r.Events)
	require.Positive(t, r.Bytes)
	require.Greater(t, r.Strings, 10)
}

func TestPreexisting(t *testing.T) {
	c := planted()[2]
	c.PlantedAt = time.UnixMilli(2000)
	s := newScanner(t, c)
	require.Len(t, s.Event(0, "w", textEvent(t, 1999, 7, "test card 4242 4242 4242 4242")), 1)
	require.Len(t, s.Event(1, "w", textEvent(t, 2000, 7, "test card 4242 4242 4242 4242")), 1)
	r := s.Report()
	require.Equal(t, []bool{true, false}, []bool{r.Findings[0].Leak, r.Findings[1].Leak}, "leaks first")
	require.Equal(t, []bool{false, true}, []bool{r.Findings[0].Preexisting, r.Findings[1].Preexisting})
	require.Len(t, s.Metadata("", []byte(`{"start_url":"/?card=4242424242424242"}`)), 1)
	require.True(t, s.Report().Findings[0].Leak, "metadata has no time, so it is not excused")
}

func TestWindowAndMetadata(t *testing.T) {
	s := newScanner(t, planted()...)
	f := s.Event(0, "win-qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com", inputEvent(t, 5, 1, "*"))
	require.Len(t, f, 1)
	require.Equal(t, []any{rrweb.SurfaceOther, "", int64(0)}, []any{f[0].Surface, f[0].Pointer, f[0].Node})
	f = s.Metadata("/data", []byte(`{"start_url":"https://shop.test/?q=Bofadoruv+Kitenamos","person":{"a/b":["Bofadoruv Kitenamos"],"Bofadoruv Kitenamos":1}}`))
	require.Len(t, f, 3)
	require.Equal(t, []any{rrweb.SurfaceURL, "/data/start_url", -1, Encoded}, []any{f[0].Surface, f[0].Pointer, f[0].Event, f[0].Match})
	require.Equal(t, []any{rrweb.SurfaceMetadata, "/data/person/a~1b/0", -1, Exact}, []any{f[1].Surface, f[1].Pointer, f[1].Event, f[1].Match})
	require.Equal(t, "/data/person/Bofadoruv Kitenamos", f[2].Pointer)
	require.Empty(t, s.Report().Unscanned)

	require.Len(t, s.Metadata("/x", []byte(`{"cut":"Bofadoruv Kiten`+"amos")), 1)
	require.Equal(t, []string{"/x"}, []string{s.Report().Unscanned[0].Pointer})
}

func TestUnscannedIsKept(t *testing.T) {
	s := newScanner(t, planted()...)
	ev := inputEvent(t, 5, 1, "*")
	ev.Unscanned = append(ev.Unscanned, rrweb.Unscanned{Pointer: "/data/x", Reason: "corrupt"})
	s.Event(4, "w", ev)
	s.Unscanned(Unscanned{Event: -1, Reason: "line 3: cut"})
	require.Equal(t, []Unscanned{{Event: 4, Pointer: "/data/x", Reason: "corrupt"}, {Event: -1, Reason: "line 3: cut"}}, s.Report().Unscanned)
}

func TestReportJSON(t *testing.T) {
	raw, err := json.Marshal(newScanner(t, planted()...).Report())
	require.NoError(t, err)
	require.JSONEq(t, `{"schema":"maskproof.scan/1","findings":[],"unscanned":[],"acceptances":[],"events":0,"strings":0,"bytes":0,"images":{"found":0,"read":0,"unread":[]}}`, string(raw))
}

func TestHashesPolicy(t *testing.T) {
	const gravatar = "https://gravatar.test/avatar/%x"
	url := fmt.Sprintf(gravatar, digests()[0].sum("qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"))
	for policy, want := range map[string][]bool{"leak": {true}, "warn": {false}, "off": nil} {
		s, err := New(Options{Canaries: planted(), Policy: Policy{Hashes: policy, Fragments: "off", Images: "off"}})
		require.NoError(t, err)
		s.Event(0, "w", textEvent(t, 5, 1, url))
		var got []bool
		for _, f := range s.Report().Findings {
			require.Equal(t, []any{"email", Hashed, []string{"md5"}}, []any{f.Canary, f.Match, f.Via})
			got = append(got, f.Leak)
		}
		require.Equal(t, want, got, policy)
	}
}

func TestNewRefuses(t *testing.T) {
	one := planted()[:1]
	for want, o := range map[string]Options{
		`policy hashes is "", allowed are leak, warn, off`:        {Canaries: one},
		`policy fragments is "pcl", allowed are pci, strict, off`: {Canaries: one, Policy: Policy{Hashes: "leak", Fragments: "pcl"}},
		`canary id "email" is there twice`:                        {Canaries: append(one, one...), Policy: DefaultPolicy()},
		"canary 1 has no id":                                      {Canaries: []canary.Canary{{Value: "abcdef"}}, Policy: DefaultPolicy()},
		`value of canary "a" is shorter than 3 bytes`:             {Canaries: []canary.Canary{{ID: "a", Value: " ab "}}, Policy: DefaultPolicy()},
	} {
		_, err := New(o)
		require.EqualError(t, err, want)
	}
}

func TestExcerpt(t *testing.T) {
	long := "0123456789012345678901234567890123456789 start "
	for in, want := range map[string]string{
		"hello 4242-4242-4242-4242 bye":   "hello ‹card› bye",
		"4242424242424242":                "‹card›",
		long + "4242424242424242 " + long: "789012345678901234567890123456789 start ‹card› 012345678901234567890123456789012345678",
		"mail qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com paid 4242424242424242":                          "mail ‹email› paid ‹card›",
		"cvc 412\nname\tbofadoruv KITENAMOS\x00 4242424242424242 912 34 5678 DE89370400440532013000 é": "cvc ‹cvc› name ‹name›  ‹card› ‹ssn› ‹iban› é",
		"qwzrtvbnmk.hjklpoiu%40xcvbnmqw.example.com 4242424242424242":                                  "‹card›",
	} {
		s, err := New(Options{Canaries: planted(), Policy: DefaultPolicy()})
		require.NoError(t, err)
		var got []string
		for _, f := range s.Event(0, "w", textEvent(t, 5, 1, in)) {
			if f.Canary == "card" {
				got = append(got, f.Excerpt)
			}
		}
		require.Equal(t, []string{want}, got, in)
	}
	s, err := New(Options{Canaries: planted(), Policy: DefaultPolicy(), Reveal: true})
	require.NoError(t, err)
	require.Equal(t, "a 4242 4242 4242 4242 b", s.Event(0, "w", textEvent(t, 5, 1, "a 4242 4242 4242 4242 b"))[0].Excerpt)
}
