package scan

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/maskproof/maskproof/internal/rrweb"
)

// origin says what sent the data of a custom or plugin event: the tag, the first
// line of a console call's stack, the URL of a request without its query. What
// one origin repeats is one place.
func (s *Scanner) origin(at *site) string {
	if at.ev == nil || at.ev.Type != rrweb.Custom && at.ev.Type != rrweb.Plugin {
		return ""
	}
	if s.sent.event != at.event || s.sent.data == nil {
		s.sent.event, s.sent.data = at.event, readSent(at.ev)
	}
	return s.sent.data.origin(at.pointer())
}

// sent is the part of a custom or plugin event that tells its origin.
type sent struct {
	Tag     string `json:"tag"`
	Plugin  string `json:"plugin"`
	Payload struct {
		Trace    []string `json:"trace"`
		Requests []struct {
			Name string `json:"name"`
		} `json:"requests"`
	} `json:"payload"`
}

// readSent relies on nothing: a payload of another form leaves fields empty.
func readSent(ev *rrweb.Event) *sent {
	var event struct {
		Data json.RawMessage `json:"data"`
	}
	d := &sent{}
	if json.Unmarshal(ev.JSON, &event) == nil {
		_ = json.Unmarshal(event.Data, d) // what does not fit stays empty
	}
	return d
}

func (d *sent) origin(pointer string) string {
	source := d.Tag + d.Plugin
	if rest, ok := strings.CutPrefix(pointer, "/data/payload/requests/"); ok {
		number, _, _ := strings.Cut(rest, "/")
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(d.Payload.Requests) {
			url, _, _ := strings.Cut(d.Payload.Requests[i].Name, "?")
			return source + " " + url
		}
	}
	if len(d.Payload.Trace) > 0 {
		return source + " " + d.Payload.Trace[0]
	}
	return source
}

// pointerShape is a pointer with "*" for the indices of lists.
func pointerShape(pointer string) string {
	steps := strings.Split(pointer, "/")
	for i, step := range steps {
		if step != "" && strings.Trim(step, "0123456789") == "" {
			steps[i] = "*"
		}
	}
	return strings.Join(steps, "/")
}
