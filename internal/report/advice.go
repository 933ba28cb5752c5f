package report

import "strings"

// advices says what to do about a reason, by its code (verify.Reason.Code). A
// code that is not here has its advice in its message.
var advices = map[string]string{
	"not-finished":         "mend what stopped it and run again",
	"no-recording":         "look the session up in PostHog; if it is there, give scenario recording.wait more time; if not, check sampling, triggers, minimum duration and the project's quota",
	"no-full-snapshot":     "the recorder probably started late or its first request was lost: run again, and look for blocked requests to PostHog",
	"no-closing-snapshot":  "the recorder ended before the flow did: look for a page that turns it off or ends the session, and run again",
	"start-marker-missing": "check that the recorder starts before the first step and that nothing (sampling, a minimum duration, triggers) holds its first events back",
	"end-marker-missing":   "the last requests did not arrive in time: give scenario recording.wait more time and run again",
	"unscanned":            "run again; if it stays, the list in result.json names each part, and the recording is in the run folder",
	"nothing-planted":      "give at least one fill or type step of the flow a plant",
	"nothing-sent":         "look for a blocked or failing request to PostHog's /s/ endpoint in the browser's network panel, and for before_send or a proxy that drops it",
	"not-flushed":          "check that the page can still reach PostHog at the end of the flow, and run again",
	"part-missing":         "look at the job of that part: it did not finish, or its run folder was not kept; then merge all parts again",
	"not-complete":         "give scenario recording.wait more time and run again",
	"plant-unproven":       "look at the screenshot of the step; if the app rewrites the value, plant what it accepts, and if the field is gone before it is recorded, add a checkpoint after the step",
}

// advice is what to do about a reason; "" where its message says it all.
func advice(code string) string {
	if a, ok := advices[code]; ok {
		return a
	}
	if strings.HasPrefix(code, "recorder-") {
		return "until the recorder runs nothing can be proven: mend the cause above and run again"
	}
	return ""
}

// advise writes the advice on a reason, each once a page.
func (p *page) advise(code string) {
	a := advice(code)
	if a == "" || p.adviceTold[a] {
		return
	}
	p.adviceTold[a] = true
	p.field(6, labelWidth, "to do", plain, a)
}
