package posthog_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

func TestProbeTellsTroublesApart(t *testing.T) {
	const none, host, key, scope, project = posthog.TroubleNone, posthog.TroubleHost, posthog.TroubleKey, posthog.TroubleScope, posthog.TroubleProject
	both := []string{minihog.ScopeProjectRead, minihog.ScopeRecordingRead}
	for name, test := range map[string]struct {
		server    minihog.Options
		scopes    []string
		change    func(*posthog.Options)
		ofProject posthog.Trouble
		ofList    posthog.Trouble
	}{
		"fine":               {scopes: both},
		"no project:read":    {scopes: both[1:], ofProject: scope},
		"no recordings":      {scopes: both[:1], ofList: scope},
		"wrong key":          {scopes: both, change: func(o *posthog.Options) { o.Key = "phx_other" }, ofProject: key, ofList: key},
		"wrong project":      {scopes: both, change: func(o *posthog.Options) { o.Project = "77" }, ofProject: project, ofList: project},
		"ingestion host":     {server: minihog.Options{IngestionOnly: true}, ofProject: host, ofList: host},
		"unwell":             {server: minihog.Options{Faults: &minihog.Faults{ServerErrors: minihog.Forever}}, scopes: both, ofProject: host, ofList: host},
		"nobody answers":     {change: func(o *posthog.Options) { o.Host = "http://127.0.0.1:1" }, ofProject: host, ofList: host},
		"the first one only": {server: minihog.Options{Faults: &minihog.Faults{ServerErrors: 4}}, scopes: both, ofProject: host, ofList: none},
	} {
		t.Run(name, func(t *testing.T) {
			test.server.Keys = []minihog.Key{{Value: apiKey, Scopes: test.scopes}}
			server := httptest.NewServer(minihog.New(test.server))
			t.Cleanup(server.Close)
			o := posthog.Options{Host: server.URL, Project: "1", Key: apiKey, Budget: posthog.Budget{Unlimited: true}, Sleep: newClock().sleep}
			if test.change != nil {
				test.change(&o)
			}
			c, err := posthog.New(o)
			require.NoError(t, err)
			p := c.Probe(t.Context())
			require.Equal(t, test.ofProject, posthog.TroubleOf(p.ProjectErr), "%v", p.ProjectErr)
			require.Equal(t, test.ofList, posthog.TroubleOf(p.ListErr), "%v", p.ListErr)
			require.Equal(t, p.ProjectErr == nil, p.Project != nil)
		})
	}
	require.Equal(t, host, posthog.TroubleOf(errors.New("anything")))
}

func TestProbeReadsTheProject(t *testing.T) {
	for name, test := range map[string]struct {
		server http.Handler
		want   posthog.Project
	}{
		"minihog": {minihog.New(minihog.Options{Keys: []minihog.Key{{Value: apiKey, Scopes: []string{"*"}}}, Recording: minihog.Recording{SampleRate: "0.25"}}),
			posthog.Project{Name: "minihog", Token: minihog.DefaultToken, Replay: new(true), SampleRate: 0.25}},
		"off": {minihog.New(minihog.Options{Keys: []minihog.Key{{Value: apiKey, Scopes: []string{"*"}}}, Recording: minihog.Recording{Off: true}}),
			posthog.Project{Name: "minihog", Token: minihog.DefaultToken, Replay: new(false), SampleRate: 1}},
		"says little": {canned{200, "application/json", `{"id":1,"session_recording_sample_rate":null}`, nil}, posthog.Project{SampleRate: 1}},
	} {
		server := httptest.NewServer(test.server)
		t.Cleanup(server.Close)
		c, err := posthog.New(posthog.Options{Host: server.URL, Project: "1", Key: apiKey})
		require.NoError(t, err)
		p := c.Probe(t.Context())
		require.NoError(t, p.ProjectErr, name)
		require.Equal(t, test.want, *p.Project, name)
	}
}

func TestAppURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://eu.i.posthog.com": "https://eu.posthog.com", "https://us-assets.i.posthog.com/": "https://us.posthog.com",
		"https://posthog.corp.test/": "https://posthog.corp.test", "https://shop.test/ingest": "https://shop.test/ingest", "": "",
	} {
		require.Equal(t, want, posthog.AppURL(address), address)
	}
}
