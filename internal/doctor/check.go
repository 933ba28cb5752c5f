package doctor

import "context"

// check is one thing to look at.
type check struct {
	name  string
	needs []string         // checks before it without which there is nothing to look at
	only  func(*exam) bool // whether it concerns the scenario; nil: each
	look  func(context.Context, *exam) finding
}

// finding is what a look came to.
type finding struct {
	state State
	text  string
	fix   string
}

func fine(text string) finding           { return finding{OK, text, ""} }
func failed(text, fix string) finding    { return finding{Failed, text, fix} }
func warning(text, fix string) finding   { return finding{Warning, text, fix} }
func unchecked(text, fix string) finding { return finding{Unchecked, text, fix} }

// The names that other checks need.
const (
	chromeStarts   = "Chrome"
	stageStands    = "posthog-js"
	appOpens       = "app"
	recorderStarts = "recorder"
	hostAnswers    = "API host"
	keyAccepted    = "API key"
	projectExists  = "project"
	settingsRead   = "project:read"
)

// table is all checks, in the order in which a run needs them.
func table() []check {
	embedded := func(e *exam) bool { return e.Scenario.PostHog.Embedded }
	return []check{
		{name: stageStands, only: embedded, look: embeddedPostHog},
		{name: chromeStarts, look: chrome},
		{name: appOpens, needs: []string{chromeStarts, stageStands}, look: app},
		{name: recorderStarts, needs: []string{appOpens}, look: recorder},
		{name: "upload", needs: []string{recorderStarts}, look: upload},
		{name: hostAnswers, needs: []string{stageStands}, look: host},
		{name: keyAccepted, needs: []string{hostAnswers}, look: key},
		{name: projectExists, needs: []string{keyAccepted}, look: project},
		{name: "session_recording:read", needs: []string{projectExists}, look: recordings},
		{name: settingsRead, needs: []string{projectExists}, look: settings},
		{name: "replay is on", needs: []string{settingsRead}, look: replay},
		{name: "same project", needs: []string{recorderStarts, settingsRead}, look: sameProject},
		{name: "clock", needs: []string{hostAnswers}, look: skew},
		{name: "run folder", look: runFolder},
	}
}
