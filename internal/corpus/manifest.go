package corpus

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/maskproof/maskproof/internal/channels"
)

// manifest says what made the recordings; it stands beside them.
type manifest struct {
	PostHogJS string `json:"posthog_js"` // version
	Chrome    string `json:"chrome"`     // major version
	Recorded  string `json:"recorded"`   // date
	Seed      uint64 `json:"seed"`       // of the canaries
	Channels  int    `json:"channels"`
}

func (r *recorder) writeManifest(count int) error {
	agent, _ := r.site.agent.Load().(string)
	data, err := json.MarshalIndent(manifest{
		PostHogJS: r.Assets.Version(), Chrome: chrome(agent), Recorded: r.Now().UTC().Format(time.DateOnly),
		Seed: channels.Seed, Channels: count,
	}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.Dir, "manifest.json"), append(data, '\n'), 0o644)
}
