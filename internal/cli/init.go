package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/draft"
	"github.com/maskproof/maskproof/internal/record"
	"github.com/maskproof/maskproof/internal/scaffold"
)

type initOptions struct {
	runner

	app, host, project, keyName, ci string // what is asked for
	given                           func(flag string) bool
	name                            string
	pages                           int
	yes, force                      bool
}

func newInit(p *Process) *cobra.Command {
	o := &initOptions{runner: newRunner(p)}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Look at your app and write a scenario, flows and CI workflows to start from",
		Long: `Look at your app as a visitor would, in Chrome: find its posthog-js, and the forms on its
pages, by following links. Nothing is filled in, clicked or submitted. Then write a
scenario, a flow for each page with a form, with a plant for each field by its name, and
the workflows of your CI; last, run "maskproof doctor" on it.

At most five things are asked, each with an answer proposed; a flag answers in advance,
and --yes takes what is proposed. The API key is not asked for and not written: the
scenario names the environment variable that holds it.

A file that is there already stays as it is, unless --force is given.

Exit codes: as those of "maskproof doctor", 4 for flags that cannot be understood or are
missing where nobody can be asked, and 5 if the app cannot be looked at.`,
		Example: `  maskproof init
  maskproof init --app https://staging.example.com --ci github
  maskproof init --app http://localhost:3000 --host http://127.0.0.1:8123 --project 1 --api-key-env MINIHOG_KEY --yes`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.given = cmd.Flags().Changed
			return runInit(cmd.Context(), o)
		},
	}
	o.placeFlags(cmd)
	f := cmd.Flags()
	for _, q := range o.questions() {
		f.StringVar(q.into, q.flag, "", q.usage)
	}
	f.StringVar(&o.name, "name", "app", "name of the scenario")
	f.IntVar(&o.pages, "pages", 12, "how many pages of the app are looked at, at most")
	f.BoolVarP(&o.yes, "yes", "y", false, "ask nothing: take what is proposed where no flag says otherwise")
	f.BoolVar(&o.force, "force", false, "write files anew that are there already")
	return cmd
}

func runInit(ctx context.Context, o *initOptions) error {
	a := o.asker()
	if err := o.wrongFlags(a); err != nil {
		return err
	}
	if err := a.answer(ctx, o.questions()[:1]); err != nil {
		return err
	}
	pages, err := o.survey(ctx)
	if err != nil {
		return err
	}
	o.propose(pages)
	if err := a.answer(ctx, o.questions()[1:]); err != nil {
		return err
	}
	if err := o.write(pages); err != nil {
		return err
	}
	fmt.Fprintln(o.process.Stdout)
	err = o.examine(ctx)
	fmt.Fprintf(o.process.Stdout, initNext, o.scenarioFile())
	return err
}

// wrongFlags says what of the flags cannot be, before anything is looked at.
func (o *initOptions) wrongFlags(a *asker) error {
	switch {
	case !regexp.MustCompile(`^[A-Za-z0-9_-]{1,60}$`).MatchString(o.name):
		return &usageError{fmt.Errorf("--name %q: a name of letters, digits, - and _", o.name)}
	case o.pages < 1:
		return &usageError{fmt.Errorf("--pages %d: a number of 1 or more", o.pages)}
	}
	for _, q := range o.questions() {
		if o.given(q.flag) {
			if err := q.wrong(*q.into); err != nil {
				return &usageError{fmt.Errorf("--%s: %w", q.flag, err)} // the value may be a secret in the wrong place
			}
		}
	}
	return errors.Join(o.check(""), a.missing(o.questions()))
}

const initNext = `
Next: look at the plants in flows/ and add what sends each form off; "maskproof flow check"
reads them. Keep .maskproof/runs out of your repository. Then:

  maskproof run %s
`

func (o *initOptions) scenarioFile() string { return "scenarios/" + o.name + ".yaml" }

// examine runs the doctor on what was written.
func (o *initOptions) examine(ctx context.Context) error {
	d := &doctorOptions{runner: newRunner(o.process), scenario: o.scenarioFile()}
	d.chrome, d.cdp, d.headed, d.out, d.format = o.chrome, o.cdp, o.headed, o.out, "text"
	return runDoctor(ctx, d)
}

// survey looks at the app. Where it sends its visitors on to another origin, that is
// the app.
func (o *initOptions) survey(ctx context.Context) ([]browser.Page, error) {
	p := o.process
	b, err := browser.Launch(ctx, browser.Options{Chrome: o.chrome, Remote: o.cdp, Visible: o.headed, Naming: true})
	if err != nil {
		return nil, err
	}
	defer b.Close()
	pages, err := b.Survey(ctx, browser.SurveyOptions{Start: o.app, Pages: o.pages, Rank: record.Rank, Seen: func(page browser.Page) {
		p.say(slog.LevelInfo, fmt.Sprintf("looked at %s: %s", oneLine(page.URL), fieldsOf(page)))
	}})
	if err != nil {
		return nil, err
	}
	if at := draft.Origin(pages[0].URL); at != draft.Origin(o.app) {
		p.say(slog.LevelInfo, fmt.Sprintf("%s sends its visitors on to %s, so that is the app", oneLine(o.app), oneLine(at)))
		o.app = at
	}
	return pages, nil
}

func fieldsOf(page browser.Page) string {
	n := 0
	for _, c := range page.Controls {
		if c.Kind == "fill" {
			n++
		}
	}
	switch n {
	case 0:
		return "no field"
	case 1:
		return "1 field"
	}
	return fmt.Sprintf("%d fields", n)
}

// write writes all files and says of each what became of it.
func (o *initOptions) write(pages []browser.Page) error {
	w := &fileWriter{out: o.process.Stdout, force: o.force}
	plan := scaffold.Plan{
		Name: o.name, App: strings.TrimSuffix(o.app, "/"), Host: o.host, Project: o.project, KeyName: o.keyName,
		CI: scaffold.CI(o.ci), Version: o.process.Version,
	}
	proposals := record.Propose(o.app, pages)
	if len(proposals) == 0 {
		proposals = []record.Proposal{{Flow: record.Blank(pages[0].URL)}}
	}
	for _, p := range proposals {
		plan.Flows = append(plan.Flows, p.Flow.Name)
		if err := w.flow(p); err != nil {
			return err
		}
	}
	files, err := scaffold.Files(plan)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := w.file(f); err != nil {
			return err
		}
	}
	return nil
}
