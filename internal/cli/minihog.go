package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/minihog"
)

type minihogOptions struct {
	process *Process

	listen    string
	key       string
	project   string
	token     string
	fetchOnly bool
}

func newMinihog(p *Process) *cobra.Command {
	o := &minihogOptions{process: p}
	cmd := &cobra.Command{
		Use:   "minihog",
		Short: "Run the embedded PostHog alone, for a preview build of your app",
		Long: `Run minihog, a small stand-in for PostHog: it serves real posthog-js, takes recordings
in, and answers PostHog's API, so that maskproof can read them back. Point the api_host of
a preview build at it to check that build before it meets your real project.

Recordings are kept in memory until it is stopped with Ctrl-C.`,
		Example: "  maskproof minihog\n  maskproof minihog --listen 127.0.0.1:9000 --token phc_yours",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runMinihog(cmd.Context(), o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.listen, "listen", "127.0.0.1:8123", "address to listen on; port 0 takes a free one")
	f.StringVar(&o.key, "key", "", "personal API key that opens its API; made up if not given")
	f.StringVar(&o.project, "project", "1", "project number")
	f.StringVar(&o.token, "token", minihog.DefaultToken, "project token that the app gives to posthog.init")
	f.BoolVar(&o.fetchOnly, "fetch-only", false, "only fetch posthog-js into the cache and end")
	f.Lookup("fetch-only").Hidden = true // for make setup
	return cmd
}

func runMinihog(ctx context.Context, o *minihogOptions) error {
	p := o.process
	log := func(line string) { p.say(slog.LevelInfo, oneLine(line)) }
	assets, err := minihog.LoadAssets(ctx, minihog.AssetOptions{CacheDir: p.cacheDir(), Log: log})
	if err != nil || o.fetchOnly {
		return err
	}
	ln, err := net.Listen("tcp", o.listen)
	if err != nil {
		return &badInput{err}
	}
	shown := "…"
	if o.key == "" {
		o.key = "phx_" + rand.Text()
		shown = o.key // made for this process alone, and it opens nothing else
	}
	server := minihog.New(minihog.Options{
		Assets: assets, ProjectID: o.project, Token: o.token, Clock: p.Now, Log: log,
		Keys:      []minihog.Key{{Value: o.key, Scopes: []string{"*"}}},
		Recording: minihog.Recording{Console: true, Network: minihog.Network{Timing: true}},
	})
	fmt.Fprintf(p.Stdout, minihogHelp, ln.Addr(), assets.Version(), o.token, o.project, shown)
	if host, _, err := net.SplitHostPort(o.listen); err == nil && !net.ParseIP(host).IsLoopback() && host != "localhost" {
		log("warning: other machines can reach this address")
	}
	return serve(ctx, ln, server)
}

const minihogHelp = `minihog listens on http://%[1]s and serves posthog-js %[2]s. Ctrl-C stops it.

In the app:
  posthog.init(%[3]q, {api_host: "http://%[1]s"})

In the scenario:
  posthog: {host: "http://%[1]s", project: %[4]q, api_key: "${MINIHOG_KEY}"}

In the shell that runs maskproof:
  export MINIHOG_KEY=%[5]s
`

// serve answers until ctx ends, which is how a server is meant to end: no error.
func serve(ctx context.Context, ln net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	// What is under way gets a moment: it is a page's last recorder request.
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(patience); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop: %w", err)
	}
	return server.Close()
}
