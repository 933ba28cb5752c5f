package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/scenario"
	"github.com/maskproof/maskproof/internal/verify"
)

type demoOptions struct{ runner }

func newDemo(p *Process) *cobra.Command {
	o := &demoOptions{newRunner(p)}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "See it work: the same small shop, once leaky and once masked",
		Long: `Start a small shop and an embedded PostHog on this machine, walk sign-up, checkout and
profile in it, and show two verdicts: leaked, with every leak named, for the shop as it
is often built; and masked, with the proof for each field, for the same shop done right.

Nothing leaves this machine. Real posthog-js is fetched once, with npm.

` + exitHelp(),
		Example: "  maskproof demo\n  maskproof demo --headed",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), o) },
	}
	o.flags(cmd)
	formatFlag(cmd, &o.format, "text", "json")
	return cmd
}

func runDemo(ctx context.Context, o *demoOptions) error {
	if err := o.check("text", "json"); err != nil {
		return err
	}
	defer o.browsers.Close()
	o.retries = 1 // a busy machine can lose a request while a page is left
	code := exitOK
	var reports []string
	for _, shop := range []string{scenario.DemoLeaky, scenario.DemoMasked} {
		l, err := shippedScenario("demo-"+shop, o.process.Env)
		if err != nil {
			return err
		}
		done := o.walk(ctx, l, shop+"/")
		code = worse(code, o.tell(ctx, done))
		if done.result == nil {
			return toldBy(code) // the other shop would meet the same
		}
		reports = append(reports, filepath.Join(done.dir, "report.html"))
	}
	if o.format == "text" && !o.process.output.quiet {
		fmt.Fprint(o.process.Stdout, summary(o.results, reports))
	}
	return toldBy(code)
}

// summary ends the demo: a line for each shop that was walked, and what to look at.
func summary(results []*verify.Result, reports []string) string {
	text := ""
	for i, r := range results {
		if len(r.Flows) > 0 {
			text += fmt.Sprintf("\n%-12s %s\n%-12s %s\n", r.Scenario, oneLineOf(r), "", reports[i])
		}
	}
	return text
}

func oneLineOf(r *verify.Result) string {
	leaks, proven, plants := 0, 0, 0
	for _, f := range r.Flows {
		for _, g := range f.Findings {
			if g.Leak {
				leaks++
			}
		}
		plants += len(f.Plants)
		proven += f.Proven()
	}
	switch {
	case r.Verdict == verify.VerdictLeaked:
		return fmt.Sprintf("%d leaks caught: %d of %d typed values can be read in its recordings.", leaks, leakedPlants(r), plants)
	case r.Verdict == verify.VerdictMasked:
		return fmt.Sprintf("no leak, and proof: %d of %d typed values are hidden, in recordings read in full.", proven, plants)
	}
	return fmt.Sprintf("inconclusive: %d of %d typed values proven hidden; the reasons stand above.", proven, plants)
}

func leakedPlants(r *verify.Result) int {
	n := 0
	for _, f := range r.Flows {
		for _, pl := range f.Plants {
			if pl.Outcome == verify.Leaked {
				n++
			}
		}
	}
	return n
}
