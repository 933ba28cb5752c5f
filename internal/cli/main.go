package cli

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"
)

// Main runs the command that the process was started with and returns the exit
// code. When ctx ends, what runs is stopped, and what was reached is reported.
func Main(ctx context.Context, p Process) int {
	root := newRoot(&p)
	root.SetArgs(p.Args)
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	cmd, err := root.ExecuteContextC(ctx)
	code := exitCode(ctx, err)
	p.fail(err)
	if code == exitBadInput && isUsage(err) {
		p.say(slog.LevelError, fmt.Sprintf("Run %q for how to use it.", cmd.CommandPath()+" --help"))
	}
	return code
}

func newRoot(p *Process) *cobra.Command {
	root := &cobra.Command{
		Use:   "maskproof",
		Short: "Prove that what people type does not end up in PostHog session recordings",
		Long: `maskproof answers one question with evidence: when a person types something secret
into your web app, does it end up in your PostHog session recordings?

It walks the app in an incognito Chrome along scripted flows, types unique made-up
values, fetches the recording that PostHog stored, takes it apart, and says for every
value whether it is masked, blocked, leaked, or not proven.

Nothing found is not the same as nothing leaked: what did not arrive, was cut short or
could not be read makes a run inconclusive, never masked.

New here? "maskproof demo" shows it at work, "maskproof help flows" how to write your own.

` + exitHelp(),
		Example: `  maskproof demo
  maskproof run scenarios/nightly.yaml
  maskproof scan --canaries canaries.yaml recording.jsonl`,
		Args:              subcommandOnly,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error { return p.output.check() },
		SilenceErrors:     true,
		SilenceUsage:      true,
	}
	p.output.flags(root)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newRun(p), newDemo(p), newDoctor(p), newInit(p), newScan(p), newReport(p), newAccept(p), newFlow(p), newMinihog(p), newVersion(p), newCompletion(p))
	root.AddCommand(newTopics()...)
	root.SetHelpCommand(newHelp())
	return root
}

// atLeastOne refuses a call without arguments; what says what they are.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return &usageError{fmt.Errorf("name at least one %s", what)}
		}
		return nil
	}
}

func exactlyOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return &usageError{fmt.Errorf("name one %s, got %d", what, len(args))}
		}
		return nil
	}
}

// atMostOne allows a call without arguments.
func atMostOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return &usageError{fmt.Errorf("name one %s at most, got %d", what, len(args))}
		}
		return nil
	}
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{fmt.Errorf("unexpected argument %q", args[0])}
	}
	return nil
}
