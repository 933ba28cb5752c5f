package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/maskproof/maskproof/internal/report"
	"github.com/maskproof/maskproof/internal/verify"
)

// webhookEnv names the variable for the address of the webhook; an address in a flag
// is seen by all who may list processes.
const webhookEnv = "MASKPROOF_WEBHOOK"

const webhookHelp = `address of a webhook in Slack's form that is told what changed since the
run before, and nothing where nothing changed (or ` + webhookEnv + `)`

// How long a webhook may take with all tries.
const webhookDeadline = 30 * time.Second

// webhook is told of results. Its address is a secret: it stands in no error.
type webhook struct {
	address *url.URL
	client  *retryablehttp.Client
}

// webhookTo is nil where there is no address.
func (p *Process) webhookTo(address string) (*webhook, error) {
	if address == "" {
		address, _ = p.Env(webhookEnv)
	}
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, &usageError{errors.New("the address of the webhook (--webhook or " + webhookEnv + ") is none: it begins with https:// and a host")}
	}
	client := retryablehttp.NewClient()
	client.Logger = nil
	client.RetryMax, client.RetryWaitMin, client.RetryWaitMax = 3, 500*time.Millisecond, 5*time.Second
	client.ErrorHandler = retryablehttp.PassthroughErrorHandler // its own would name the address
	client.HTTPClient.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &webhook{u, client}, nil
}

// told sends what changed in a run, if something did.
func (h *webhook) told(ctx context.Context, dir string, r *verify.Result) error {
	if h == nil {
		return nil
	}
	return h.send(ctx, func(w io.Writer) error { return report.Slack(w, r, lastOf(earlier(dir, r))) })
}

// notRun says that a scenario could not begin: silence would look like no change.
func (h *webhook) notRun(ctx context.Context, scenario string) error {
	if h == nil {
		return nil
	}
	return h.send(ctx, func(w io.Writer) error { return report.SlackNotRun(w, scenario) })
}

// send posts what is written, and nothing where nothing is. An interrupt does not stop
// it: whoever waits for the message must hear of that too.
func (h *webhook) send(ctx context.Context, write func(io.Writer) error) error {
	var body bytes.Buffer
	if err := write(&body); err != nil || body.Len() == 0 {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), webhookDeadline)
	defer cancel()
	if err := h.post(ctx, body.Bytes()); err != nil {
		return fmt.Errorf("tell the webhook what changed: %w; the reports in the run folder are complete", err)
	}
	return nil
}

func (h *webhook) post(ctx context.Context, body []byte) error {
	request, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPost, h.address.String(), body)
	if err != nil {
		return errors.New("its address cannot be used")
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := h.client.Do(request)
	if err != nil {
		return h.withoutAddress(err)
	}
	defer response.Body.Close()
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("it answers with status %d", response.StatusCode)
	}
	return nil
}

// withoutAddress is what went wrong, in words that do not hold the address.
func (h *webhook) withoutAddress(err error) error {
	var outer *url.Error
	for errors.As(err, &outer) {
		err = outer.Err
	}
	text := err.Error()
	for _, secret := range []string{h.address.String(), h.address.RequestURI(), h.address.Path} {
		if len(secret) > 1 {
			text = strings.ReplaceAll(text, secret, "***")
		}
	}
	return errors.New(text)
}
