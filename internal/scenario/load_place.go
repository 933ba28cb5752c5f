package scenario

import (
	"net/url"
	"strings"

	"github.com/maskproof/maskproof/internal/posthog"
	"github.com/maskproof/maskproof/internal/strictyaml"
)

func loadApp(v strictyaml.Value) App {
	fields := v.Fields(appShape)
	fields.One("url", "demo")
	return App{
		URL:  loadURL(fields.Get("url"), "such as https://staging.example.com"),
		Demo: fields.Get("demo").Word(DemoLeaky, DemoMasked),
	}
}

// loadURL takes an absolute URL without a user, whose password would end in
// reports.
func loadURL(v strictyaml.Value, example string) string {
	text := v.Text()
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		v.Fail(v.Name()+" is no http or https URL: "+v.Quoted(), example)
	case u.User != nil:
		v.Fail(v.Name()+" must not hold a user or password", "leave it out")
	case u.Fragment != "" || u.RawQuery != "":
		v.Fail(v.Name()+" must not hold a query or fragment", "put them into the flow's start")
	}
	return strings.TrimSuffix(text, "/")
}

func loadPostHog(v strictyaml.Value) PostHog {
	fields := v.Fields(posthogShape)
	p := PostHog{
		Host:     loadURL(fields.Get("host"), "such as https://eu.posthog.com"),
		Project:  fields.Get("project").Text(),
		Key:      posthog.Secret(fields.Get("api_key").Text()),
		Embedded: fields.Get("embedded").Bool(),
	}
	switch fields.One("host", "embedded") {
	case "host":
		fields.Need("project", "its number, from the project's settings in PostHog")
		fields.Need("api_key", `such as api_key: "${POSTHOG_PERSONAL_API_KEY}"`)
	case "embedded":
		for _, key := range []string{"project", "api_key"} {
			fields.Fail(key, key+" makes no sense with embedded", "leave it out")
		}
		if embedded := fields.Get("embedded"); embedded.Literal() == "false" {
			embedded.Fail("embedded can only be true", "for a real PostHog, give its host, project and api_key")
		}
	}
	return p
}

func loadRecording(v strictyaml.Value) Recording {
	r := Recording{Source: SourcePostHog, Wait: DefaultWait}
	if !v.Present() {
		return r
	}
	fields := v.Fields(recordingShape)
	if source := fields.Get("source"); source.Present() {
		r.Source = loadSource(source)
	}
	if wait := fields.Get("wait"); wait.Present() {
		r.Wait = wait.Duration()
	}
	return r
}

func loadSource(v strictyaml.Value) string {
	if v.IsText() && v.Literal() == "wire" {
		v.Fail("source wire is not available yet", "use source: posthog, which reads what PostHog stored")
		return ""
	}
	return v.Word(SourcePostHog)
}
