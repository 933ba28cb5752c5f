package cli

import (
	"encoding/json"
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/maskproof/maskproof/internal/minihog"
)

type versionOptions struct {
	process *Process
	format  string
}

func newVersion(p *Process) *cobra.Command {
	o := &versionOptions{process: p}
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Show the version of maskproof and of the posthog-js it serves",
		Example: "  maskproof version\n  maskproof version --format json",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return showVersion(o) },
	}
	formatFlag(cmd, &o.format, "text", "json")
	return cmd
}

func showVersion(o *versionOptions) error {
	if err := checkFormat(o.format, "text", "json"); err != nil {
		return err
	}
	v := struct {
		Version   string `json:"version"`
		Commit    string `json:"commit"`
		Date      string `json:"date"` // of the commit
		PostHogJS string `json:"posthog_js"`
		Go        string `json:"go"`
		Platform  string `json:"platform"`
	}{o.process.Version, o.process.Commit, o.process.Date, minihog.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	if o.format == "json" {
		return json.NewEncoder(o.process.Stdout).Encode(v)
	}
	text := fmt.Sprintf("maskproof %s (posthog-js %s, %s, %s", v.Version, v.PostHogJS, v.Go, v.Platform)
	if v.Commit != "" {
		text += ", commit " + v.Commit
	}
	if v.Date != "" {
		text += ", " + v.Date
	}
	_, err := fmt.Fprintln(o.process.Stdout, text+")")
	return err
}

// built reads the commit and its time from what Go keeps in a binary: of a checkout
// itself, of a module that was fetched from its version, where that names one.
func built(info *debug.BuildInfo) (commit, date string) {
	changed := false
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.time":
			date = s.Value
		case "vcs.modified":
			changed = s.Value == "true"
		}
	}
	if parts := pseudo.FindStringSubmatch(info.Main.Version); commit == "" && parts != nil {
		commit = parts[1]
	}
	if changed {
		commit += "-dirty"
	}
	return commit, date
}

// pseudo is a version that Go makes of a commit without a tag (go.dev/ref/mod).
var pseudo = regexp.MustCompile(`[-.]\d{14}-([0-9a-f]{12})(?:\+|$)`)
