package cli

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"time"

	"golang.org/x/term"

	"github.com/maskproof/maskproof/internal/pixels"
)

// Process is everything that the program takes from the operating system, but
// for the context, which ends when the process is interrupted.
type Process struct {
	Args     []string // without the program's name
	Env      func(name string) (value string, ok bool)
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Terminal Terminal
	OCR      string // path of tesseract; "" where it is not installed
	CacheDir string // where posthog-js is kept; MASKPROOF_CACHE goes before it
	Version  string // of maskproof
	Now      func() time.Time
}

// Terminal says what the standard streams are connected to.
type Terminal struct {
	Stdin  bool
	Stdout bool
	Stderr bool
	Width  int // in columns; 0 if not known
}

// FromOS is the process that runs.
func FromOS() Process {
	p := Process{
		Args: os.Args[1:], Env: os.LookupEnv, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Version: "(unknown)", Now: time.Now,
		Terminal: Terminal{Stdin: term.IsTerminal(int(os.Stdin.Fd())), Stdout: term.IsTerminal(int(os.Stdout.Fd())), Stderr: term.IsTerminal(int(os.Stderr.Fd()))},
	}
	if p.Terminal.Stdout {
		p.Terminal.Width, _, _ = term.GetSize(int(os.Stdout.Fd())) // 0 where it cannot be known
	}
	if dir, err := os.UserCacheDir(); err == nil {
		p.CacheDir = filepath.Join(dir, "maskproof")
	}
	if path, err := exec.LookPath("tesseract"); err == nil {
		p.OCR = path
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		p.Version = info.Main.Version
	}
	return p
}

// cacheDir is where posthog-js is kept; "" where there is no place for it.
func (p *Process) cacheDir() string {
	if dir, ok := p.Env("MASKPROOF_CACHE"); ok && dir != "" {
		return dir
	}
	return p.CacheDir
}

// color says whether a stream gets colours (see no-color.org).
func (p *Process) color(terminal bool) bool {
	if v, ok := p.Env("NO_COLOR"); ok && v != "" {
		return false
	}
	kind, _ := p.Env("TERM")
	return terminal && kind != "dumb"
}

// images reads the pictures of recordings; without tesseract only the codes in
// them.
func (p *Process) images() *pixels.Reader { return pixels.New(pixels.Options{Tesseract: p.OCR}) }
