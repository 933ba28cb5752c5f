// Command maskproof-pictures makes the pictures of README.md, demo.png and
// report.png, in a folder: it runs the demo on an emulated terminal, and shows that
// terminal and the report of the leaky shop in headless Chrome.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/cli"
)

// The report's picture shows the top of the page, to the end of the first leak.
const reportWidth, reportHeight = 1200, 1880

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	chrome := flag.String("chrome", "", "path of Chrome; searched for if not given")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: maskproof-pictures [-chrome PATH] FOLDER")
		os.Exit(4)
	}
	if err := pictures(ctx, *chrome, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "maskproof-pictures:", err)
		os.Exit(1)
	}
}

func pictures(ctx context.Context, chrome, folder string) error {
	folder, err := filepath.Abs(folder) // the demo runs elsewhere
	if err != nil {
		return err
	}
	runs, err := os.MkdirTemp("", "maskproof-pictures-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(runs)
	term, err := demo(ctx, chrome, runs)
	if err != nil {
		return err
	}
	reports, err := filepath.Glob(filepath.Join(runs, ".maskproof", "runs", "*-demo-leaky", "report.html"))
	if err != nil || len(reports) != 1 {
		return fmt.Errorf("the demo left %d reports of the leaky shop in %s", len(reports), runs)
	}
	page, err := os.ReadFile(reports[0])
	if err != nil {
		return err
	}
	b, err := browser.Launch(ctx, browser.Options{Chrome: chrome})
	if err != nil {
		return err
	}
	defer b.Close()
	return errors.Join(
		shoot(ctx, b, filepath.Join(folder, "demo.png"), term.page("$ maskproof demo"), term.pixels(), 0),
		shoot(ctx, b, filepath.Join(folder, "report.png"), string(page), reportWidth, reportHeight),
	)
}

// demo runs the demo as a person would, but for the folder, in which it leaves its
// runs under the names that people see.
func demo(ctx context.Context, chrome, folder string) (*screen, error) {
	if err := os.Chdir(folder); err != nil {
		return nil, err
	}
	term := newScreen()
	p := cli.FromOS()
	p.Args, p.Stdout, p.Stderr = []string{"demo", "--chrome", chrome}, term, term
	p.Terminal = cli.Terminal{Stdout: true, Stderr: true, Width: columns, Size: func() (int, int) { return columns, rows }}
	p.Env = func(name string) (string, bool) {
		switch name {
		case "CI", "NO_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS":
			return "", false
		case "TERM":
			return "xterm-256color", true
		}
		return os.LookupEnv(name)
	}
	if code := cli.Main(ctx, p); code != 0 {
		return nil, fmt.Errorf("the demo ended with exit code %d:\n%s", code, term.text())
	}
	return term, nil
}

func shoot(ctx context.Context, b *browser.Browser, file, page string, width, height int) error {
	png, err := b.Picture(ctx, page, width, height)
	if err != nil {
		return err
	}
	return os.WriteFile(file, png, 0o644)
}
