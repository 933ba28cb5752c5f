package minihog

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Bounds of what a package may unpack to. The pinned one has 43 scripts in 9 MB.
const (
	maxScript  = 16 << 20
	maxScripts = 200
)

// scripts reads the browser scripts (package/dist/*.js) of an npm tarball into
// memory, by file name. Nothing is written to disk and names with further
// slashes are left out, so an entry cannot escape anywhere.
func scripts(body []byte) (map[string][]byte, error) {
	zr, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	files := make(map[string][]byte)
	for tr := tar.NewReader(zr); ; {
		head, err := tr.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := keepScript(files, head, tr); err != nil {
			return nil, fmt.Errorf("%s: %w", head.Name, err)
		}
	}
	if len(files["array.js"]) == 0 {
		return nil, errors.New("no dist/array.js in it")
	}
	return files, nil
}

func keepScript(files map[string][]byte, head *tar.Header, r io.Reader) error {
	name, ok := scriptName(head)
	if !ok {
		return nil
	}
	if head.Size > maxScript || len(files) == maxScripts {
		return errors.New("more than a posthog-js package holds")
	}
	body, err := io.ReadAll(r)
	files[name] = body
	return err
}

func scriptName(head *tar.Header) (string, bool) {
	name, ok := strings.CutPrefix(head.Name, "package/dist/")
	if !ok || head.Typeflag != tar.TypeReg || strings.ContainsAny(name, `/\`) {
		return "", false
	}
	return name, strings.HasSuffix(name, ".js")
}
