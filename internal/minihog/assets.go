package minihog

import (
	"bytes"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// The posthog-js that is served: the version, and the integrity that npm's
// registry publishes for its tarball (SHA-512, base64).
const (
	Version   = "1.449.2"
	integrity = "sha512-vji+h92IHaLlFSEnRH1hwe8uLWGOdDUImmPXexj/+V7Xm7HTxIQisYE/Kom7Aaw4DRpzfdhQxiyAN1YVYR4G8Q=="
	tarball   = "posthog-js-" + Version + ".tgz"
)

// AssetOptions says where LoadAssets keeps the package and how it fetches it.
type AssetOptions struct {
	CacheDir string // made if it is not there; required

	// Run executes a program in a folder and returns its error; nil means
	// os/exec with the output kept for the error.
	Run func(ctx context.Context, dir, name string, args ...string) error

	// Log takes one line before something slow (a download); nil is silence.
	Log func(string)
}

// Assets are the browser scripts of one verified posthog-js package.
type Assets struct {
	version string
	files   map[string][]byte
}

// Version is the version of posthog-js, such as "1.449.2".
func (a *Assets) Version() string { return a.version }

// File returns a script of the package's dist folder by its name, such as
// "array.js" or "posthog-recorder.js", and whether there is one. The bytes are
// shared: do not change them.
func (a *Assets) File(name string) ([]byte, bool) {
	if a == nil {
		return nil, false
	}
	body, ok := a.files[name]
	return body, ok
}

// LoadAssets returns the pinned posthog-js. It takes the tarball from the cache
// folder, or fetches it with npm and puts it there; either way it is used only
// if its SHA-512 is the pinned one. Two processes may call it at once on the
// same folder.
func LoadAssets(ctx context.Context, o AssetOptions) (*Assets, error) {
	return load(ctx, o, integrity)
}

// load takes a package with the given integrity and no other.
func load(ctx context.Context, o AssetOptions, want string) (*Assets, error) {
	if o.CacheDir == "" {
		return nil, errors.New("load posthog-js: no cache folder given")
	}
	o = o.withDefaults()
	kept := filepath.Join(o.CacheDir, tarball)
	body, err := os.ReadFile(kept)
	if err == nil && verify(body, want) == nil {
		return openAssets(body)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("load posthog-js: %w", err)
	}
	if err == nil {
		o.Log("the kept posthog-js package is damaged; fetching it again")
	}
	if body, err = fetchTarball(ctx, o, want); err != nil {
		return nil, fmt.Errorf("load posthog-js %s: %w", Version, err)
	}
	return openAssets(body)
}

func (o AssetOptions) withDefaults() AssetOptions {
	if o.Run == nil {
		o.Run = runProgram
	}
	if o.Log == nil {
		o.Log = func(string) {}
	}
	return o
}

// openAssets is only called with bytes that passed verify.
func openAssets(body []byte) (*Assets, error) {
	files, err := scripts(body)
	if err != nil {
		return nil, fmt.Errorf("unpack posthog-js %s: %w", Version, err)
	}
	return &Assets{version: Version, files: files}, nil
}

// verify compares a tarball with an integrity as npm writes it.
func verify(body []byte, want string) error {
	if got := integrityOf(body); got != want {
		return fmt.Errorf("integrity mismatch: want %s, got %s (%d bytes)", want, got, len(body))
	}
	return nil
}

func integrityOf(body []byte) string {
	sum := sha512.Sum512(body)
	return "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
}

func runProgram(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(out))
	}
	return nil
}
