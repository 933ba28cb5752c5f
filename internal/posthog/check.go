package posthog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

const (
	kindProjects     = "projects"
	kindEnvironments = "environments"
)

// Check tells whether host, project and key are good for reading recordings: a
// nil error, or a *StatusError whose Hint says what is wrong. It costs two
// calls. A key without project:read passes as long as it may list recordings.
func (c *Client) Check(ctx context.Context) error {
	_, err := c.settings(ctx, "check the project")
	var status *StatusError
	if err != nil && !(errors.As(err, &status) && status.Scope != "") {
		return err
	}
	return c.list(ctx)
}

// list asks for one recording, to see that the key may.
func (c *Client) list(ctx context.Context) error {
	body, err := c.recordings(ctx, call{
		op: "check the recordings", path: "/session_recordings", name: "check-recordings", budget: c.lists,
		query: url.Values{"limit": {"1"}, "date_from": {"-1d"}},
	})
	if err != nil {
		return err
	}
	var answer struct {
		Results *[]json.RawMessage `json:"results"`
	}
	if json.Unmarshal(body, &answer) != nil || answer.Results == nil {
		return fmt.Errorf("check the recordings: the answer has no results: %s", wrongHost(c.base))
	}
	return nil
}

// Settings returns the project's settings as PostHog gives them, with the
// tokens in it (api_token, secret_api_token, …) replaced by ***. A field that
// is not there must not be read as off: older builds lack some.
func (c *Client) Settings(ctx context.Context) (json.RawMessage, error) {
	return c.settings(ctx, "read the project settings")
}

func (c *Client) settings(ctx context.Context, op string) (json.RawMessage, error) {
	body, err := c.settingsBody(ctx, op)
	if err != nil {
		return nil, err
	}
	return redactTokens(body), nil
}

// settingsBody is the answer with its tokens in it.
func (c *Client) settingsBody(ctx context.Context, op string) ([]byte, error) {
	body, err := c.do(ctx, call{op: op, kind: kindProjects, name: "project", redact: redactTokens})
	if err != nil {
		return nil, err
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil {
		return nil, fmt.Errorf("%s: the answer is no JSON object: %s", op, wrongHost(c.base))
	}
	return body, nil
}

// Delete asks PostHog to delete a recording. A recording PostHog does not know
// is ErrNotReady. That the call succeeded does not prove that the data is gone.
func (c *Client) Delete(ctx context.Context, session string) error {
	if !identifier.MatchString(session) {
		return fmt.Errorf("delete recording %q: not a session id", session)
	}
	_, err := c.recordings(ctx, call{
		op: "delete recording " + session, method: http.MethodDelete,
		path: recordingPath(session), name: "delete", raw: true,
	})
	return err
}

func recordingPath(session string) string {
	return "/session_recordings/" + session
}

// recordings makes a call to the recordings of the project: under environments,
// as PostHog documents it, or, where the server has no such route, projects.
func (c *Client) recordings(ctx context.Context, q call) ([]byte, error) {
	q.kind = kindEnvironments
	if c.project.Load() {
		q.kind = kindProjects
		return c.markUnknown(c.do(ctx, q))
	}
	body, err := c.do(ctx, q)
	var status *StatusError
	if !errors.As(err, &status) || status.Status != http.StatusNotFound || status.place == placeRecording {
		return c.markUnknown(body, err)
	}
	q.kind = kindProjects
	other, otherErr := c.do(ctx, q)
	if otherErr == nil || errors.As(otherErr, &status) && (status.Status != http.StatusNotFound || status.place == placeRecording) {
		c.project.Store(true)
		return c.markUnknown(other, otherErr)
	}
	return nil, err
}

// markUnknown makes a 404 about the recording itself ErrNotReady.
func (c *Client) markUnknown(body []byte, err error) ([]byte, error) {
	var status *StatusError
	if errors.As(err, &status) && status.kind == nil && status.place == placeRecording && status.Status == http.StatusNotFound {
		status.kind = ErrNotReady
	}
	return body, err
}
