// Command maskproof-corpus records the pages of the corpus of leak channels again,
// with real posthog-js in real Chrome. Names of channels as arguments record only
// those.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/maskproof/maskproof/internal/corpus"
	"github.com/maskproof/maskproof/internal/minihog"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir := flag.String("dir", "internal/scan/testdata/channels", "folder of the pages")
	chrome := flag.String("chrome", "", "path of Chrome; searched for if not given")
	flag.Parse()
	if err := record(ctx, *dir, *chrome, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "maskproof-corpus:", err)
		os.Exit(1)
	}
}

func record(ctx context.Context, dir, chrome string, names []string) error {
	log := func(line string) { fmt.Fprintln(os.Stderr, line) }
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	assets, err := minihog.LoadAssets(ctx, minihog.AssetOptions{CacheDir: filepath.Join(cache, "maskproof"), Log: log})
	if err != nil {
		return err
	}
	return corpus.Record(ctx, corpus.Options{Dir: dir, Assets: assets, Chrome: chrome, Only: names, Log: log})
}
