package cli_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/cli"
)

var update = flag.Bool("update", false, "write the expected outputs in the scripts anew")

// TestMain makes the test binary a maskproof of its own for the scripts, built
// like cmd/maskproof.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"maskproof": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		context.AfterFunc(ctx, stop)
		os.Exit(cli.Main(ctx, cli.FromOS()))
	}})
}

// TestScripts runs the command line as users do. Only demo.txtar starts Chrome;
// scripts that need posthog-js find it in the user's cache, where the demo keeps it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "waitfor": waitFor, "valueless": valueless,
		},
	})
}

func setup(env *testscript.Env) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	bin, _, _ := strings.Cut(env.Getenv("PATH"), string(os.PathListSeparator))
	env.Setenv("BIN", bin)
	env.Setenv("CACHE", filepath.Join(cache, "maskproof"))
	return nil
}

// exits runs a command and compares its exit code: "exits 4 maskproof run".
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("run %s: %v", args[1], err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// waitFor waits until a file holds a text: "waitfor out.txt ready".
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: waitfor FILE TEXT")
	}
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		data, err := os.ReadFile(ts.MkAbs(args[0]))
		if err == nil && strings.Contains(string(data), args[1]) {
			return
		}
		time.Sleep(10 * time.Millisecond) // polls a file; the deadline bounds it
	}
	ts.Fatalf("%s never held %q", args[0], args[1])
}

// valueless checks that nothing but canaries.yaml, the recordings and PostHog's raw
// answers of the runs in a folder, and nothing that the last command printed, holds
// a canary's value: "valueless runs".
func valueless(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: valueless FOLDER")
	}
	runs, err := filepath.Glob(ts.MkAbs(args[0]) + "/*")
	ts.Check(err)
	for _, run := range runs {
		file, err := os.Open(filepath.Join(run, "canaries.yaml"))
		ts.Check(err)
		canaries, _, err := canary.ParseSet(file, "canaries.yaml")
		file.Close()
		ts.Check(err)
		written := map[string]string{"stdout": ts.ReadFile("stdout"), "stderr": ts.ReadFile("stderr")}
		for _, pattern := range []string{"*.json", "*.xml", "*.txt", "*.html", "traces/*"} {
			names, err := filepath.Glob(filepath.Join(run, pattern))
			ts.Check(err)
			for _, name := range names {
				written[name] = ts.ReadFile(name)
			}
		}
		if len(written) < 6 {
			ts.Fatalf("%s: a run leaves more than %d files", run, len(written))
		}
		for name, text := range written {
			for _, c := range canaries {
				if len(c.Value) > 4 && strings.Contains(text, c.Value) { // a CVC stands in every number
					ts.Fatalf("%s holds the value of %s", name, c.ID)
				}
			}
		}
	}
	if len(runs) == 0 {
		ts.Fatalf("no runs in %s", args[0])
	}
}
