package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/draft"
	"github.com/maskproof/maskproof/internal/record"
)

type recordOptions struct {
	process *Process

	start  string
	name   string
	out    string
	chrome string
}

func newFlowRecord(p *Process) *cobra.Command {
	o := &recordOptions{process: p}
	cmd := &cobra.Command{
		Use:   "record URL",
		Short: "Make a flow by walking through your app yourself",
		Long: `Open a Chrome window at the URL, watch what you do there, and write it as a flow: clicks,
typing, choices from lists of any make, menus that open under the mouse, what is dragged
and dropped, files, Enter, answers to dialogs, the pages that they lead to, popups, and
frames. Close the window, or press Ctrl-C here, when you are done.

Elements are named as Chrome's accessibility tree names them (role and name), then by
label, test id and placeholder, and by a selector last; a list of locators is tried in
order. What only a number or a place in the page tells from others is named so. What you
type is not written: each field gets a plant of the kind that its name speaks of, or a
made-up value. What you must look at is told on standard error.`,
		Example: `  maskproof flow record https://staging.example.com/signup -o flows/signup.yaml
  maskproof flow record http://localhost:3000 --name checkout`,
		Args: oneArgument("address where the walk begins"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.start = args[0]
			return runRecord(cmd.Context(), o)
		},
	}
	outputFlag(cmd, &o.out)
	f := cmd.Flags()
	f.StringVar(&o.name, "name", "", "name of the flow; made of the address if not given")
	f.StringVar(&o.chrome, "chrome", "", "Chrome or Chromium to use; found on the PATH if not given")
	return cmd
}

func runRecord(ctx context.Context, o *recordOptions) error {
	start, err := url.Parse(o.start)
	if err != nil || draft.Origin(o.start) == "" {
		return &usageError{fmt.Errorf("%q is no http or https address", o.start)}
	}
	if _, err := os.Stat(o.out); o.out != "" && err == nil {
		return &badInput{fmt.Errorf("%s is there already: name another file, or remove it", o.out)}
	}
	acts, err := o.watch(ctx)
	if err != nil {
		return err
	}
	if o.name == "" {
		o.name = path.Base(start.Path)
	}
	made, notes := record.Flow(o.name, o.start, acts)
	if !slices.ContainsFunc(made.Steps, func(s draft.Step) bool { return s.Verb != "" }) {
		return errors.New("nothing was done in the window, so there is no flow to write")
	}
	if err := writeFlow(o.process.Stdout, o.out, made); err != nil {
		return err
	}
	for _, text := range notes {
		o.process.say(slog.LevelWarn, text)
	}
	return nil
}

// watch gathers what is done until the window is closed or the process is
// interrupted.
func (o *recordOptions) watch(ctx context.Context) ([]browser.Act, error) {
	life := context.WithoutCancel(ctx) // an interrupt ends the watching, not the writing
	b, err := browser.Launch(life, browser.Options{Chrome: o.chrome, Visible: true, Naming: true})
	if err != nil {
		return nil, err
	}
	defer b.Close()
	o.process.say(slog.LevelInfo, "Watching. Close the window, or press Ctrl-C here, when you are done.")
	var acts []browser.Act
	err = b.Watch(ctx, browser.WatchOptions{Start: o.start}, func(a browser.Act) { acts = append(acts, a) })
	return acts, err
}
