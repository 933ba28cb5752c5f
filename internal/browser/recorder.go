package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/maskproof/maskproof/internal/flow"
)

//go:embed js/recorder.js
var recorderJS string

// recorderState is what js/recorder.js reads from posthog-js.
type recorderState struct {
	URL        string        `json:"url"`
	PostHog    bool          `json:"posthog"`
	Loaded     bool          `json:"loaded"`
	Recorder   bool          `json:"recorder"`
	Started    bool          `json:"started"`
	Status     string        `json:"status"`
	Lib        string        `json:"lib"`
	APIHost    string        `json:"apiHost"`
	UIHost     string        `json:"uiHost"`
	Token      string        `json:"token"`
	Session    string        `json:"session"`
	OptedOut   bool          `json:"optedOut"`
	Disabled   bool          `json:"disabled"`
	Bot        bool          `json:"bot"`
	BotAllowed bool          `json:"botAllowed"`
	Sampled    any           `json:"sampled"`
	Remote     *remoteConfig `json:"remote"`
	Options    string        `json:"options"`
}

// remoteConfig is the part of the persisted remote config that decides whether
// posthog-js records (browser-common/src/types/remote-config.ts).
type remoteConfig struct {
	Enabled       *bool           `json:"enabled"`
	Endpoint      string          `json:"endpoint"`
	SampleRate    any             `json:"sampleRate"`
	MinimumMillis *int            `json:"minimumDurationMilliseconds"`
	LinkedFlag    any             `json:"linkedFlag"`
	URLTriggers   json.RawMessage `json:"urlTriggers"`
	EventTriggers json.RawMessage `json:"eventTriggers"`
	TriggerGroups json.RawMessage `json:"triggerGroups"`
}

// recording says that events go out: started, and neither held back nor off.
func (s *recorderState) recording() bool {
	return s.Started && (s.Status == "active" || s.Status == "sampled") && (!s.Bot || s.BotAllowed)
}

// ask evaluates one function of js/recorder.js in the page's own world.
func (t *tab) ask(ctx context.Context, out any, function string, args ...any) error {
	list, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		return err
	}
	res, err := call(ctx, t.ctx, runtime.Evaluate, runtime.EvaluateParams{
		Expression:    recorderJS + "." + function + "(..." + string(list) + ")",
		ReturnByValue: new(true),
		AwaitPromise:  new(true),
	})
	if err != nil {
		return gone(err)
	}
	if res.ExceptionDetails != nil {
		return &chromedp.ExceptionError{ExceptionDetails: res.ExceptionDetails}
	}
	if out == nil || res.Result.Value == nil {
		return nil
	}
	return json.Unmarshal(res.Result.Value, out)
}

// awaitRecorder returns once the recorder in the page runs, or a *RecorderError
// with the cause at the deadline.
func (t *tab) awaitRecorder(ctx context.Context, limit time.Duration) (*recorderState, error) {
	state := &recorderState{}
	err := poll(ctx, limit, func() error {
		if err := t.ask(ctx, state, "state"); err != nil {
			return err
		}
		if state.recording() {
			return nil
		}
		if err := t.wiggle(ctx); err != nil {
			return err
		}
		return &obstacle{reason: "the recorder is " + state.Status}
	})
	if err == nil || ctx.Err() != nil || !timedOut(err) {
		return state, err
	}
	cause, detail := diagnose(state, t.traffic.stopped())
	return state, &RecorderError{Cause: cause, Detail: detail}
}

// wiggle moves the mouse over the page's corner: an interaction that changes
// nothing. posthog-js keeps what it recorded back until there was one, on every
// page anew, and says "active" all the same: flush has one, whatever was done before.
func (t *tab) wiggle(ctx context.Context) error {
	for i := range 3 {
		if err := t.mouse(ctx, "mouseMoved", float64(2+i), float64(2+2*i), 0); err != nil {
			return err
		}
	}
	return nil
}

// diagnose names the cause for a recorder that does not run.
func diagnose(s *recorderState, stopped []blockedRequest) (Cause, string) {
	on := " on " + s.URL
	for _, b := range stopped {
		if cause, why := blockedBy(b); cause != "" && (!s.Recorder || s.Remote == nil) {
			return cause, fmt.Sprintf("%s %s%s", strings.SplitN(b.url, "?", 2)[0], why, on)
		}
	}
	switch {
	case !s.PostHog && !s.Recorder:
		return CauseNoPostHog, "there is no posthog-js" + on + ": is it the right page, and is analytics enabled in this environment?"
	case s.PostHog && !s.Loaded:
		return CauseNotInit, "posthog-js is there but posthog.init was not called" + on + " (does it wait for consent?)"
	case s.OptedOut:
		return CauseOptedOut, "posthog-js is opted out" + on + ": let the flow accept the consent banner before the first plant"
	case s.Bot && !s.BotAllowed:
		return CauseBotFilter, "posthog-js takes this browser for a bot (navigator.webdriver, or a user agent with Headless) and drops everything" + on + ": let maskproof start Chrome itself, or set opt_out_useragent_filter for test environments"
	case s.Disabled:
		return CauseDisabledCode, "disable_session_recording is true in posthog.init" + on
	case s.Remote == nil:
		return CauseNoConfig, "posthog-js has no remote config yet" + on + ": is " + s.APIHost + " reachable from here and the project token right?"
	}
	return diagnoseRemote(s, on)
}

func diagnoseRemote(s *recorderState, on string) (Cause, string) {
	r := s.Remote
	given := func(raw json.RawMessage) bool { return len(raw) > 4 && string(raw) != "null" }
	switch {
	case r.Enabled != nil && !*r.Enabled:
		return CauseDisabledCloud, "session replay is switched off in the PostHog project's settings (or its quota is used up, or this domain is not authorised)"
	case s.Status == "paused":
		return CausePaused, "the recorder is paused" + on + " by the project's URL blocklist"
	case s.Sampled == false || s.Status == "disabled" && r.SampleRate != nil:
		return CauseSampled, fmt.Sprintf("this session was sampled out (sample rate %v): use a project or environment that records every session", r.SampleRate)
	case r.LinkedFlag != nil:
		return CauseLinkedFlag, "recording waits for a feature flag" + on + ": enable the linked flag for the test user"
	case given(r.URLTriggers), given(r.EventTriggers), given(r.TriggerGroups):
		return CauseTrigger, "recording waits for a URL or event trigger of the project" + on
	case s.Status == "buffering":
		return CauseBuffering, "the recorder runs but holds its data back (status buffering)" + on
	case !s.Recorder:
		return CauseScriptFailed, "the recorder script was not loaded" + on
	}
	return CauseUnknown, fmt.Sprintf("status %q, started %v%s", s.Status, s.Started, on)
}

// blockedBy recognises what kept one of PostHog's own requests from its server.
func blockedBy(b blockedRequest) (Cause, string) {
	if !strings.Contains(b.url, "/static/") && !strings.Contains(b.url, "/array/") && !strings.Contains(b.url, "/flags") {
		return "", ""
	}
	switch {
	case b.reason == "csp":
		return CauseCSP, "is forbidden by the page's Content-Security-Policy; allow PostHog's hosts in script-src and connect-src; the recorder cannot start"
	case strings.Contains(b.reason, "ERR_BLOCKED_BY_CLIENT"):
		return CauseBlocked, "was blocked by an ad blocker or extension"
	case strings.Contains(b.url, "/config"):
		return CauseNoConfig, "could not be loaded (" + b.reason + "): is the project token right, and PostHog reachable from here?"
	}
	return CauseScriptFailed, "could not be loaded (" + b.reason + ")"
}

// mark writes a marker into the recording, and says whether there was one to
// write into. While the page is being left it waits for the next.
func (t *tab) mark(ctx context.Context, m flow.Marker) (bool, error) {
	var way string
	attribute := fmt.Sprintf("data-maskproof-%s-%s-%d", m.Run, m.Kind, m.Step)
	err := poll(ctx, markLimit, func() error {
		t.leaving.settle(ctx)
		if err := t.ask(ctx, &way, "mark", flow.MarkerTag, m, attribute); err != nil {
			return err
		}
		if way == "leaving" {
			return &obstacle{reason: "the page is being left"}
		}
		return nil
	})
	return err == nil && way != "", err
}

// markLimit is for how long a marker may wait for a page to arrive.
const markLimit = 10 * time.Second
