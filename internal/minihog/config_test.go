package minihog

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func withAssets(o *Options) {
	o.Assets = &Assets{version: Version, files: map[string][]byte{
		"array.js": []byte("ARRAY"), "posthog-recorder.js": []byte("RECORDER"), "lazy-recorder.js": []byte("LAZY"),
	}}
}

func TestScripts(t *testing.T) {
	r := newRig(t, withAssets)
	for path, want := range map[string]string{
		"/static/array.js": "ARRAY", "/static/posthog-recorder.js?v=1.449.2": "RECORDER",
		"/static/lazy-recorder.js": "LAZY", "/static/1.449.2/posthog-recorder.js": "RECORDER",
	} {
		got := r.get(path)
		require.Equal(t, want, got.body, path)
		require.Contains(t, got.header.Get("Content-Type"), "javascript")
		require.NotEmpty(t, got.header.Get("Access-Control-Allow-Origin"))
	}
	for _, path := range []string{"/static/none.js", "/static/1.0.0/array.js", "/static/..%2farray.js", "/other"} {
		require.Equal(t, 404, r.get(path).status, path)
	}
	require.Equal(t, 404, newRig(t, nil).get("/static/array.js").status, "a server without assets has no scripts")
}

func TestRemoteConfigForms(t *testing.T) {
	r := newRig(t, func(o *Options) {
		withAssets(o)
		o.Recording = Recording{
			Console: true, Network: Network{Timing: true, Body: true}, Canvas: true,
			Masking: map[string]any{"maskAllInputs": true}, SampleRate: "0.50",
			MinimumDuration: 2 * time.Second, Extra: map[string]any{"linkedFlag": "x"},
		}
	})
	base := "/array/" + r.hog.Token()
	config := r.json(base + "/config")
	rec := config["sessionRecording"].(map[string]any)
	require.Equal(t, "/s/", rec["endpoint"])
	require.Equal(t, true, rec["consoleLogRecordingEnabled"])
	require.Equal(t, map[string]any{"recordHeaders": false, "recordBody": true}, rec["networkPayloadCapture"])
	require.Equal(t, map[string]any{"maskAllInputs": true}, rec["masking"])
	require.Equal(t, "0.50", rec["sampleRate"])
	require.Equal(t, 2000.0, rec["minimumDurationMilliseconds"])
	require.Equal(t, map[string]any{"script": "posthog-recorder"}, rec["scriptConfig"])
	require.Equal(t, "x", rec["linkedFlag"])
	require.Equal(t, true, config["capturePerformance"].(map[string]any)["network_timing"])

	script := r.get(base + "/config.js").body
	_, after, ok := strings.Cut(script, `["`+r.hog.Token()+`"] = { config: `)
	require.True(t, ok, script)
	var same map[string]any
	require.NoError(t, json.NewDecoder(strings.NewReader(after)).Decode(&same))
	require.Equal(t, config, same)
	bundle := r.get(base + "/array.js").body
	require.Equal(t, script+"ARRAY", bundle)
	require.Equal(t, 404, r.get("/array/phc_other/config").status)
}

func TestRemoteConfigFaults(t *testing.T) {
	r := newRig(t, withAssets)
	path := "/array/" + r.hog.Token() + "/config"
	r.hog.SetFaults(Faults{RecordingOff: true})
	require.Equal(t, false, r.json(path)["sessionRecording"])
	r.hog.SetFaults(Faults{SampleRate: "0.00"})
	require.Equal(t, "0.00", r.json(path)["sessionRecording"].(map[string]any)["sampleRate"])
	r.hog.SetFaults(Faults{ConfigFails: true})
	for _, form := range []string{path, path + ".js", "/array/" + r.hog.Token() + "/array.js"} {
		require.Equal(t, 500, r.get(form).status, form)
	}
	r.hog.SetFaults(Faults{})
	require.Nil(t, r.json(path)["sessionRecording"].(map[string]any)["sampleRate"])
}

func TestFlags(t *testing.T) {
	r := newRig(t, nil)
	got := r.do(http.MethodPost, "/flags/?v=2", "application/json", []byte("{}"))
	require.Equal(t, 200, got.status)
	require.Contains(t, got.body, `"flags":{}`)
	require.NotContains(t, got.body, "sessionRecording")
	for _, path := range []string{"/decide/?v=3", "/flags/?v=2&config=true"} {
		require.Contains(t, r.do(http.MethodPost, path, "application/json", nil).body, `"sessionRecording"`)
	}
}

func TestPreflight(t *testing.T) {
	r := newRig(t, nil)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, r.url+"/s/", nil)
	require.NoError(t, err)
	req.Header.Set("Origin", "http://shop.test")
	req.Header.Set("Access-Control-Request-Headers", "content-type,x-posthog-session-id")
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, 204, res.StatusCode)
	require.Equal(t, "http://shop.test", res.Header.Get("Access-Control-Allow-Origin"))
	require.Equal(t, "content-type,x-posthog-session-id", res.Header.Get("Access-Control-Allow-Headers"))
	require.Equal(t, "true", res.Header.Get("Access-Control-Allow-Credentials"))
}
