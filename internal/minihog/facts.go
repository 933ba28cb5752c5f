package minihog

import (
	"encoding/json"
	"time"
)

// facts are what PostHog keeps of a recording beside its blocks
// (table session_replay_events).
type facts struct {
	start, end                    time.Time
	clicks, keys, mouse           int
	logs, warnings, consoleErrors int
	events                        int
	firstURL                      string
}

// The numbers of rrweb that the counts need (packages/types/src/index.ts).
const (
	typeIncremental, typeMeta, typePlugin          = 3, 4, 6
	sourceMove, sourceInteraction, sourceInput     = 1, 2, 5
	mouseClick, mouseContextMenu, mouseDoubleClick = 2, 3, 4
)

// note counts one event and returns its time; false if it has none or is no
// rrweb event.
func (f *facts) note(raw []byte) (time.Time, bool) {
	var ev struct {
		Type      int             `json:"type"`
		Timestamp *float64        `json:"timestamp"`
		Data      json.RawMessage `json:"data"`
	}
	if json.Unmarshal(raw, &ev) != nil || ev.Timestamp == nil {
		return time.Time{}, false
	}
	f.events++
	f.count(ev.Type, ev.Data)
	return time.UnixMilli(int64(*ev.Timestamp)).UTC(), true
}

// count looks into the data part; a compressed or odd one only means that there
// is nothing to count.
func (f *facts) count(kind int, raw json.RawMessage) {
	var data struct {
		Source  int    `json:"source"`
		Type    int    `json:"type"`
		Href    string `json:"href"`
		Plugin  string `json:"plugin"`
		Payload struct {
			Level string `json:"level"`
		} `json:"payload"`
	}
	if json.Unmarshal(raw, &data) != nil {
		return
	}
	switch {
	case kind == typeMeta && f.firstURL == "":
		f.firstURL = cutText(data.Href, 512)
	case kind == typeIncremental:
		f.interaction(data.Source, data.Type)
	case kind == typePlugin && data.Plugin == "rrweb/console@1":
		f.console(data.Payload.Level)
	}
}

func (f *facts) interaction(source, kind int) {
	switch source {
	case sourceMove:
		f.mouse++
	case sourceInteraction:
		f.mouse++
		switch kind {
		case mouseClick, mouseContextMenu, mouseDoubleClick:
			f.clicks++
		}
	case sourceInput:
		f.keys++
	}
}

func (f *facts) console(level string) {
	switch level {
	case "warn":
		f.warnings++
	case "error":
		f.consoleErrors++
	default:
		f.logs++
	}
}

// join adds a block's facts to a recording's.
func (f *facts) join(g facts) {
	if f.events == 0 || g.start.Before(f.start) {
		f.start = g.start
		if g.firstURL != "" {
			f.firstURL = g.firstURL
		}
	}
	if f.firstURL == "" {
		f.firstURL = g.firstURL
	}
	if g.end.After(f.end) {
		f.end = g.end
	}
	f.events += g.events
	f.clicks, f.keys, f.mouse = f.clicks+g.clicks, f.keys+g.keys, f.mouse+g.mouse
	f.logs, f.warnings, f.consoleErrors = f.logs+g.logs, f.warnings+g.warnings, f.consoleErrors+g.consoleErrors
}

// cutText cuts at a number of characters, as PostHog's columns do.
func cutText(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n])
	}
	return s
}
