// Command maskproof proves that what people type into a web app does not end up
// in its PostHog session recordings.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/maskproof/maskproof/internal/cli"
)

// What the build was made of, set by the linker for a release (.goreleaser.yaml);
// else Go's own record is read.
var version, commit, date string

func main() { os.Exit(run()) }

// run ends its context at the first interrupt and gives signals back to the
// system then, so that a second one ends the process at once.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	p := cli.FromOS()
	if version != "" {
		p.Version, p.Commit, p.Date = version, commit, date
	}
	return cli.Main(ctx, p)
}
