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
