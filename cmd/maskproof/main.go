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

func main() { os.Exit(run()) }

// run ends its context at the first interrupt and gives signals back to the
// system then, so that a second one ends the process at once.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return cli.Main(ctx, cli.FromOS())
}
