package minihog

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
)

// remoteConfig is what posthog-js reads at start (fields: PostHog/posthog,
// posthog/models/remote_config.py; used by posthog-js 1.449.2 dist/array.js).
func (s *Server) remoteConfig() map[string]any {
	return map[string]any{
		"token":                s.o.Token,
		"supportedCompression": []string{"gzip", "gzip-js"},
		"hasFeatureFlags":      false,
		"captureDeadClicks":    false,
		"capturePerformance": map[string]any{
			"network_timing":             s.o.Recording.Network.Timing,
			"web_vitals":                 false,
			"web_vitals_allowed_metrics": nil,
		},
		"autocapture_opt_out":   false,
		"autocaptureExceptions": false,
		"analytics":             map[string]any{"endpoint": "/i/v0/e/"},
		"elementsChainAsString": true,
		"errorTracking":         map[string]any{"autocaptureExceptions": false, "suppressionRules": []any{}},
		"sessionRecording":      s.sessionRecording(),
		"heatmaps":              false,
		"surveys":               false,
		"defaultIdentifiedOnly": true,
		"conversations":         false,
		"productTours":          false,
		"siteApps":              []any{},
	}
}

// sessionRecording is the recorder's part of remote config: false, or an object.
func (s *Server) sessionRecording() any {
	rec, bad := s.o.Recording, s.weather.now()
	if rec.Off || bad.RecordingOff {
		return false
	}
	conf := map[string]any{
		"endpoint":                    "/s/",
		"consoleLogRecordingEnabled":  rec.Console,
		"recorderVersion":             "v2",
		"version":                     2,
		"sampleRate":                  optional(rec.SampleRate),
		"minimumDurationMilliseconds": optional(rec.MinimumDuration.Milliseconds()),
		"linkedFlag":                  nil,
		"networkPayloadCapture":       rec.Network.capture(),
		"masking":                     rec.masking(),
		"urlTriggers":                 []any{},
		"urlBlocklist":                []any{},
		"eventTriggers":               []any{},
		"triggerMatchType":            nil,
		"triggerGroups":               nil,
		"scriptConfig":                map[string]any{"script": rec.Script},
	}
	if bad.SampleRate != "" {
		conf["sampleRate"] = bad.SampleRate
	}
	if rec.Canvas {
		conf["recordCanvas"], conf["canvasFps"], conf["canvasQuality"] = true, 3, "0.4"
	}
	maps.Copy(conf, rec.Extra)
	return conf
}

// capture is PostHog's setting for headers and bodies; null if neither is on.
func (n Network) capture() any {
	if !n.Headers && !n.Body {
		return nil
	}
	return map[string]any{"recordHeaders": n.Headers, "recordBody": n.Body}
}

// masking is PostHog's setting for masking; null if nobody set it.
func (r Recording) masking() any {
	if r.Masking == nil {
		return nil
	}
	return r.Masking
}

// optional is null for a zero value, as PostHog writes settings nobody set.
func optional[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

func (s *Server) configJSON(w http.ResponseWriter, r *http.Request) {
	if s.configRefused(w, r) {
		return
	}
	writeJSON(w, http.StatusOK, s.remoteConfig())
}

// configScript is the form that posthog-js tries first: a script that leaves
// the same object on window.
func (s *Server) configScript(w http.ResponseWriter, r *http.Request) {
	if s.configRefused(w, r) {
		return
	}
	body, err := s.configJS()
	if err != nil {
		s.logf("remote config: %v", err)
		http.Error(w, "remote config", http.StatusInternalServerError)
		return
	}
	writeScript(w, body)
}

func (s *Server) configJS() ([]byte, error) {
	config, err := json.Marshal(s.remoteConfig())
	if err != nil {
		return nil, err
	}
	token, err := json.Marshal(s.o.Token)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "(function() {\n"+
		"  window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {};\n"+
		"  window._POSTHOG_REMOTE_CONFIG[%s] = { config: %s, siteApps: [] };\n"+
		"})();\n", token, config), nil
}

func (s *Server) configRefused(w http.ResponseWriter, r *http.Request) bool {
	if s.weather.now().ConfigFails {
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		return true
	}
	if r.PathValue("token") != s.o.Token {
		s.logf("remote config for an unknown token")
		http.Error(w, "Not Found", http.StatusNotFound)
		return true
	}
	return false
}

// flags answers feature flags: there are none. Old SDKs (decide) and requests
// with config=true expect remote config in the same object.
func (s *Server) flags(w http.ResponseWriter, r *http.Request) {
	answer := map[string]any{}
	if r.URL.Path == "/decide" || r.URL.Query().Get("config") == "true" {
		answer = s.remoteConfig()
	}
	maps.Copy(answer, map[string]any{
		"flags": map[string]any{}, "featureFlags": map[string]any{}, "featureFlagPayloads": map[string]any{},
		"errorsWhileComputingFlags": false, "requestId": "00000000-0000-4000-8000-000000000000",
	})
	writeJSON(w, http.StatusOK, answer)
}
