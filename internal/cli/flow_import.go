package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/devtools"
	"github.com/maskproof/maskproof/internal/draft"
)

type importOptions struct {
	process *Process

	file string
	out  string
}

func newFlowImport(p *Process) *cobra.Command {
	o := &importOptions{process: p}
	cmd := &cobra.Command{
		Use:   "import RECORDING.json",
		Short: "Make a flow of a recording of Chrome DevTools",
		Long: `Make a flow of what the Recorder panel of Chrome DevTools exported as JSON; - is standard
input. In the panel: record, then Export, JSON.

Elements are named by what people see first (label, role and name, text), then by test id,
and by selectors last; a list of locators is tried in order. What was typed is not
written: each field gets a plant of the kind that its name speaks of, or a made-up value.
What a flow cannot say becomes a comment with the number of the step, and what you must
look at is told on standard error.

The start is a path: the scenario says where the app is.`,
		Example: `  maskproof flow import recording.json -o flows/checkout.yaml
  maskproof flow import recording.json | less`,
		Args: oneArgument("recording that DevTools exported as JSON"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.file = args[0]
			return runImport(o)
		},
	}
	outputFlag(cmd, &o.out)
	return cmd
}

func outputFlag(cmd *cobra.Command, into *string) {
	cmd.Flags().StringVarP(into, "output", "o", "", "write the flow to this new file instead of standard output")
}

// oneArgument refuses a call without its one argument; what says what it is.
func oneArgument(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return &usageError{fmt.Errorf("name the %s", what)}
		case len(args) > 1:
			return &usageError{fmt.Errorf("unexpected argument %q", args[1])}
		}
		return nil
	}
}

func runImport(o *importOptions) error {
	data, err := o.read()
	if err != nil {
		return &badInput{fmt.Errorf("read recording: %w", err)}
	}
	f, notes, err := devtools.Import(data)
	if err != nil {
		return &badInput{fmt.Errorf("import %s: %w", o.file, err)}
	}
	if err := writeFlow(o.process.Stdout, o.out, f); err != nil {
		return err
	}
	for _, n := range notes {
		o.process.say(slog.LevelWarn, stepsIn(n.Steps)+n.Text)
	}
	return nil
}

func (o *importOptions) read() ([]byte, error) {
	if o.file == "-" {
		return io.ReadAll(o.process.Stdin)
	}
	return os.ReadFile(o.file)
}

// stepsIn begins a note: "steps 3 and 4: ".
func stepsIn(steps []int) string {
	words := make([]string, len(steps))
	for i, n := range steps {
		words[i] = strconv.Itoa(n)
	}
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return "step " + words[0] + ": "
	default:
		return "steps " + strings.Join(words[:n-1], ", ") + " and " + words[n-1] + ": "
	}
}

// writeFlow writes a flow to a new file, or to stdout where none is named.
func writeFlow(stdout io.Writer, file string, f *draft.Flow) error {
	if file == "" {
		return f.Write(stdout)
	}
	w, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &badInput{fmt.Errorf("%s is there already: name another file, or remove it", file)}
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Write(w), w.Close())
}
