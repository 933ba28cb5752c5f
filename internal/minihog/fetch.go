package minihog

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// What callers of LoadAssets may branch on.
var (
	// ErrNoNPM says that npm is not installed.
	ErrNoNPM = errors.New("npm is missing: install Node.js with npm (Debian: apt-get install nodejs npm) and try again")

	// ErrOffline says that npm could not reach its registry.
	ErrOffline = errors.New("npm could not reach its registry: check the network or the proxy settings and try again")
)

// fetchTarball packs posthog-js into a fresh folder inside the cache, checks it
// there and moves it into place. The rename is atomic, so a second process sees
// the old file, no file, or the whole new one.
func fetchTarball(ctx context.Context, o AssetOptions, want string) ([]byte, error) {
	if err := os.MkdirAll(o.CacheDir, 0o755); err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp(o.CacheDir, "fetch-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)

	o.Log("fetching posthog-js " + Version + " with npm (once; 9 MB)")
	if err := o.Run(ctx, tmp, "npm", "pack", "posthog-js@"+Version, "--ignore-scripts", "--silent"); err != nil {
		return nil, explainNPM(err)
	}
	packed := filepath.Join(tmp, tarball)
	body, err := os.ReadFile(packed)
	if err != nil {
		return nil, fmt.Errorf("npm pack left no %s: %w", tarball, err)
	}
	if err := verify(body, want); err != nil {
		return nil, fmt.Errorf("the package npm delivered is not the pinned one, so it is not used: %w", err)
	}
	if err := os.Rename(packed, filepath.Join(o.CacheDir, tarball)); err != nil {
		return nil, err
	}
	return body, nil
}

// explainNPM names the two usual reasons in words a person can act on.
func explainNPM(err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return ErrNoNPM
	}
	for _, code := range []string{"ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ENETUNREACH", "ETIMEDOUT", "ECONNRESET"} {
		if strings.Contains(err.Error(), code) {
			return fmt.Errorf("%w (%s)", ErrOffline, code)
		}
	}
	return err
}
