package minihog

import "maps"

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
