package scaffold_test

import (
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/maskproof/maskproof/internal/scaffold"
)

func plan(ci scaffold.CI) scaffold.Plan {
	return scaffold.Plan{
		Name: "shop", App: "https://staging.shop.test", Host: "https://eu.posthog.com", Project: "12345",
		KeyName: "POSTHOG_PERSONAL_API_KEY", Flows: []string{"signup", "checkout"}, CI: ci, Version: "v1.2.3",
	}
}

func files(t *testing.T, p scaffold.Plan) map[string]string {
	t.Helper()
	list, err := scaffold.Files(p)
	require.NoError(t, err)
	byPath := map[string]string{}
	for _, f := range list {
		byPath[f.Path] = string(f.Data)
		require.NotContains(t, string(f.Data), "__", f.Path)
		require.Equal(t, f.Path == ".gitlab-ci.yml", f.Shared)
	}
	return byPath
}

func TestFilesOfEachCI(t *testing.T) {
	for ci, want := range map[scaffold.CI][]string{
		scaffold.NoCI: {"scenarios/shop.yaml"},
		scaffold.GitHub: {".github/workflows/maskproof-nightly.yml", ".github/workflows/maskproof-quarterly.yml", ".github/workflows/maskproof-release.yml",
			".github/workflows/maskproof-sharded.yml", "scenarios/shop-release.yaml", "scenarios/shop.yaml"},
		scaffold.GitLab: {".gitlab-ci.yml", ".gitlab/maskproof.yml", "scenarios/shop-release.yaml", "scenarios/shop.yaml"},
	} {
		byPath := files(t, plan(ci))
		var got []string
		for path, data := range byPath {
			got = append(got, path)
			var doc map[string]any
			require.NoError(t, yaml.Unmarshal([]byte(data), &doc), path)
			require.NotEmpty(t, doc, path)
		}
		require.ElementsMatch(t, want, got)
	}
	_, err := scaffold.Files(plan("jenkins"))
	require.ErrorContains(t, err, `no workflows for the CI "jenkins"`)
}

func TestWordsAreInTheirPlaces(t *testing.T) {
	byPath := files(t, plan(scaffold.GitHub))
	require.Contains(t, byPath["scenarios/shop-release.yaml"], `app: {url: "${APP_URL}"}`)
	require.Contains(t, byPath["scenarios/shop.yaml"], `api_key: "${POSTHOG_PERSONAL_API_KEY}"`)
	require.Contains(t, byPath[".github/workflows/maskproof-sharded.yml"], "shard: [1, 2] #")
	require.Contains(t, byPath[".github/workflows/maskproof-nightly.yml"], "/actions/maskproof@v1.2.3\n")

	require.Contains(t, byPath["scenarios/shop.yaml"], "flows: [signup, checkout]\n")

	p := plan(scaffold.NoCI)
	p.Flows = []string{"sign-up-2", "true", "on", "2fa", "über"}
	require.Contains(t, files(t, p)["scenarios/shop.yaml"], `flows: [sign-up-2, "true", "on", "2fa", "über"]`)

	p = plan(scaffold.GitHub)
	p.Version, p.App, p.Flows = "v0.0.0-20261128101500-0f7535e8a1b2", "https://it's.test/$HOME", make([]string, 9)
	byPath = files(t, p)
	require.Contains(t, byPath["scenarios/shop.yaml"], `url: "https://it's.test/$$HOME"`)
	require.Contains(t, byPath[".github/workflows/maskproof-nightly.yml"], "/actions/maskproof@main\n", "no such tag")
	require.Contains(t, byPath[".github/workflows/maskproof-sharded.yml"], "shard: [1, 2, 3] #")
	require.Contains(t, byPath[".github/workflows/maskproof-release.yml"], "|| 'https://it%27s.test/$HOME' }}")
}

// GitHub's own rules for workflows, as far as actionlint knows them.
func TestGitHubTakesTheWorkflows(t *testing.T) {
	workflows := files(t, plan(scaffold.GitHub))
	ours, err := os.ReadFile("../../.github/workflows/ci.yml")
	require.NoError(t, err)
	workflows["ci.yml"] = string(ours)
	for path, data := range workflows {
		if !strings.HasSuffix(path, ".yml") {
			continue
		}
		linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
		require.NoError(t, err)
		wrong, err := linter.Lint(path, []byte(data), nil)
		require.NoError(t, err)
		for _, e := range wrong {
			t.Errorf("%s", e)
		}
	}
}

// workflow is what of a workflow or an action the rules below look at.
type workflow struct {
	Permissions map[string]string
	Jobs        map[string]struct {
		Permissions map[string]string
		Steps       []step
	}
	Inputs map[string]any
	Runs   struct{ Steps []step }
}

type step struct {
	Uses string
	Run  string
	With map[string]any
}

// Least privilege, pinned actions, and nothing from outside in a script.
func TestWorkflowsAreCareful(t *testing.T) {
	ci, err := os.ReadFile("../../.github/workflows/ci.yml")
	require.NoError(t, err)
	known := regexp.MustCompile(`[\w/-]+@[0-9a-f]{40}`).FindAllString(string(ci), -1)
	require.NotEmpty(t, known)
	careful := files(t, plan(scaffold.GitHub))
	action, err := os.ReadFile("../../.github/actions/maskproof/action.yml")
	require.NoError(t, err)
	careful["action.yml"] = string(action)
	for path, data := range careful {
		if !strings.HasSuffix(path, ".yml") {
			continue
		}
		var w workflow
		require.NoError(t, yaml.Unmarshal([]byte(data), &w))
		steps := w.Runs.Steps
		if path != "action.yml" {
			require.Equal(t, map[string]string{"contents": "read"}, w.Permissions, path)
		}
		for name, job := range w.Jobs {
			steps = append(steps, job.Steps...)
			if job.Permissions != nil {
				require.Equal(t, map[string]string{"contents": "read", "issues": "write"}, job.Permissions, "%s %s", path, name)
			}
		}
		require.NotEmpty(t, steps, path)
		for _, s := range steps {
			require.NotContains(t, s.Run, "${{", "%s: a script takes values from its environment", path)
			pinned := slices.Contains(known, s.Uses) || strings.HasPrefix(s.Uses, "maskproof/maskproof/.github/actions/maskproof@v")
			require.True(t, s.Uses == "" || pinned || strings.Contains(data, s.Uses+" # a major tag"), "%s: %s is neither pinned nor said to be a tag", path, s.Uses)
			if strings.HasPrefix(s.Uses, "maskproof/") {
				var of workflow
				require.NoError(t, yaml.Unmarshal(action, &of))
				for input := range s.With {
					require.Contains(t, of.Inputs, input, path)
				}
			}
		}
		require.NotRegexp(t, `(?m)^\s+(with|run):.*secrets\.`, data, "%s: a secret goes by env", path)
	}
}

// The recordings never go into the cache, which all branches and forks read.
func TestCachesHoldResultsAlone(t *testing.T) {
	for _, ci := range []scaffold.CI{scaffold.GitHub, scaffold.GitLab} {
		found := 0
		for path, data := range files(t, plan(ci)) {
			for _, m := range regexp.MustCompile(`(?s)(?:actions/cache/\w+@|\n  cache:).*?paths?: \[?([^\]\n]*)`).FindAllStringSubmatch(data, -1) {
				require.Equal(t, ".maskproof/runs/*/result.json", m[1], path)
				found++
			}
		}
		require.Positive(t, found, ci)
	}
}
