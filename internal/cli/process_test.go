package cli_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/cli"
)

// fake is a whole process of a test: nothing of it comes from the machine but
// the cache of posthog-js.
type fake struct {
	cli.Process
	out, err bytes.Buffer
}

func newFake(t *testing.T, args ...string) *fake {
	t.Helper()
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	f := &fake{}
	f.Process = cli.Process{
		Args: args, Env: func(string) (string, bool) { return "", false },
		Stdin: strings.NewReader(""), Stdout: &f.out, Stderr: &f.err,
		CacheDir: filepath.Join(cache, "maskproof"), Version: "v1.2.3", Now: time.Now,
	}
	return f
}

const oneLeak = `["w1",{"type":2,"timestamp":1764000000100,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":5,"textContent":"for quxbarblee@example.com","id":5}]},"initialOffset":{"left":0,"top":0}}}]`

func scanArgs(t *testing.T) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "canaries.yaml")
	require.NoError(t, os.WriteFile(file, []byte("canaries: [{id: email, kind: email, value: quxbarblee@example.com}]"), 0o600))
	return []string{"scan", "--canaries", file, "-"}
}

func TestColorOnlyOnATerminal(t *testing.T) {
	for _, tc := range []struct {
		name     string
		terminal bool
		env      map[string]string
		want     bool
	}{
		{"terminal", true, nil, true},
		{"pipe", false, nil, false},
		{"NO_COLOR", true, map[string]string{"NO_COLOR": "1"}, false},
		{"NO_COLOR=", true, map[string]string{"NO_COLOR": ""}, true},
		{"dumb", true, map[string]string{"TERM": "dumb"}, false},
		{"CLICOLOR_FORCE", false, map[string]string{"CLICOLOR_FORCE": "1"}, true},
		{"CLICOLOR_FORCE=0", false, map[string]string{"CLICOLOR_FORCE": "0"}, false},
		{"both", false, map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, false},
		{"pipe --color=always", false, map[string]string{"NO_COLOR": "1"}, true},
		{"terminal --color=never", true, map[string]string{"CLICOLOR_FORCE": "1"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			args := scanArgs(t)
			if _, flag, ok := strings.Cut(tc.name, " "); ok {
				args = append(args, flag)
			}
			f := newFake(t, args...)
			f.Stdin, f.Terminal.Stdout = strings.NewReader(oneLeak), tc.terminal
			f.Env = func(name string) (string, bool) { v, ok := tc.env[name]; return v, ok }
			require.Equal(t, 1, cli.Main(context.Background(), f.Process))
			require.Equal(t, tc.want, strings.Contains(f.out.String(), "\x1b["))
		})
	}
}

// TestInterrupted: whatever is under way, the code is 130 and nothing is called
// masked or clean.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range [][]string{scanArgs(t), {"demo", "--out", t.TempDir()}, {"run", "demo-masked", "--out", t.TempDir()}} {
		f := newFake(t, args...)
		f.Stdin = strings.NewReader(oneLeak)
		require.Equal(t, 130, cli.Main(ctx, f.Process), args)
		require.NotContains(t, f.out.String(), "MASKED")
		require.NotContains(t, f.out.String(), "NOTHING FOUND")
	}
}

// TestBrokenOutput: a report that could not be written is no success.
func TestBrokenOutput(t *testing.T) {
	f := newFake(t, "version")
	f.Stdout = brokenPipe{}
	require.Equal(t, 5, cli.Main(context.Background(), f.Process))
	require.Contains(t, f.err.String(), "closed pipe")

	f = newFake(t, scanArgs(t)...)
	f.Stdin, f.Stdout = strings.NewReader(oneLeak), brokenPipe{}
	require.Equal(t, 1, cli.Main(context.Background(), f.Process), "the leak stands")
	require.Contains(t, f.err.String(), "closed pipe")
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestMinihogAnswers starts minihog, asks it as a page and as maskproof would,
// and stops it.
func TestMinihogAnswers(t *testing.T) {
	f := newFake(t, "minihog", "--listen", "127.0.0.1:0", "--project", "7")
	r, w := io.Pipe()
	f.Stdout = w
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	code := make(chan int, 1)
	go func() { code <- cli.Main(ctx, f.Process); w.Close() }()

	help := readUntil(t, r, "MINIHOG_KEY=phx_")
	base := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(help)
	key := regexp.MustCompile(`phx_\w+`).FindString(help)
	require.Contains(t, help, `project: "7"`)
	require.Equal(t, http.StatusOK, get(t, base+"/static/array.js", ""))
	require.Equal(t, http.StatusOK, get(t, base+"/api/projects/7/session_recordings/", key))
	require.Equal(t, http.StatusUnauthorized, get(t, base+"/api/projects/7/session_recordings/", "phx_other"))

	cancel()
	require.Equal(t, 0, <-code)
	_, err := http.Get(base)
	require.Error(t, err, "it must have stopped listening")
}

// readUntil reads lines up to one that holds the text, and drains the rest.
func readUntil(t *testing.T, r io.Reader, text string) string {
	t.Helper()
	var got []byte
	buf := make([]byte, 4096)
	for !strings.Contains(string(got), text) || !strings.HasSuffix(string(got), "\n") {
		n, err := r.Read(buf)
		got = append(got, buf[:n]...)
		require.NoError(t, err, string(got))
	}
	go io.Copy(io.Discard, r)
	return string(got)
}

func get(t *testing.T, url, key string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	return resp.StatusCode
}
