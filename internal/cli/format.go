package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// formatFlag declares --format; the first word is the default.
func formatFlag(cmd *cobra.Command, into *string, words ...string) {
	cmd.Flags().StringVar(into, "format", words[0], "how results are printed: "+strings.Join(words, ", "))
	completeWords(cmd, "format", words...)
}

// checkFormat refuses a word that --format does not know.
func checkFormat(got string, words ...string) error {
	if slices.Contains(words, got) {
		return nil
	}
	return &usageError{fmt.Errorf("unknown format %q, known are %s", got, strings.Join(words, ", "))}
}
