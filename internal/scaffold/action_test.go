package scaffold_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// The action says of a run what came of it, and takes no earlier run for it.
func TestActionTellsOfItsOwnRun(t *testing.T) {
	script, err := os.ReadFile("../../.github/actions/maskproof/run")
	require.NoError(t, err)
	for name, test := range map[string]struct {
		maskproof string
		want      string
	}{
		"leaked": {`mkdir -p .maskproof/runs/2-mine; printf '{"verdict":"leaked"}' > .maskproof/runs/2-mine/result.json; exit 1`,
			"exit-code=1\nrun-folder=.maskproof/runs/2-mine\nverdict=leaked\n"},
		"arguments": {`[ "$*" = "run scenarios/mine.yaml --retries 2 --flow *" ] || exit 9; mkdir .maskproof/runs/2-mine; printf '{"verdict":"masked"}' > .maskproof/runs/2-mine/result.json`,
			"exit-code=0\nrun-folder=.maskproof/runs/2-mine\nverdict=masked\n"},
		"did not begin":     {`exit 5`, "exit-code=5\nrun-folder=\nverdict=none\n"},
		"without a result":  {`mkdir .maskproof/runs/2-mine; exit 5`, "exit-code=5\nrun-folder=\nverdict=none\n"},
		"nothing was there": {`exit 4`, "exit-code=4\nrun-folder=\nverdict=none\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write := func(file, text string, mode os.FileMode) {
				require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o700))
				require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(text), mode))
			}
			write("bin/maskproof", "#!/bin/sh\n"+test.maskproof+"\n", 0o700)
			// jq is on GitHub's machines; this one reads the one field that is asked for.
			write("bin/jq", "#!/bin/sh\nsed -n 's/.*\"verdict\":\"\\([a-z]*\\)\".*/\\1/p' \"$3\"\n", 0o700)
			if name != "nothing was there" {
				write(".maskproof/runs/1-mine/result.json", `{"verdict":"masked"}`, 0o600)
			}
			cmd := exec.Command("bash", "-c", string(script))
			cmd.Dir = dir
			cmd.Env = []string{"PATH=" + dir + "/bin:" + os.Getenv("PATH"), "SCENARIO=scenarios/mine.yaml", "ARGS=--retries 2 --flow *", "GITHUB_OUTPUT=" + dir + "/out"}
			text, err := cmd.CombinedOutput()
			require.NoError(t, err, string(text))
			got, err := os.ReadFile(dir + "/out")
			require.NoError(t, err)
			require.Equal(t, test.want, string(got))
		})
	}
}
