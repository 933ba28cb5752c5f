package corpus

import (
	"encoding/json"
	"fmt"

	"github.com/maskproof/maskproof/internal/minihog"
)

// configuration is one way to set the recorder up: what the app gives to
// posthog.init, and what the project's settings say.
type configuration struct {
	init    map[string]any // besides api_host
	project minihog.Recording
}

// configurations are those that channels.Configurations names.
func configurations() map[string]configuration {
	return map[string]configuration{
		// posthog.init with nothing but a host.
		"defaults": {},

		// A team that wants to see all of it: inputs in the clear, console, requests
		// with headers and bodies, canvas, fonts, frames of other origins.
		"open": {
			init: map[string]any{"session_recording": map[string]any{
				"maskAllInputs": false, "recordHeaders": true, "recordBody": true,
				"collectFonts": true, "recordCrossOriginIframes": true,
			}},
			project: minihog.Recording{
				Console: true, Canvas: true, Network: minihog.Network{Timing: true, Headers: true, Body: true},
			},
		},

		// The strictest masks that can be declared. The console is recorded, as in
		// many projects: no mask reaches it.
		"text-masked": {
			init: map[string]any{"session_recording": map[string]any{
				"maskAllInputs": true, "maskTextSelector": "*", "maskAllElementAttributes": true,
			}},
			project: minihog.Recording{Console: true},
		},

		// What is personal is blocked: the pages keep it in <main>. Console and the
		// addresses of requests are recorded: no block reaches them.
		"blocked": {
			init:    map[string]any{"session_recording": map[string]any{"blockSelector": "main"}},
			project: minihog.Recording{Console: true, Network: minihog.Network{Timing: true}},
		},
	}
}

// recorderScript starts posthog-js in a page. A page may define tune(init) in
// front of it, and await recorded(test) behind it: until an event that passes the
// test was handed on for upload, or await recording: until the recorder runs.
const recorderScript = `<script src="%[1]s/static/array.js"></script>
<script>
{
  const init = %[3]s;
  window.tune?.(init);
  const waiting = [], seen = [];
  window.recorded = (test) => new Promise((done) => {
    if (seen.some(test)) return done();
    waiting.push([test, done]);
  });
  posthog.init(%[2]q, init);
  window.recording = new Promise((done) => {
    const look = () => posthog.sessionRecording?.started ? done() : setTimeout(look, 20);
    look();
  });
  posthog.on("eventCaptured", (event) => {
    for (const e of event?.properties?.$snapshot_data ?? []) {
      seen.push(e);
      for (const [test, done] of waiting) if (test(e)) done();
    }
  });
}
</script>
`

// script is what stands for {{recorder}} in a page.
func (c configuration) script(host string) (string, error) {
	init := map[string]any{
		"api_host": host, "person_profiles": "identified_only",
		"cross_subdomain_cookie": false, // each host is a visitor of its own
	}
	for key, value := range c.init {
		init[key] = value
	}
	data, err := json.Marshal(init)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(recorderScript, host, minihog.DefaultToken, data), nil
}
