package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/report"
)

// output is how the user wants to be spoken to, the same for all commands.
type output struct {
	color   string
	log     string
	quiet   bool
	verbose bool
}

// outputHelp says in root's help what the flags of all commands do.
const outputHelp = `Results go to standard output, progress and errors to standard error: on a terminal as a
list that is kept up to date, else as lines. With --log-format json each line is an object
with the keys time, level (debug, info, warning, error), flow ("" for the run as a whole),
step (from 1; 0 where it is about none) and message; where they are known also scenario,
steps, action, took_ms, waited_ms, wait_ms and verdict.`

func (o *output) flags(cmd *cobra.Command) {
	f := cmd.PersistentFlags()
	f.StringVar(&o.color, "color", "auto", "colours: auto (on a terminal; see NO_COLOR, CLICOLOR_FORCE), always, never")
	f.StringVar(&o.log, "log-format", "text", "progress and errors on standard error: text, or json (an object a line)")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "only the verdicts, and errors")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "each step as a line, with its locator and time")
}

func (o *output) check() error {
	switch {
	case !slices.Contains(colorWords, o.color):
		return &usageError{fmt.Errorf("--color %q is unknown, known are %s", o.color, strings.Join(colorWords, ", "))}
	case !slices.Contains(logWords, o.log):
		return &usageError{fmt.Errorf("--log-format %q is unknown, known are %s", o.log, strings.Join(logWords, ", "))}
	case o.quiet && o.verbose:
		return &usageError{errors.New("--quiet and --verbose contradict each other")}
	}
	return nil
}

var (
	colorWords = []string{"auto", "always", "never"}
	logWords   = []string{"text", "json"}
)

// color says whether a stream gets colours: --color goes first, then the
// environment (no-color.org, bixense.com/clicolors).
func (p *Process) color(terminal bool) bool {
	kind, _ := p.Env("TERM")
	forced, _ := p.Env("CLICOLOR_FORCE")
	switch {
	case p.output.color == "always" || p.output.color == "never":
		return p.output.color == "always"
	case p.set("NO_COLOR"):
		return false
	case forced != "" && forced != "0":
		return true
	}
	return terminal && kind != "dumb"
}

// set says that an environment variable is there and not empty.
func (p *Process) set(name string) bool {
	v, ok := p.Env(name)
	return ok && v != ""
}

// live says that progress is shown in place: on a terminal that can, with somebody
// before it.
func (p *Process) live() bool {
	kind, _ := p.Env("TERM")
	ci, _ := p.Env("CI")
	return p.Terminal.Stderr && kind != "dumb" && (ci == "" || ci == "false") &&
		p.output.log != "json" && !p.output.quiet && !p.output.verbose
}

// text is how a report on standard output looks; dir is the run folder it names.
func (p *Process) text(dir string) report.TextOptions {
	return report.TextOptions{
		Color: p.color(p.Terminal.Stdout), Width: p.Terminal.Width, Dir: dir, Brief: p.output.quiet,
	}
}
