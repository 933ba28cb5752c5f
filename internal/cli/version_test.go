package cli

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBuilt(t *testing.T) {
	vcs := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0f7535e1"}, {Key: "vcs.time", Value: "2026-11-28T10:00:00Z"}, {Key: "vcs.modified", Value: modified},
		}
	}
	for _, tc := range []struct {
		name, version string
		settings      []debug.BuildSetting
		commit, date  string
	}{
		{"a checkout", "(devel)", vcs("false"), "0f7535e1", "2026-11-28T10:00:00Z"},
		{"a changed checkout", "v0.0.0-20261128100000-0f7535e12345+dirty", vcs("true"), "0f7535e1-dirty", "2026-11-28T10:00:00Z"},
		{"go install of a commit", "v0.0.0-20261128100000-0f7535e12345", nil, "0f7535e12345", ""},
		{"go install of a commit behind a tag", "v1.2.4-0.20261128100000-0f7535e12345", nil, "0f7535e12345", ""},
		{"go install of a tag", "v1.2.3", nil, "", ""},
	} {
		info := &debug.BuildInfo{Main: debug.Module{Version: tc.version}, Settings: tc.settings}
		commit, date := built(info)
		require.Equal(t, tc.commit, commit, tc.name)
		require.Equal(t, tc.date, date, tc.name)
	}
}
