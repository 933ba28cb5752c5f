package minihog

import (
	"net/http"
	"strconv"
)

// settings answers the project with the fields that shape replay
// (PostHog/posthog, posthog/models/team/team.py, posthog/api/team.py).
func (s *Server) settings(w http.ResponseWriter, r *http.Request) {
	rec := s.o.Recording
	writeJSON(w, http.StatusOK, map[string]any{
		"id": projectNumber(s.o.ProjectID), "name": "minihog", "api_token": s.o.Token, "secret_api_token": nil,
		"session_recording_opt_in": !rec.Off, "session_recording_masking_config": rec.masking(),
		"session_recording_network_payload_capture_config": rec.Network.capture(),
		"capture_performance_opt_in":                       rec.Network.Timing, "capture_console_log_opt_in": rec.Console,
		"session_replay_config":                           map[string]any{"record_canvas": rec.Canvas},
		"session_recording_sample_rate":                   optional(rec.SampleRate),
		"session_recording_minimum_duration_milliseconds": optional(rec.MinimumDuration.Milliseconds()),
		"session_recording_linked_flag":                   nil,
		"session_recording_url_trigger_config":            []any{},
		"session_recording_url_blocklist_config":          []any{},
		"session_recording_event_trigger_config":          []any{},
		"session_recording_trigger_match_type_config":     nil,
		"session_recording_trigger_groups":                nil,
		"session_recording_retention_period":              "30d",
		"recording_domains":                               nil,
		"anonymize_ips":                                   false, "autocapture_opt_out": false,
		"autocapture_exceptions_opt_in": false, "heatmaps_opt_in": false, "capture_dead_clicks": false,
		"extra_settings":                 map[string]any{"recorder_script": rec.Script},
		"person_display_name_properties": nil, "test_account_filters": []any{}, "app_urls": []any{},
	})
}

// projectNumber is the id as PostHog has it, a number, where it is one.
func projectNumber(id string) any {
	if n, err := strconv.Atoi(id); err == nil {
		return n
	}
	return id
}
