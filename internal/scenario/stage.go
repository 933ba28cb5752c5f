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

// stage is what a run plays on: the app's address, the PostHog to ask, and what
// of both we started ourselves.
type stage struct {
	appURL  string
	host    string
	project string
	key     posthog.Secret
	budget  posthog.Budget
	hostMap []string
	servers []*http.Server
}

// The host names of the demo. They are not "localhost", on which posthog-js
// records no network; the payment provider's is another site than the shop's.
const (
	shopHost = "shop.test"
	payHost  = "pay.cards.test"
	hogHost  = "hog.test"
)

func newStage(ctx context.Context, s *Scenario, d Deps, notify func(string)) (*stage, error) {
	st := &stage{appURL: s.App.URL, host: s.PostHog.Host, project: s.PostHog.Project, key: s.PostHog.Key}
	if s.App.Demo == "" {
		return st, nil
	}
	if !s.PostHog.Embedded {
		return nil, &BadInput{errors.New(s.File + ": app: {demo: …} goes with posthog: {embedded: true}")}
	}
	if err := st.startDemo(ctx, s, d, notify); err != nil {
		st.close()
		return nil, err
	}
	return st, nil
}

// startDemo starts minihog and the demo shop on loopback.
func (st *stage) startDemo(ctx context.Context, s *Scenario, d Deps, notify func(string)) error {
	assets, err := minihog.LoadAssets(ctx, minihog.AssetOptions{CacheDir: d.CacheDir, Log: notify})
	if err != nil {
		return fmt.Errorf("get posthog-js for the embedded PostHog: %w", err)
	}
	st.key, st.project = posthog.Secret("phx_"+rand.Text()), "1"
	st.budget = posthog.Budget{Unlimited: true}
	hog := minihog.New(minihog.Options{
		Assets: assets, ProjectID: st.project, Faults: d.Faults, Clock: d.Now,
		Keys: []minihog.Key{{
			Value:  string(st.key),
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
	st.appURL = "http://" + shopHost + ":" + shopPort
	st.host = "http://127.0.0.1:" + hogPort
	st.hostMap = []string{"MAP *.test 127.0.0.1"}
	return nil
}

// handover serves a handler that needs to know its own port.
type handover struct{ to http.Handler }

func (h *handover) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.to.ServeHTTP(w, r) }

// serve starts a server on a free loopback port and returns the port.
func (st *stage) serve(h http.Handler) (string, error) {
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

func (st *stage) close() {
	for _, srv := range st.servers {
		srv.Close()
	}
}
