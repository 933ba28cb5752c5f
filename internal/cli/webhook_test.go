package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/verify"
)

const secretPath = "/services/T000/B000/SECRET"

// hooked is a webhook whose server answers with these codes in turn, and then closes.
func hooked(t *testing.T, codes ...int) (h *webhook, got func() []string) {
	var bodies []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		require.Equal(t, []string{http.MethodPost, secretPath, "application/json"}, []string{r.Method, r.URL.Path, r.Header.Get("Content-Type")})
		w.Header().Set("Location", secretPath+"/again")
		w.WriteHeader(codes[min(len(bodies), len(codes)-1)])
		bodies = append(bodies, string(body))
	}))
	t.Cleanup(server.Close)
	p := &Process{Env: func(name string) (string, bool) { return server.URL + secretPath, name == webhookEnv }}
	h, err := p.webhookTo("")
	require.NoError(t, err)
	h.client.RetryWaitMin, h.client.RetryWaitMax = time.Millisecond, time.Millisecond
	return h, func() []string { return bodies }
}

func TestWebhookIsToldOfChangeAlone(t *testing.T) {
	h, got := hooked(t, http.StatusOK)
	r := leakyResult()
	r.Expect = verify.VerdictLeaked
	require.NoError(t, h.told(t.Context(), t.TempDir(), r))
	require.Empty(t, got(), "a first run as expected")

	r.Expect = verify.VerdictMasked
	require.NoError(t, h.told(t.Context(), t.TempDir(), r))
	require.NoError(t, h.notRun(t.Context(), "nightly"))
	require.Len(t, got(), 2)
	var message struct{ Text string }
	require.NoError(t, json.Unmarshal([]byte(got()[0]), &message))
	require.Contains(t, message.Text, "nightly: leaked")
	require.Contains(t, got()[1], "did not run")

	var none *webhook
	require.NoError(t, errors.Join(none.told(t.Context(), t.TempDir(), r), none.notRun(t.Context(), "nightly")))
}

// A bad moment is tried again; what stays bad is an error without the address.
func TestWebhookFails(t *testing.T) {
	for _, row := range []struct {
		codes []int
		tries int
		err   string
	}{
		{[]int{500, 429, 200}, 3, ""},
		{[]int{500}, 4, "it answers with status 500"},
		{[]int{404}, 1, "it answers with status 404"},
		{[]int{302}, 1, "it answers with status 302"},
	} {
		h, got := hooked(t, row.codes...)
		err := h.notRun(t.Context(), "nightly")
		require.Len(t, got(), row.tries, row.codes)
		if row.err == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, row.err)
		require.NotContains(t, err.Error(), "SECRET")
		require.Equal(t, exitUnfinished, exitCode(t.Context(), err))
	}
}

func TestWebhookOutOfReach(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	p := &Process{}
	h, err := p.webhookTo(server.URL + secretPath)
	require.NoError(t, err)
	h.client.RetryWaitMin, h.client.RetryWaitMax = time.Millisecond, time.Millisecond
	err = h.notRun(t.Context(), "nightly")
	require.ErrorContains(t, err, "connection refused")
	require.NotContains(t, err.Error(), "SECRET")
	require.Contains(t, h.withoutAddress(errors.New("Post "+h.address.String()+": x")).Error(), "Post ***: x")
}

// An interrupted run is told of, too.
func TestWebhookAfterAnInterrupt(t *testing.T) {
	h, got := hooked(t, http.StatusOK)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := leakyResult()
	r.Interrupted = true
	require.NoError(t, h.told(ctx, t.TempDir(), r))
	require.Len(t, got(), 1)
}

func TestWebhookAddress(t *testing.T) {
	p := &Process{Env: func(string) (string, bool) { return "", false }}
	h, err := p.webhookTo("")
	require.NoError(t, err)
	require.Nil(t, h)
	for _, address := range []string{"hooks.test/SECRET", "ftp://hooks.test/SECRET", "https:///SECRET", "https://hooks.test:SECRET/", "http://\x7fSECRET"} {
		_, err := p.webhookTo(address)
		require.ErrorContains(t, err, "it begins with https:// and a host", address)
		require.False(t, strings.Contains(err.Error(), "SECRET"))
		require.True(t, isUsage(err))
	}
}
