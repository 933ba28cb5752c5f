package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"regexp"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/doctor"
)

type doctorOptions struct {
	runner

	scenario string
}

func newDoctor(p *Process) *cobra.Command {
	o := &doctorOptions{runner: newRunner(p), scenario: "demo-masked"}
	cmd := &cobra.Command{
		Use:   "doctor [SCENARIO]",
		Short: "Say what a run of a scenario would lack, and how to mend it",
		Long: `Look at what a run needs, one line each: Chrome, the app, a recorder that starts in it
from here and hands over what it recorded, PostHog's API, the key and its scopes, the
project and its replay settings, the clock, the run folder. What is not as it should be
comes with its fix; what cannot be looked at because of that is "not checked".

The page where the scenario's first flow begins is opened, as a visitor would, and
nothing is done on it: PostHog has a short recording of it afterwards. Without a
SCENARIO, this machine is examined with the demo shop.

Exit codes:
  0    nothing failed; a warning is no failure
  4    the scenario cannot be read, or not be run as written
  5    at least one check failed
  130  interrupted`,
		Example: `  maskproof doctor
  maskproof doctor scenarios/nightly.yaml
  maskproof doctor nightly --format json`,
		Args: atMostOne("scenario"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.scenario = args[0]
			}
			return runDoctor(cmd.Context(), o)
		},
	}
	o.placeFlags(cmd)
	formatFlag(cmd, &o.format, "text", "json")
	return cmd
}

func runDoctor(ctx context.Context, o *doctorOptions) error {
	if err := o.check("text", "json"); err != nil {
		return err
	}
	l, keyName, err := o.load()
	if err != nil {
		return &badInput{err}
	}
	look := doctor.Options{Scenario: l.scenario, Deps: o.deps(l.flowDir), KeyName: keyName}
	paper := &doctorPaper{w: o.process.Stdout, color: o.process.color(o.process.Terminal.Stdout), symbols: o.process.Terminal.Stdout}
	if o.format == "text" {
		look.Seen = paper.line
	}
	lines, err := doctor.Examine(ctx, look)
	if err != nil {
		return err
	}
	if o.format == "json" {
		err = writeDoctorJSON(o.process.Stdout, l.scenario.Name, lines)
	}
	switch {
	case err != nil:
		return err
	case paper.err != nil:
		return paper.err
	case !doctor.Passed(lines):
		return toldBy(exitUnfinished)
	}
	return nil
}

// keyVariable is what the scenario takes its API key from.
var keyVariable = regexp.MustCompile(`\bapi_key:\s*["']?\$\{(\w+)\}`)

// load reads the scenario, and the name of the variable that its API key comes from.
// One that is not set is something to examine, not a mistake of the file.
func (o *doctorOptions) load() (l loaded, keyName string, err error) {
	if _, data, err := readScenario(o.scenario); err == nil {
		if m := keyVariable.FindSubmatch(data); m != nil {
			keyName = string(m[1])
		}
	}
	missing := false
	l, err = loadScenario(o.scenario, func(name string) (string, bool) {
		value, ok := o.process.Env(name)
		if name == keyName && value == "" {
			missing = true
			return "missing", true
		}
		return value, ok
	})
	if err == nil && missing {
		l.scenario.PostHog.Key = ""
	}
	return l, keyName, err
}

func writeDoctorJSON(w io.Writer, scenario string, lines []doctor.Line) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Schema   string        `json:"schema"`
		Scenario string        `json:"scenario"`
		OK       bool          `json:"ok"`
		Checks   []doctor.Line `json:"checks"`
	}{"maskproof.doctor/1", scenario, doctor.Passed(lines), lines})
}

// doctorPaper writes the lines of an examination, each as soon as it is known.
type doctorPaper struct {
	w       io.Writer
	color   bool
	symbols bool // the lines begin with a sign, as on a terminal
	err     error
}

// look of a state: its sign, and its colour as the terminal's number. The pairs stay
// apart for people who see no red or no green.
func signOf(s doctor.State) (sign, color string) {
	switch s {
	case doctor.OK:
		return "✓", "34"
	case doctor.Failed:
		return "✗", "1;31"
	case doctor.Warning:
		return "!", "33"
	}
	return "–", "2"
}

func (p *doctorPaper) line(l doctor.Line) {
	sign, color := signOf(l.State)
	state := fmt.Sprintf("%-11s", l.State)
	if p.symbols {
		state = sign + " " + state
	}
	if p.color {
		state = "\x1b[" + color + "m" + state + "\x1b[0m"
	}
	text := fmt.Sprintf("%s  %-22s  %s\n", state, l.Check, oneLine(l.Text))
	if l.Fix != "" {
		indent := 11
		if p.symbols {
			indent += 2
		}
		text += fmt.Sprintf("%*s  %22s  %s\n", indent, "", "fix:", oneLine(l.Fix))
	}
	if _, err := io.WriteString(p.w, text); p.err == nil {
		p.err = err
	}
}
