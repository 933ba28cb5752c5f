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

// outputHelp is the text of "help output".
const outputHelp = `Results go to standard output, progress and errors to standard error.

On a terminal, progress is a list that is kept up to date: each flow with its step, the wait
for its recording, and its outcome; of a scan of files, how far it is. Elsewhere, in CI (CI
is set) and where TERM is dumb, it is a line for each step, as it is with --verbose, which
adds locators and times.

  -q, --quiet           only the verdicts, and errors
  -v, --verbose         each step as a line, with its locator and time
  --color WORD          auto, always or never. With auto, colours are for terminals; NO_COLOR
                        turns them off, CLICOLOR_FORCE=1 on. Each colour has a sign or a word
                        beside it: ✓ masked, ✗ leaked, ? inconclusive
  --log-format json     progress and errors as one JSON object a line

The keys of an object are always

  time      RFC 3339
  level     debug (with --verbose), info, warning or error
  message   in English, for people; do not parse it
  flow      its name; "" for the run as a whole
  step      its number in the flow, from 1; 0 where the line is about none

and, where they are known, scenario, steps (how many the flow has), action (verb and locator
of the step), took_ms, waited_ms and wait_ms (of waiting for a recording: so far, and at
most) and verdict. Annotations for GitHub Actions are left out, since they are no JSON.`

func (o *output) flags(cmd *cobra.Command) {
	f := cmd.PersistentFlags()
	f.StringVar(&o.color, "color", "auto", "colours: auto (on a terminal; see NO_COLOR, CLICOLOR_FORCE), always, never")
	f.StringVar(&o.log, "log-format", "text", "progress and errors on standard error: text, or json (an object a line)")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "only the verdicts, and errors")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "each step as a line, with its locator and time")
	completeWords(cmd, "color", colorWords...)
	completeWords(cmd, "log-format", logWords...)
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
