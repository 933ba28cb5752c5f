package posthog

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

// Probe is what PostHog answers to the two questions of Client.Check, each for
// itself.
type Probe struct {
	Project    *Project // nil where ProjectErr is not
	ProjectErr error    // of reading the project's settings
	ListErr    error    // of listing recordings
}

// Project is what of a project's settings decides whether there are recordings.
type Project struct {
	Name  string
	Token string // public: the app gives it to posthog.init

	// Replay says whether session replay is on; nil where the answer does not say.
	Replay *bool

	// SampleRate is the share of sessions that are recorded; 1 where all are, or
	// where the answer does not say.
	SampleRate float64
}

// Probe asks both questions, whatever the first one's answer is.
func (c *Client) Probe(ctx context.Context) Probe {
	var p Probe
	p.Project, p.ProjectErr = c.readProject(ctx)
	p.ListErr = c.list(ctx)
	return p
}

func (c *Client) readProject(ctx context.Context) (*Project, error) {
	body, err := c.settingsBody(ctx, "check the project")
	if err != nil {
		return nil, err
	}
	var said struct {
		Name   string          `json:"name"`
		Token  string          `json:"api_token"`
		Replay *bool           `json:"session_recording_opt_in"`
		Rate   json.RawMessage `json:"session_recording_sample_rate"` // a text such as "0.50", or null
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return nil, err
	}
	p := &Project{Name: said.Name, Token: said.Token, Replay: said.Replay, SampleRate: 1}
	var text string
	if json.Unmarshal(said.Rate, &text) == nil {
		if rate, err := strconv.ParseFloat(text, 64); err == nil {
			p.SampleRate = rate
		}
	}
	return p, nil
}

// Trouble is what an error of a call speaks against.
type Trouble string

// The troubles. What is none of the others is one of the host.
const (
	TroubleNone    Trouble = ""
	TroubleHost    Trouble = "host"    // it cannot be reached, is unwell, or is not PostHog's app
	TroubleKey     Trouble = "key"     // it is not accepted
	TroubleScope   Trouble = "scope"   // the key lacks one: StatusError.Scope
	TroubleProject Trouble = "project" // it is unknown, or closed to the key
)

// TroubleOf says what an error of a Probe speaks against.
func TroubleOf(err error) Trouble {
	var status *StatusError
	switch {
	case err == nil:
		return TroubleNone
	case !errors.As(err, &status):
		return TroubleHost
	case status.Status == http.StatusUnauthorized:
		return TroubleKey
	case status.Scope != "":
		return TroubleScope
	case status.place == placeProject:
		return TroubleProject
	}
	return TroubleHost
}
