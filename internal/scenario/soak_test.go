//go:build soak

package scenario_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/scenario"
)

// soakRounds is the environment variable that says how many rounds TestSoak has.
const soakRounds = "MASKPROOF_SOAK"

// TestSoak walks the demo's flows over and over in one Chrome, the masked shop and
// the leaky one by turns. Each round must give its known answer, and none may
// leave anything behind. It takes hours, and therefore a build tag: make soak.
func TestSoak(t *testing.T) {
	rounds, err := strconv.Atoi(os.Getenv(soakRounds))
	require.NoError(t, err, "%s says how many rounds", soakRounds)
	require.Greater(t, rounds, warmUp, "growth is measured after %d rounds", warmUp)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	d := deps(t)
	d.Notify, d.Browser.Remote = nil, sharedChrome(t)
	var before footprint
	for n := 1; n <= rounds; n++ {
		s := load(t, []string{"demo-masked", "demo-leaky"}[n%2])
		result, dir, err := scenario.Run(context.Background(), s, d)
		require.NoError(t, err, "round %d", n)
		for _, f := range result.Flows {
			require.Nil(t, f.Failure, "round %d: %s: %+v", n, f.Name, f.Failure)
		}
		require.EqualValues(t, s.Expect, result.Verdict, "round %d", n)
		require.NoError(t, os.RemoveAll(dir))
		now := measure(t, temp, d.Out)
		t.Logf("round %d: %s, %+v", n, result.Verdict, now)
		if n == warmUp {
			before = now
		}
	}
	var grown []string
	require.Eventually(t, func() bool {
		grown = measure(t, temp, d.Out).beyond(before)
		return len(grown) == 0
	}, 30*time.Second, time.Second, "%d rounds after the warm-up: %v", rounds-warmUp, &grown)
}

// sharedChrome starts a Chrome for the whole test and returns its CDP address.
func sharedChrome(t *testing.T) string {
	dir := t.TempDir()
	b, err := browser.Launch(context.Background(), browser.Options{
		TempDir: dir, HostMap: []string{"MAP *.test 127.0.0.1"}, LookPath: listening(t),
	})
	require.NoError(t, err)
	t.Cleanup(b.Close)
	// Chrome writes its port and its path there (chrome/browser/devtools/
	// remote_debugging_server.cc).
	var address string
	require.Eventually(t, func() bool {
		files, _ := filepath.Glob(filepath.Join(dir, "*", "DevToolsActivePort"))
		if len(files) == 0 {
			return false
		}
		text, err := os.ReadFile(files[0])
		port, path, found := strings.Cut(strings.TrimSpace(string(text)), "\n")
		address = "ws://127.0.0.1:" + port + path
		return err == nil && found
	}, 20*time.Second, 20*time.Millisecond, "Chrome does not say where it listens")
	return address
}

// listening finds Chrome, in a script that has it listen on a port beside the pipe
// by which we end it.
func listening(t *testing.T) func(string) (string, error) {
	script := filepath.Join(t.TempDir(), "chrome")
	return func(name string) (string, error) {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", err
		}
		text := fmt.Sprintf("#!/bin/sh\nexec '%s' \"$@\" --remote-debugging-port=0\n", path)
		return script, os.WriteFile(script, []byte(text), 0o700)
	}
}

func measure(t *testing.T, folders ...string) footprint {
	var f footprint
	for _, folder := range append(folders, "/dev/fd") {
		entries, err := os.ReadDir(folder)
		require.NoError(t, err)
		if folder == "/dev/fd" {
			f.Descriptors = len(entries)
		} else {
			f.Files += len(entries)
		}
	}
	f.Processes, f.Chrome = descendants(t)
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	f.Heap, f.Goroutines = int(memory.HeapAlloc>>10), runtime.NumGoroutine()
	return f
}

// descendants counts the processes that this one started, and those that they
// did, and adds up their resident memory in KiB.
func descendants(t *testing.T) (count, memory int) {
	out, err := exec.Command("ps", "-axo", "pid=,ppid=,rss=").Output()
	require.NoError(t, err)
	children, size := map[int][]int{}, map[int]int{}
	for line := range bytes.Lines(out) {
		var pid, parent, rss int
		_, err := fmt.Sscan(string(line), &pid, &parent, &rss)
		require.NoError(t, err)
		children[parent], size[pid] = append(children[parent], pid), rss
	}
	for queue := children[os.Getpid()]; len(queue) > 0; queue = queue[1:] {
		queue = append(queue, children[queue[0]]...)
		count, memory = count+1, memory+size[queue[0]]
	}
	return count, memory
}
