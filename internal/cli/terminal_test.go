package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"github.com/stretchr/testify/require"
)

// session is maskproof on a pseudo terminal of 90 columns.
type session struct {
	t     *testing.T
	cmd   *exec.Cmd
	tty   *os.File
	cells *vt.SafeEmulator
	sent  strings.Builder // all that it wrote
}

func onTerminal(t *testing.T, args ...string) *session {
	t.Helper()
	return startOnTerminal(t, func(*exec.Cmd) {}, args...)
}

func startOnTerminal(t *testing.T, change func(*exec.Cmd), args ...string) *session {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	s := &session{t: t, cells: vt.NewSafeEmulator(90, 24)}
	s.cmd = &exec.Cmd{
		Path: self, Args: append([]string{"maskproof"}, args...), // TestMain goes by the program's name
		Env: []string{"TERM=xterm-256color", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()},
	}
	change(s.cmd)
	s.tty, err = pty.StartWithSize(s.cmd, &pty.Winsize{Cols: 90, Rows: 24})
	require.NoError(t, err)
	t.Cleanup(func() { s.tty.Close() })
	return s
}

// until reads what the program writes up to a text on the screen.
func (s *session) until(text string) {
	s.t.Helper()
	buf := make([]byte, 4096)
	for !strings.Contains(s.cells.String(), text) {
		n, err := s.tty.Read(buf)
		require.NoError(s.t, err, "%q never came: %s", text, s.cells.String())
		s.take(buf[:n])
	}
}

// end reads to the end and returns the exit code.
func (s *session) end() int {
	s.t.Helper()
	buf := make([]byte, 4096)
	for {
		n, err := s.tty.Read(buf)
		s.take(buf[:n])
		if err != nil {
			break // a pseudo terminal ends with an error
		}
	}
	_ = s.cmd.Wait() // the exit code tells
	return s.cmd.ProcessState.ExitCode()
}

func (s *session) take(b []byte) {
	s.sent.Write(b)
	_, err := s.cells.Write(b)
	require.NoError(s.t, err)
}

func corpusArgs(t *testing.T) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "canaries.yaml")
	require.NoError(t, os.WriteFile(file, []byte("canaries: [{id: email, kind: email, value: quxbarblee@example.com}]"), 0o600))
	corpus, err := filepath.Abs("../scan/testdata/channels")
	require.NoError(t, err)
	return []string{"scan", "--canaries", file, corpus}
}

// TestScanOnATerminal: how far it is stands there while it scans, and in one line
// behind it, with the result below.
func TestScanOnATerminal(t *testing.T) {
	s := onTerminal(t, corpusArgs(t)...)
	s.until("scanning  ━")
	require.Regexp(t, `scanning  [━─]{18}  \d+ of \d+ files  [\d.]+ [kM]B of [\d.]+ [kM]B`, s.cells.String())
	code := s.end()
	require.Contains(t, []int{0, 3}, code)
	screen := s.cells.String()
	t.Log(screen)
	require.NotContains(t, screen, "scanning")
	require.Regexp(t, `read \d+ files, [\d.]+ MB in `, screen)
	require.Contains(t, s.sent.String(), "\x1b[", "there are colours")
	require.NotContains(t, s.sent.String(), "\x1b[?25l", "the cursor is not hidden")
}

// TestInterruptOnATerminal: Ctrl-C keeps the last state and leaves the terminal sane.
func TestInterruptOnATerminal(t *testing.T) {
	s := onTerminal(t, corpusArgs(t)...)
	s.until("scanning  ━")
	_, err := s.tty.Write([]byte{3}) // Ctrl-C, as the terminal hears it
	require.NoError(t, err)
	require.Equal(t, 130, s.end())
	require.Regexp(t, `stopped after \d+ of \d+ files`, s.cells.String()+s.sent.String())
	require.True(t, strings.HasSuffix(s.sent.String(), "\r\n"), "the shell's prompt begins a line")
	modes := strings.NewReplacer("\x1b[?2026h", "", "\x1b[?2026l", "").Replace(s.sent.String())
	require.NotContains(t, modes, "\x1b[?")
}

// TestNotLive: where nobody looks, or lines were asked for, nothing is painted over.
func TestNotLive(t *testing.T) {
	for name, change := range map[string]func(*exec.Cmd){
		"CI":      func(c *exec.Cmd) { c.Env = append(c.Env, "CI=true") },
		"dumb":    func(c *exec.Cmd) { c.Env = append(c.Env, "TERM=dumb") },
		"quiet":   func(c *exec.Cmd) { c.Args = append(c.Args, "--quiet") },
		"verbose": func(c *exec.Cmd) { c.Args = append(c.Args, "--verbose") },
		"json":    func(c *exec.Cmd) { c.Args = append(c.Args, "--log-format", "json") },
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "recording.jsonl")
			require.NoError(t, os.WriteFile(file, []byte(oneLeak), 0o600))
			args := append(scanArgs(t)[:3], file)
			s := startOnTerminal(t, change, args...)
			require.Equal(t, 1, s.end())
			require.NotContains(t, s.sent.String(), "\x1b[J")
			require.Contains(t, s.sent.String(), "LEAKED")
		})
	}
}
