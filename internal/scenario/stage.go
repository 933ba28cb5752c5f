package scenario

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/maskproof/maskproof/internal/demo"
	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/posthog"
)

// Stage is what a run plays on: the app's address, the PostHog to ask, and what
// of both we started ourselves.
type Stage struct {
	AppURL  string
	Host    string
	Project string
	Key     posthog.Secret
	Budget  posthog.Budget
	HostMap []string // for browser.Options
	servers []*http.Server
}

// The host names of the demo. They are not "localhost", on which posthog-js
// records no network; the payment provider's is another site than the shop's.
const (
	shopHost = "shop.test"
	payHost  = "pay.cards.test"
	hogHost  = "hog.test"
)

// NewStage starts what the scenario does not bring itself: the demo shop and the
// embedded PostHog, on loopback, until Close. Nothing is asked of what it does
// bring. notify is told of slow work.
func NewStage(ctx context.Context, s *Scenario, d Deps, notify func(string)) (*Stage, error) {
	st := &Stage{AppURL: s.App.URL, Host: s.PostHog.Host, Project: s.PostHog.Project, Key: s.PostHog.Key}
	if s.App.Demo == "" {
		return st, nil
	}
	if !s.PostHog.Embedded {
		return nil, &BadInput{errors.New(s.File + ": app: {demo: …} goes with posthog: {embedded: true}")}
	}
	if err := st.startDemo(ctx, s, d, notify); err != nil {
		st.Close()
		return nil, err
	}
	return st, nil
}

// startDemo starts minihog and the demo shop on loopback.
func (st *Stage) startDemo(ctx context.Context, s *Scenario, d Deps, notify func(string)) error {
	assets, err := minihog.LoadAssets(ctx, minihog.AssetOptions{CacheDir: d.CacheDir, Log: notify})
	if err != nil {
		return fmt.Errorf("get posthog-js for the embedded PostHog: %w", err)
	}
	st.Key, st.Project = posthog.Secret("phx_"+rand.Text()), "1"
	st.Budget = posthog.Budget{Unlimited: true}
	hog := minihog.New(minihog.Options{
		Assets: assets, ProjectID: st.Project, Faults: d.Faults, Clock: d.Now,
		Keys: []minihog.Key{{
			Value:  string(st.Key),
			Scopes: []string{minihog.ScopeRecordingRead, minihog.ScopeRecordingWrite, minihog.ScopeProjectRead},
		}},
		Recording: minihog.Recording{Console: true, Network: minihog.Network{Timing: true}},
	})
	hogPort, err := st.serve(hog)
	if err != nil {
		return err
	}
	shop := &handover{}
	shopPort, err := st.serve(shop)
	if err != nil {
		return err
	}
	shop.to = demo.New(demo.Options{
		Leaky:   s.App.Demo == DemoLeaky,
		PostHog: "http://" + hogHost + ":" + hogPort, Token: minihog.DefaultToken,
		PayOrigin:    "http://" + payHost + ":" + shopPort,
		InitOverride: d.Demo.InitOverride, CSP: d.Demo.CSP,
	})
	st.AppURL = "http://" + shopHost + ":" + shopPort
	st.Host = "http://127.0.0.1:" + hogPort
	st.HostMap = []string{"MAP *.test 127.0.0.1"}
	return nil
}

// handover serves a handler that needs to know its own port.
type handover struct{ to http.Handler }

func (h *handover) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.to.ServeHTTP(w, r) }

// serve starts a server on a free loopback port and returns the port.
func (st *Stage) serve(h http.Handler) (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("listen on loopback: %w", err)
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	st.servers = append(st.servers, srv)
	go srv.Serve(ln)
	_, port, err := net.SplitHostPort(ln.Addr().String())
	return port, err
}

// Close ends what was started.
func (st *Stage) Close() {
	for _, srv := range st.servers {
		srv.Close()
	}
}
