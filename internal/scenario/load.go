package scenario

import (
	"path"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/scan"
	"github.com/maskproof/maskproof/internal/strictyaml"
	"github.com/maskproof/maskproof/internal/verify"
)

var (
	scenarioShape = strictyaml.Shape{
		What: "a scenario",
		Keys: []string{"version", "name", "app", "posthog", "recording", "flows", "policy", "expect", "seed", "transforms"},
	}
	appShape = strictyaml.Shape{
		What:    "an app",
		Keys:    []string{"url", "demo"},
		Example: `{url: "https://staging.example.com"}`,
	}
	posthogShape = strictyaml.Shape{
		What:    "a PostHog",
		Keys:    []string{"host", "project", "api_key", "embedded"},
		Example: `{host: "https://eu.posthog.com", project: "12345", api_key: "${POSTHOG_PERSONAL_API_KEY}"}`,
	}
	recordingShape = strictyaml.Shape{
		What:    "a recording",
		Keys:    []string{"source", "wait"},
		Example: "{source: posthog, wait: 5m}",
	}
)

// Load reads a scenario; file is its name in errors and in Scenario.File, env
// resolves the ${NAME} in its values. The error is a strictyaml.Errors with
// everything that is wrong, and then there is no scenario. It never holds the
// API key.
func Load(file string, data []byte, env func(string) (string, bool)) (*Scenario, error) {
	s := &Scenario{File: file}
	doc := strictyaml.Document{File: file, Data: data, Env: env, Conceal: conceal}
	if err := doc.Decode(func(root strictyaml.Value) { load(root, s) }); err != nil {
		return nil, err
	}
	return s, nil
}

func load(root strictyaml.Value, s *Scenario) {
	fields := root.Fields(scenarioShape)
	fields.Version(1)
	s.Name = fields.Need("name", "a short name such as nightly").Identifier()
	s.App = loadApp(fields.Need("app", "such as app: "+appShape.Example))
	s.PostHog = loadPostHog(fields.Need("posthog", "such as posthog: "+posthogShape.Example))
	s.Recording = loadRecording(fields.Get("recording"))
	s.Flows = loadFlows(fields.Need("flows", "such as flows: [signup, checkout]"))
	s.Policy = scan.LoadPolicy(fields.Get("policy"))
	s.Transforms = canary.ParseTransforms(fields.Get("transforms"))
	s.Expect = loadExpect(fields.Get("expect"))
	if seed, ok := fields.Get("seed").Uint(); ok {
		s.Seed = &seed
	}
}

func loadFlows(v strictyaml.Value) []string {
	var flows []string
	seen := map[string]bool{}
	for _, item := range v.List("flow") {
		name := item.Text()
		if name == "" {
			continue
		}
		if clean := path.Clean(name); seen[clean] {
			item.Fail("flow "+item.Quoted()+" is listed twice", "")
		} else {
			seen[clean] = true
		}
		flows = append(flows, name)
	}
	return flows
}

func loadExpect(v strictyaml.Value) verify.Verdict {
	if !v.Present() {
		return verify.VerdictMasked
	}
	masked, leaked, inconclusive := string(verify.VerdictMasked), string(verify.VerdictLeaked), string(verify.VerdictInconclusive)
	return verify.Verdict(v.Word(masked, leaked, inconclusive))
}
