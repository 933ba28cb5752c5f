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

// soakRounds is the environment variable that asks for TestSoak and says how many
// rounds it has.
const soakRounds = "MASKPROOF_SOAK"

// warmUp is how many rounds pass before growth counts: caches fill, and Chrome
// keeps a process or two in store.
const warmUp = 3

// TestSoak walks the demo's flows over and over in one Chrome, the masked shop and
// the leaky one by turns. Each round must give its known answer, and none may
// leave anything behind.
func TestSoak(t *testing.T) {
	rounds, err := strconv.Atoi(os.Getenv(soakRounds))
	if os.Getenv(soakRounds) == "" {
		t.Skip("takes hours: run make soak")
	}
	require.NoError(t, err)
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

// footprint is what the test holds at one moment.
type footprint struct {
	Goroutines  int
	Descriptors int // open files and sockets of this process
	Files       int // in the folder for temporary files and in that of the runs
	Processes   int // that descend from this one: Chrome's
	Heap        int // of this process after a collection, in KiB
	Chrome      int // memory of those processes, in KiB
}

// beyond lists what grew by more than a moment's chance explains. What leaks once
// a round passes every bound well before 200 rounds.
func (f footprint) beyond(before footprint) (grown []string) {
	for _, x := range []struct {
		name             string
		now, was, leeway int
	}{
		{"goroutines", f.Goroutines, before.Goroutines, 20},
		{"open descriptors", f.Descriptors, before.Descriptors, 20},
		{"temporary files", f.Files, before.Files, 5},
		{"processes", f.Processes, before.Processes, 4},
		{"heap in KiB", f.Heap, before.Heap, 16 << 10},
		{"Chrome's memory in KiB", f.Chrome, before.Chrome, before.Chrome/2 + 256<<10},
	} {
		if x.now > x.was+x.leeway {
			grown = append(grown, fmt.Sprintf("%s: %d, were %d", x.name, x.now, x.was))
		}
	}
	return grown
}

// TestGrowth: what leaks a little each round is found by the end of a soak, and
// what comes and goes is not.
func TestGrowth(t *testing.T) {
	before := footprint{Goroutines: 12, Descriptors: 16, Files: 1, Processes: 11, Heap: 4 << 10, Chrome: 900 << 10}
	const rounds = 200 - warmUp
	tests := map[string]struct {
		each footprint // more of it, each round
		want string
	}{
		"nothing":     {footprint{}, ""},
		"goroutines":  {footprint{Goroutines: 1}, "goroutines"},
		"descriptors": {footprint{Descriptors: 1}, "open descriptors"},
		"files":       {footprint{Files: 1}, "temporary files"},
		"processes":   {footprint{Processes: 1}, "processes"},
		"heap":        {footprint{Heap: 100}, "heap in KiB"},
		"tabs":        {footprint{Chrome: 4 << 10}, "Chrome's memory in KiB"},
	}
	for name, test := range tests {
		more := func(was, each int) int { return was + rounds*each }
		grown := footprint{
			more(before.Goroutines, test.each.Goroutines), more(before.Descriptors, test.each.Descriptors),
			more(before.Files, test.each.Files), more(before.Processes, test.each.Processes),
			more(before.Heap, test.each.Heap), more(before.Chrome, test.each.Chrome),
		}.beyond(before)
		if test.want == "" {
			require.Empty(t, grown, name)
			continue
		}
		require.Len(t, grown, 1, name)
		require.Contains(t, grown[0], test.want+": ")
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
