package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/maskproof/maskproof/internal/strictyaml"
)

// flagError is a usage error that names the flag that was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return &usageError{err}
	}
	name, shorthands := unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()
	text := "unknown flag --" + name
	if shorthands != "" { // "-retries", with one dash, is read as letters
		word, _, _ := strings.Cut(shorthands, "=")
		text, name = "unknown flag -"+word, word
	}
	if near := strictyaml.Nearest(name, flagNames(cmd)); near != "" && len(name) > 1 {
		text += ", did you mean --" + near + "?"
	}
	return &usageError{fmt.Errorf("%s", text)}
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	note := func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	}
	cmd.Flags().VisitAll(note)
	cmd.InheritedFlags().VisitAll(note)
	return names
}

// subcommandOnly refuses a word that is no command, naming the nearest ones.
func subcommandOnly(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("unknown command %q", args[0])
	if near := nearCommands(cmd, args[0]); len(near) > 0 {
		text += ", did you mean " + strings.Join(near, " or ") + "?"
	}
	return &usageError{fmt.Errorf("%s", text)}
}

// nearCommands are those that a word names elsewhere, or that are spelt like it.
func nearCommands(cmd *cobra.Command, word string) []string {
	var names, inner []string
	for _, c := range cmd.Commands() {
		if !c.IsAvailableCommand() && !c.IsAdditionalHelpTopicCommand() {
			continue
		}
		names = append(names, c.Name())
		for _, below := range c.Commands() {
			if below.Name() == word { // "maskproof check" is "maskproof flow check"
				inner = append(inner, below.CommandPath())
			}
		}
	}
	if near := strictyaml.Nearest(word, names); len(inner) == 0 && near != "" {
		return []string{near}
	}
	return inner
}
