package cli

import (
	"encoding/json"
	"fmt"
	"runtime"

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
		PostHogJS string `json:"posthog_js"`
		Go        string `json:"go"`
		Platform  string `json:"platform"`
	}{o.process.Version, minihog.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	if o.format == "json" {
		return json.NewEncoder(o.process.Stdout).Encode(v)
	}
	_, err := fmt.Fprintf(o.process.Stdout, "maskproof %s (posthog-js %s, %s, %s)\n", v.Version, v.PostHogJS, v.Go, v.Platform)
	return err
}
