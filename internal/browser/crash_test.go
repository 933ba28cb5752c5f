package browser

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/flow"
)

// crash is the other process of TestNothingIsLeft: it starts Chrome with its
// profile below dir, opens a page and dies without a chance to tidy up.
func crash(dir string) {
	b, err := Launch(context.Background(), Options{TempDir: dir})
	if err != nil {
		fmt.Println("launch:", err)
		os.Exit(9)
	}
	if _, err := b.openTab(context.Background()); err != nil {
		fmt.Println("tab:", err)
		os.Exit(9)
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n') // the test has looked
	switch os.Getenv("MASKPROOF_TEST_DEATH") {
	case "exit":
		os.Exit(1)
	case "goroutine panic":
		go func() { _ = os.Args[len(os.Args)] }()
	}
	select {} // the test kills us
}

// After a crash of any sort no Chrome process and no profile is left.
func TestNothingIsLeftAfterCrash(t *testing.T) {
	for _, death := range []string{"kill", "interrupt", "exit", "goroutine panic"} {
		t.Run(death, func(t *testing.T) {
			dir := t.TempDir()
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "MASKPROOF_TEST_CRASH="+dir, "MASKPROOF_TEST_DEATH="+death)
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			in, err := cmd.StdinPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			line, err := bufio.NewReader(out).ReadString('\n')
			require.NoError(t, err)
			require.Equal(t, "ready\n", line)
			require.NotEmpty(t, chromesUnder(t, dir), "Chrome runs before the crash")
			socket := socketFolder(t, dir)
			switch death {
			case "kill":
				require.NoError(t, cmd.Process.Kill())
			case "interrupt":
				require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
			default:
				_, err := in.Write([]byte("\n"))
				require.NoError(t, err)
			}
			require.Error(t, cmd.Wait())
			nothingLeft(t, dir)
			require.NoDirExists(t, socket)
		})
	}
}

func TestNothingIsLeftAfterClose(t *testing.T) {
	dir := t.TempDir()
	b, err := Launch(context.Background(), Options{TempDir: dir})
	require.NoError(t, err)
	socket := socketFolder(t, dir)
	b.Close()
	b.Close()
	require.NoDirExists(t, socket)
	require.Empty(t, chromesUnder(t, dir))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

// Chrome dies under a flow: the error says so, the trace keeps what was done,
// and nothing is left behind.
func TestChromeDiesMidFlow(t *testing.T) {
	dir := t.TempDir()
	b, err := Launch(context.Background(), Options{TempDir: dir, HostMap: []string{"MAP *.test 127.0.0.1"}})
	require.NoError(t, err)
	defer b.Close()
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/form.html", Steps: []flow.Step{
		on(flow.Fill, flow.Locator{Label: "E-mail"}, "x"),
		{Verb: flow.WaitFor, Condition: &flow.Condition{Text: "never"}, Timeout: time.Minute},
	}}
	trace, err := b.Run(context.Background(), f, RunOptions{
		BaseURL: "http://app.test:" + serve(t, files()), RunID: "r1",
		OnStep: func(st flow.StepTrace) {
			if st.Index == 0 {
				require.NoError(t, chromedp.FromContext(b.ctx).Browser.Process().Kill())
			}
		},
	})
	require.ErrorIs(t, err, ErrDied)
	require.Equal(t, flow.StepPassed, trace.Steps[0].Status)
	b.Close()
	nothingLeft(t, dir)
}

// A call may get the exit of Chrome before its context ends.
func TestExitIsDeath(t *testing.T) {
	b := &Browser{ctx: context.Background()}
	exit := exec.Command("false").Run()
	require.ErrorIs(t, b.why(context.Background(), fmt.Errorf("call: %w", exit)), ErrDied)
	require.NotErrorIs(t, b.why(context.Background(), context.Canceled), ErrDied)
	done, cancel := context.WithCancel(context.Background())
	cancel()
	require.NotErrorIs(t, b.why(done, exit), ErrDied, "we ended it")
}

// An interrupt ends a flow at once, in the middle of a wait.
func TestInterruptEndsAFlow(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	f := &flow.Flow{Name: "test", File: "f.yaml", Start: "/form.html", Steps: []flow.Step{
		sees("Order"),
		{Verb: flow.WaitFor, Condition: &flow.Condition{Text: "never"}, Timeout: time.Hour},
	}}
	trace, err := sharedBrowser(t).Run(ctx, f, RunOptions{
		BaseURL: "http://app.test:" + serve(t, files()), RunID: "r1",
		OnStep: func(flow.StepTrace) { cancel() },
	})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, flow.StepPassed, trace.Steps[0].Status)
}

func TestNoChrome(t *testing.T) {
	none := func(string) (string, error) { return "", exec.ErrNotFound }
	_, err := Launch(context.Background(), Options{LookPath: none})
	require.ErrorIs(t, err, ErrNoChrome)
	_, err = Launch(context.Background(), Options{Chrome: "/no/such/chrome"})
	require.ErrorIs(t, err, ErrNoChrome)
	require.ErrorContains(t, err, "/no/such/chrome")
	_, err = Launch(context.Background(), Options{Chrome: "true"})
	require.ErrorContains(t, err, "not a Chrome")
}

// nothingLeft waits for the last process and the folder to go: the kernel and
// the guard do that on their own.
func nothingLeft(t *testing.T, dir string) {
	t.Helper()
	require.Eventually(t, func() bool {
		left, err := os.ReadDir(dir)
		return err == nil && len(left) == 0 && len(chromesUnder(t, dir)) == 0
	}, 20*time.Second, 20*time.Millisecond, "a process or a profile is left in %s", dir)
}

// socketFolder is where Chrome keeps the socket of the profile below dir.
func socketFolder(t *testing.T, dir string) string {
	t.Helper()
	links, err := filepath.Glob(filepath.Join(dir, "*", "SingletonSocket"))
	require.NoError(t, err)
	require.Len(t, links, 1)
	socket, err := os.Readlink(links[0])
	require.NoError(t, err)
	require.DirExists(t, filepath.Dir(socket))
	return filepath.Dir(socket)
}

// chromesUnder lists the processes that have a profile below dir.
func chromesUnder(t *testing.T, dir string) []int {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	if len(files) == 0 {
		return processList(t, dir)
	}
	var pids []int
	for _, file := range files {
		line, err := os.ReadFile(file)
		if err == nil && bytes.Contains(line, []byte("--user-data-dir="+dir)) {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			require.NoError(t, err)
			pids = append(pids, pid)
		}
	}
	return pids
}

// processList is chromesUnder where there is no /proc.
func processList(t *testing.T, dir string) []int {
	out, err := exec.Command("ps", "-axo", "pid=,command=").Output()
	require.NoError(t, err)
	var pids []int
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "--user-data-dir="+dir) {
			pid, err := strconv.Atoi(strings.Fields(line)[0])
			require.NoError(t, err)
			pids = append(pids, pid)
		}
	}
	return pids
}
