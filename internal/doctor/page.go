package doctor

import (
	"context"
	"errors"
	"fmt"

	"github.com/maskproof/maskproof/internal/browser"
	"github.com/maskproof/maskproof/internal/flow"
	"github.com/maskproof/maskproof/internal/minihog"
	"github.com/maskproof/maskproof/internal/scenario"
)

func chrome(ctx context.Context, e *exam) finding {
	o := e.Deps.Browser
	if e.stage != nil {
		o.HostMap = append(o.HostMap, e.stage.HostMap...)
	}
	b, err := browser.Launch(ctx, o)
	switch {
	case errors.Is(err, browser.ErrNoChrome):
		return failed("no Chrome or Chromium was found", "install one (Debian and Ubuntu: apt-get install chromium), or name it with --chrome")
	case err != nil:
		return failed(err.Error(), "start it by hand to see what it lacks, or name another one with --chrome")
	}
	e.browser = b
	version, err := b.Version(ctx)
	if err != nil {
		return failed(err.Error(), "name another one with --chrome")
	}
	return fine(version + " starts")
}

// embeddedPostHog starts the stage of the demo, which needs posthog-js.
func embeddedPostHog(ctx context.Context, e *exam) finding {
	stage, err := scenario.NewStage(ctx, e.Scenario, e.Deps, func(string) {})
	switch {
	case errors.Is(err, minihog.ErrNoNPM), errors.Is(err, minihog.ErrOffline):
		return failed("posthog-js "+minihog.Version+" is neither in the cache nor to be had", err.Error())
	case err != nil:
		return failed(err.Error(), "empty the cache folder "+e.Deps.CacheDir+" and try again; MASKPROOF_CACHE names another one")
	}
	e.stage = stage
	return fine("posthog-js " + minihog.Version + " is in the cache, the embedded PostHog serves it")
}

// visit is a walk to the first flow's start page.
type visit struct {
	trace *flow.Trace
	hog   browser.PostHog
	err   error
}

// app opens the page where the first flow begins, with all that the flow brings to
// it, has the recorder start there and hand over what it recorded.
func app(ctx context.Context, e *exam) finding {
	start := *e.flow
	start.Steps = nil
	e.visit.trace, e.visit.err = e.browser.Run(ctx, &start, browser.RunOptions{
		BaseURL: e.stage.AppURL, RunID: "doctor", Record: true, Now: e.Deps.Now, RecorderTimeout: e.Deps.RecorderTimeout,
		Met: func(p browser.PostHog) { e.visit.hog = p },
	})
	where := e.stage.AppURL + ", where flow " + start.Name + " begins (" + start.Start + "), opens"
	var off *browser.RecorderError
	var step *browser.StepError
	switch {
	case e.visit.trace.Recorder.Started, e.visit.err == nil, errors.As(e.visit.err, &off):
		return fine(where)
	case errors.As(e.visit.err, &step):
		return failed(step.Reason, "start the app, connect to its network, or give its address in app.url of "+e.Scenario.File+"; where it asks for a password, give it in the flow")
	}
	return failed(e.visit.err.Error(), "see the error, then try again")
}

func recorder(_ context.Context, e *exam) finding {
	rec := e.visit.trace.Recorder
	if rec.Started {
		return fine(fmt.Sprintf("posthog-js %s records there and sends to %s", rec.LibVersion, rec.APIHost))
	}
	fix := remedies()[browser.Cause(rec.Cause)]
	if fix == "" {
		fix = "open the page by hand with ?__posthog_debug=true and read the console"
	}
	if rec.Detail == "" {
		return failed("it could not be seen whether the recorder runs", fix)
	}
	return failed(rec.Detail, fix)
}

// remedies is what to do for a recorder that does not start.
func remedies() map[browser.Cause]string {
	optIn := "if the flow answers a cookie banner first, this is as it should be here; else let it: consent: accept"
	return map[browser.Cause]string{
		browser.CauseNoPostHog:     "begin the flow on a page with analytics, and build the app with its PostHog token",
		browser.CauseNotInit:       optIn,
		browser.CauseOptedOut:      optIn,
		browser.CauseCSP:           "allow PostHog's hosts in script-src and connect-src of the page's Content-Security-Policy",
		browser.CauseBlocked:       "use a Chrome without extensions, and a network without a blocker",
		browser.CauseScriptFailed:  "let this machine reach the host of the script",
		browser.CauseBotFilter:     "leave out --cdp, so that maskproof starts Chrome itself",
		browser.CauseDisabledCode:  "take disable_session_recording out of posthog.init for this build",
		browser.CauseDisabledCloud: "switch session replay on in the project's settings, and allow this domain there",
		browser.CauseNoConfig:      "let this machine reach the API host, and compare the project token in posthog.init",
		browser.CauseSampled:       "set the sample rate to 100 % for the project or environment that is tested",
		browser.CauseLinkedFlag:    "switch the flag on for everybody in the project or environment that is tested",
		browser.CauseTrigger:       "take the triggers out for the project that is tested, or begin the flow where one fires",
		browser.CausePaused:        "take the page off the project's URL blocklist",
		browser.CauseBuffering:     "look at minimum duration and triggers in the project's replay settings",
	}
}

// upload says whether what was recorded reached PostHog.
func upload(_ context.Context, e *exam) finding {
	rec := e.visit.trace.Recorder
	switch {
	case e.visit.err != nil:
		return failed(e.visit.err.Error(), "see the error; the page may leave or reload by itself")
	case !rec.Flushed:
		return failed(fmt.Sprintf("what was recorded was not taken by %s (%d of %d requests failed)", rec.APIHost, rec.Failed, rec.Sent),
			"let this machine reach it, and allow it in connect-src of the page's Content-Security-Policy")
	}
	return fine("what was recorded there was taken")
}
