package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/maskproof/maskproof/internal/posthog"
)

// apiTime bounds all questions to the API together.
const apiTime = 30 * time.Second

// host asks PostHog what all later checks look at.
func host(ctx context.Context, e *exam) finding {
	where := e.stage.Host
	o := posthog.Options{Host: where, Project: e.stage.Project, Key: e.stage.Key, Budget: e.stage.Budget, Now: e.Deps.Now, Sleep: e.Sleep}
	if o.Key == "" {
		o.Key = "none" // so that the host alone is judged
	}
	o.HTTP = e.clock.watch(e.Deps.HTTP, e.Deps.Now)
	client, err := posthog.New(o)
	if app := posthog.AppURL(where); err != nil && app != where {
		return failed(where+" is where apps send to; nothing can be read there", "posthog: {host: \""+app+"\"} in "+e.Scenario.File)
	}
	if err != nil {
		return failed(err.Error(), "mend posthog in "+e.Scenario.File)
	}
	bound, cancel := context.WithTimeout(ctx, apiTime)
	defer cancel()
	e.probe = client.Probe(bound)
	if err := e.trouble(posthog.TroubleHost); err != nil {
		return failed(err.Error(), hostFix(err))
	}
	return fine(where + " answers as PostHog's app does")
}

func hostFix(err error) string {
	var status *posthog.StatusError
	switch {
	case errors.As(err, &status) && status.Hint != "":
		return status.Hint
	case errors.As(err, &status) && (status.Status == http.StatusTooManyRequests || status.Status >= 500):
		return "PostHog has a bad moment: wait some minutes and try again"
	}
	return "let this machine reach it, and use the address where you log in (https://eu.posthog.com, https://us.posthog.com, or your own)"
}

// trouble is an answer of PostHog that speaks against something; nil if none does.
func (e *exam) trouble(of posthog.Trouble) error {
	for _, err := range []error{e.probe.ListErr, e.probe.ProjectErr} {
		if err != nil && posthog.TroubleOf(err) == of {
			return err
		}
	}
	return nil
}

func key(_ context.Context, e *exam) finding {
	if e.stage.Key == "" {
		name := e.KeyName
		if name == "" {
			return failed("there is none", "give one in api_key of "+e.Scenario.File)
		}
		return failed(name+" is not set", "make a personal API key with the scope session_recording:read in PostHog (Settings, Personal API keys), then: export "+name+"=phx_…")
	}
	if err := e.trouble(posthog.TroubleKey); err != nil {
		return failed(err.Error(), "use a personal API key (phx_…) that was made at "+e.stage.Host+", not the project token (phc_…) of the app")
	}
	return fine("is accepted")
}

func project(_ context.Context, e *exam) finding {
	p := e.probe
	if err := e.trouble(posthog.TroubleProject); err != nil {
		return failed(err.Error(), "give the number that stands behind /project/ in PostHog's address, and let the key be for this project")
	}
	switch {
	case p.Project != nil && p.Project.Name != "":
		return fine(fmt.Sprintf("%s (%s) is there", p.Project.Name, e.stage.Project))
	case p.ProjectErr == nil || p.ListErr == nil:
		return fine(e.stage.Project + " is there")
	}
	return warning(e.stage.Project+" can neither be read nor its recordings be listed", "add the scopes below to the key; then this can be looked at")
}

func recordings(_ context.Context, e *exam) finding {
	if err := e.probe.ListErr; err != nil {
		return failed(err.Error(), "add the scope session_recording:read to the personal API key")
	}
	return fine("the key may read recordings")
}

// settings are read by the doctor alone: a run goes without.
func settings(_ context.Context, e *exam) finding {
	if e.probe.ProjectErr != nil {
		return unchecked("the key lacks it; a run goes without, this examination cannot look at the replay settings", "add the scope project:read to have them looked at")
	}
	return fine("the key may read the replay settings")
}

func replay(_ context.Context, e *exam) finding {
	p := e.probe.Project
	switch {
	case p.Replay == nil:
		return unchecked("this PostHog does not say whether replay is on", "look at Settings, Session replay")
	case !*p.Replay:
		return failed("session replay is off in this project", "switch it on in PostHog: Settings, Session replay")
	case p.SampleRate < 1:
		return warning(fmt.Sprintf("only %.4g %% of sessions are recorded", p.SampleRate*100), "record all sessions of the project that is tested, or expect inconclusive runs")
	}
	return fine("for all sessions")
}

// sameProject says whether the app sends to the project that is read.
func sameProject(_ context.Context, e *exam) finding {
	there, here := e.probe.Project.Token, e.visit.hog.Token
	switch {
	case there == "" || here == "":
		return unchecked("the project token of the app or of the project is not known", "compare them by hand: posthog.init in the app, Settings in PostHog")
	case there != here:
		return failed("the app sends to another project than the scenario reads: its token ends in "+here[max(0, len(here)-6):], "use the token of project "+e.stage.Project+" in the app, or the number of the app's project in "+e.Scenario.File)
	}
	return fine("the app sends to the project that is read")
}
