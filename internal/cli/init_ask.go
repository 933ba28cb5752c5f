package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/maskproof/maskproof/internal/browser"
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

// propose answers from what was seen of the app what no flag answers.
func (o *initOptions) propose(pages []browser.Page) {
	i := slices.IndexFunc(pages, func(p browser.Page) bool { return p.PostHog != nil })
	if i < 0 {
		fmt.Fprintln(o.process.Stderr, "no posthog-js was found on these pages: does it wait for consent, or is it off in this build?")
		return
	}
	hog := pages[i].PostHog
	fmt.Fprintf(o.process.Stderr, "posthog-js %s sends to %s\n", oneLine(hog.Version), oneLine(hog.APIHost))
	if o.given("host") {
		return
	}
	o.host = posthog.AppURL(hog.APIHost)
	if hog.UIHost != "" {
		o.host = posthog.AppURL(hog.UIHost)
	}
}

// asker asks a person.
type asker struct {
	in     *bufio.Reader
	out    io.Writer
	silent bool // nobody is asked
	can    bool // somebody is there
	given  func(flag string) bool
}

func (o *initOptions) asker() *asker {
	p := o.process
	return &asker{in: bufio.NewReader(p.Stdin), out: p.Stderr, silent: o.yes, can: p.Terminal.Stdin, given: o.given}
}

// missing refuses what cannot be asked for. The app is nobody's to guess.
func (a *asker) missing(list []question) error {
	var flags []string
	for i, q := range list {
		if !a.given(q.flag) && (i == 0 || !a.silent) {
			flags = append(flags, "--"+q.flag)
		}
	}
	if a.can || len(flags) == 0 {
		return nil
	}
	text := "this is no terminal, so nobody can be asked: give " + strings.Join(flags, ", ")
	if !a.silent {
		text += "; or --app with --yes, which takes what is proposed for the others"
	}
	return &usageError{errors.New(text)}
}

// answer gets an answer to each question: from its flag, by what is proposed, or from
// the person.
func (a *asker) answer(ctx context.Context, list []question) error {
	for _, q := range list {
		if a.given(q.flag) {
			continue
		}
		if *q.into == "" || q.wrong(*q.into) != nil {
			*q.into = q.proposed
		}
		if a.silent {
			continue
		}
		if err := a.ask(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// ask asks until the answer will do; an empty one is what is proposed.
func (a *asker) ask(ctx context.Context, q question) error {
	for {
		fmt.Fprintf(a.out, "%s [%s]: ", q.text, oneLine(*q.into))
		line, err := a.line(ctx)
		if err != nil {
			return err
		}
		if line == "" {
			return nil
		}
		wrong := q.wrong(line)
		if wrong == nil {
			*q.into = line
			return nil
		}
		fmt.Fprintf(a.out, "  %s\n", oneLine(wrong.Error()))
	}
}

// line reads one; an interrupt ends the waiting.
func (a *asker) line(ctx context.Context) (string, error) {
	type read struct {
		text string
		err  error
	}
	got := make(chan read, 1)
	go func() {
		text, err := a.in.ReadString('\n')
		got <- read{strings.TrimSpace(text), err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-got:
		if r.err != nil && r.text == "" {
			return "", &usageError{errors.New("the input ended before all was answered; nothing was written")}
		}
		return r.text, nil
	}
}
