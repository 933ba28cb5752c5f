package cli_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/verify"
)

// TestInterruptAtAnyMoment interrupts a real run while Chrome starts, in the middle of
// the flows and while recordings are fetched: the reports are whole and call nothing
// masked that was not proven before, and no process and no profile is left.
func TestInterruptAtAnyMoment(t *testing.T) {
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	for moment, line := range map[string]string{
		"at the start": "", "in the flows": " step 2/", "while it fetches": " recording ",
	} {
		t.Run(moment, func(t *testing.T) {
			temp, out := t.TempDir(), t.TempDir()
			cmd := exec.Command("maskproof", "run", "demo-masked", "--out", out)
			cmd.Env = append(os.Environ(), "TMPDIR="+temp, "MASKPROOF_CACHE="+filepath.Join(cache, "maskproof"))
			stopAt(t, cmd, func(text string) bool { return strings.Contains(text, line) })
			require.Equal(t, 130, cmd.ProcessState.ExitCode())
			require.Empty(t, profilesIn(temp))
			require.Empty(t, processesWith(t, temp))
			runs, err := filepath.Glob(filepath.Join(out, "*"))
			require.NoError(t, err)
			if line == "" && len(runs) == 0 {
				return // it had not begun
			}
			require.Len(t, runs, 1)
			wholeReports(t, runs[0])
		})
	}
}

// stopAt starts a command and interrupts it at the first line of its progress that
// is asked for, then waits for its end.
func stopAt(t *testing.T, cmd *exec.Cmd, now func(line string) bool) {
	progress, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	stopped := false
	lines := bufio.NewScanner(progress)
	var all []string
	for lines.Scan() {
		all = append(all, lines.Text())
		if !stopped && now(lines.Text()) {
			stopped = true
			require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
		}
	}
	_ = cmd.Wait() // its code is looked at by the caller
	require.True(t, stopped, "that moment never came:\n%s", strings.Join(all, "\n"))
}

func profilesIn(dir string) []string {
	list, _ := filepath.Glob(filepath.Join(dir, "maskproof-chrome-*"))
	return list
}

// processesWith lists the processes whose command line has a text.
func processesWith(t *testing.T, text string) (found []string) {
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		if line, err := os.ReadFile(file); err == nil && strings.Contains(string(line), text) {
			found = append(found, strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return found
}

func wholeReports(t *testing.T, dir string) {
	data, err := os.ReadFile(filepath.Join(dir, "result.json"))
	require.NoError(t, err)
	var r verify.Result
	require.NoError(t, json.Unmarshal(data, &r))
	require.True(t, r.Interrupted)
	require.Equal(t, verify.VerdictInconclusive, r.Verdict)
	for _, f := range r.Flows {
		require.True(t, f.Verdict == verify.VerdictInconclusive || f.Coverage.EndMarker, "%s: %s", f.Name, f.Verdict)
	}
	for file, end := range map[string]string{"report.html": "</html>", "junit.xml": "</testsuites>"} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		require.NoError(t, err)
		require.True(t, strings.HasSuffix(strings.TrimSpace(string(text)), end), file)
	}
	text, err := os.ReadFile(filepath.Join(dir, "report.txt"))
	require.NoError(t, err)
	require.Contains(t, string(text), "interrupted")
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	require.Empty(t, left, "temporary files")
}
