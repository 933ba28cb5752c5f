package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/verify"
)

// mostEarlier is how many earlier runs a report looks at.
const mostEarlier = 30

// readResult reads a run's result: from its folder, or from the file itself.
func readResult(path string) (r *verify.Result, dir string, err error) {
	file, dir := path, filepath.Dir(path)
	if info, serr := os.Stat(path); serr == nil && info.IsDir() {
		file, dir = filepath.Join(path, "result.json"), path
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, "", fmt.Errorf("read result: %w", err)
	}
	r = &verify.Result{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, "", fmt.Errorf("read result %s: %w", file, err)
	}
	if r.Schema != "maskproof.result/1" {
		return nil, "", fmt.Errorf("read result %s: %w", file, errors.New(`it is no result of a run: want "schema": "maskproof.result/1"`))
	}
	return r, dir, nil
}

// earlier returns the runs of the same scenario that lie beside a run's folder and
// began before it, oldest first. What cannot be read is left out.
func earlier(dir string, now *verify.Result) []*verify.Result {
	dirs, _ := filepath.Glob(filepath.Join(filepath.Dir(filepath.Clean(dir)), "*-"+now.Scenario+"*"))
	slices.Sort(dirs) // they begin with their time
	var list []*verify.Result
	for _, other := range slices.Backward(dirs) {
		if len(list) == mostEarlier {
			break
		}
		r, _, err := readResult(other)
		if err == nil && r.Scenario == now.Scenario && r.Started.Before(now.Started) && strings.TrimSpace(r.Shard) == now.Shard {
			list = append(list, r)
		}
	}
	slices.Reverse(list)
	return list
}

// lastOf is the newest of earlier runs, nil where there is none.
func lastOf(list []*verify.Result) *verify.Result {
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}
