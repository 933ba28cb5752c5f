package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/scenario"
)

type runOptions struct {
	runner

	scenarios []string
	accept    string
	hook      string
	seed      uint64
	seeded    bool
	part      shard
}

func newRun(p *Process) *cobra.Command {
	o := &runOptions{runner: newRunner(p)}
	cmd := &cobra.Command{
		Use:   "run SCENARIO…",
		Short: "Run scenarios and give a verdict for each",
		Long: `Run scenarios, one after the other, and give a verdict for each: masked, leaked or
inconclusive. The flows of a scenario are walked at the same time, each in its own
incognito browser context.

A scenario is a YAML file, or the name of one: NAME.yaml and scenarios/NAME.yaml are
tried, then those that ship with maskproof (demo-leaky, demo-masked, demo-account,
nightly, quarterly, release). Flows that a scenario calls by name are looked for in a
folder "flows" beside the scenario, beside its folder, or in the working directory; then
among the shipped ones.

Each run leaves a folder with result.json, report.html, report.txt, junit.xml, the
recordings and the screenshots. With several scenarios, --format json prints one object for each.

Leaks that somebody answers for until a day stand in .maskproof/accept.yaml, or the file
of --accept; "maskproof accept" adds to it. An accepted leak is shown as accepted, never
as masked, and does not fail the run. An entry that has expired does: its leak is a leak
again (exit code 1); where no finding has it any more, the exit code is 3 until it is
removed, whatever the verdict.

With --webhook, what changed since the run before of a scenario is sent to Slack, or to
what takes its messages: leaks, verdicts of flows, acceptances that have expired. Nothing
is sent where nothing changed; a first run counts as changed if it is not as expected. If
the message does not arrive, the exit code is 5, unless something leaked.

A flow that proved nothing because the app or the network had a bad moment can be walked
again (--retries), with new values; it is marked flaky then. What leaked in any try has
leaked: there is no further try. With --shard 2/3 only the second of three parts of the
flows is walked, for machines that share the work; each looks for the values that it
typed itself, and no other's.

` + exitHelp(),
		Example: `  maskproof run scenarios/nightly.yaml
  maskproof run release --flow checkout --headed
  maskproof run scenarios/*.yaml --format json --junit maskproof.xml
  maskproof run nightly --retries 2 --shard 1/3`,
		Args: atLeastOne("scenario"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenarios, o.seeded = args, cmd.Flags().Changed("seed")
			return runScenarios(cmd.Context(), o)
		},
	}
	cmd.ValidArgsFunction = completeScenarios
	o.flags(cmd)
	formatFlag(cmd, &o.format, "text", "json", "junit")
	cmd.Flags().StringSliceVar(&o.only, "flow", nil, "walk only this flow; may be given several times")
	cmd.Flags().Uint64Var(&o.seed, "seed", 0, "make the same values again as an earlier run with this seed")
	cmd.Flags().Var(&o.part, "shard", "walk only this part of all flows, such as 2/3")
	cmd.Flags().IntVar(&o.retries, "retries", 0, "walk a flow that proved nothing again, so many times; a leak seen in any try stays")
	cmd.Flags().StringVar(&o.accept, "accept", "", acceptFlagHelp+" (default "+acceptFile+", if it is there)")
	cmd.Flags().StringVar(&o.hook, "webhook", "", webhookHelp)
	cmd.Flags().StringVar(&o.junit, "junit", "", "also write the results of all scenarios to this file, as JUnit XML")
	_ = cmd.RegisterFlagCompletionFunc("flow", completeFlows)
	return cmd
}

// runScenarios loads all scenarios before it runs the first, so that a typo in
// the last one is not found after an hour.
func runScenarios(ctx context.Context, o *runOptions) error {
	if err := o.check("text", "json", "junit"); err != nil {
		return err
	}
	if o.retries < 0 {
		return &usageError{fmt.Errorf("--retries %d: a number of 0 or more", o.retries)}
	}
	if o.part.of > 0 {
		o.shard = &o.part
	}
	var err error
	if o.webhook, err = o.process.webhookTo(o.hook); err != nil {
		return err
	}
	list, err := o.load()
	if err != nil {
		return err
	}
	defer o.browsers.Close()
	code := exitOK
	for _, l := range list {
		if ctx.Err() != nil {
			code = worse(code, exitInterrupted)
			break
		}
		code = worse(code, o.tell(ctx, o.walk(ctx, l, "")))
	}
	if err := o.part.idle(); err != nil && ctx.Err() == nil {
		return err
	}
	return toldBy(worse(code, o.problem(ctx, o.finish())))
}

// loaded is a scenario and where the flows lie that it calls by name.
type loaded struct {
	scenario *scenario.Scenario
	flowDir  string
}

func (o *runOptions) load() ([]loaded, error) {
	var list []loaded
	var problems []error
	accepted, _, err := readAccepted(cmp.Or(o.accept, acceptFile), o.accept == "")
	if err != nil {
		problems = append(problems, err)
	}
	for _, name := range o.scenarios {
		l, err := loadScenario(name, o.process.Env)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if o.seeded {
			l.scenario.Seed = &o.seed
		}
		l.scenario.Policy.Accept = acceptedIn(accepted, l.scenario.Name)
		list = append(list, l)
	}
	if len(problems) > 0 {
		return nil, &badInput{errors.Join(problems...)}
	}
	return list, nil
}
