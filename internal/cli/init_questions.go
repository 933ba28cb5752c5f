package cli

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/posthog"
	"github.com/maskproof/maskproof/internal/scaffold"
)

// question is one thing that init must know.
type question struct {
	flag     string
	usage    string // of the flag
	text     string
	into     *string // holds what is proposed until there is an answer
	proposed string
	wrong    func(string) error // nil for an answer that will do
}

// questions are what init asks, at most. What is proposed for PostHog is known once the
// app was looked at.
func (o *initOptions) questions() []question {
	return []question{
		{"app", "address of your app", "Address of your app", &o.app, "http://localhost:3000", wrongAddress},
		{"host", "where you log in to PostHog, such as https://eu.posthog.com", "Where you log in to PostHog", &o.host, "https://us.posthog.com", wrongHost},
		{"project", "number of the PostHog project, or @current for that of the key", "Number of the project (behind /project/ in PostHog's address)", &o.project, "@current", wrongProject},
		{"api-key-env", "environment variable that holds the personal API key", "Environment variable that holds the personal API key", &o.keyName, "POSTHOG_PERSONAL_API_KEY", wrongVariable},
		{"ci", "workflows to write: github, gitlab or none", "Workflows for which CI (github, gitlab, none)", &o.ci, ciHere(), wrongCI},
	}
}

func wrongAddress(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("no http or https address such as https://staging.example.com, without user, query and fragment")
	}
	return nil
}

func wrongHost(text string) error {
	_, err := posthog.New(posthog.Options{Host: text, Project: "@current", Key: "none"})
	return err
}

func wrongProject(text string) error {
	_, err := posthog.New(posthog.Options{Host: "https://us.posthog.com", Project: text, Key: "none"})
	return err
}

func wrongVariable(text string) error {
	switch {
	case strings.HasPrefix(text, "phx_"):
		return errors.New("that looks like a key itself: give the name of the variable that holds it")
	case !regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`).MatchString(text):
		return errors.New("no name of an environment variable, such as POSTHOG_PERSONAL_API_KEY")
	}
	return nil
}

func wrongCI(text string) error {
	if kinds := []scaffold.CI{scaffold.GitHub, scaffold.GitLab, scaffold.NoCI}; !slices.Contains(kinds, scaffold.CI(text)) {
		return fmt.Errorf("none of %s, %s and %s", kinds[0], kinds[1], kinds[2])
	}
	return nil
}

// ciHere is the CI that the working directory has signs of.
func ciHere() string {
	for _, sign := range []struct {
		path string
		ci   scaffold.CI
	}{{".gitlab-ci.yml", scaffold.GitLab}, {".github", scaffold.GitHub}} {
		if _, err := os.Stat(sign.path); err == nil {
			return string(sign.ci)
		}
	}
	return string(scaffold.NoCI)
}
