package scan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/channels"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// slot is a string of a real recording; another text can take its place.
type slot struct {
	events  []string // the recording, decoded
	event   int      // which of them holds the string; -1: it stands beside them
	pointer string
	value   string
	key     bool
}

// GoString is short, for reports of failures.
func (s slot) GoString() string { return fmt.Sprintf("%s %q of event %d", s.pointer, s.value, s.event) }

// recordedSlots lists slots by surface. They are of twins, where none of the
// corpus's values stand.
func recordedSlots(t *testing.T) map[rrweb.Surface][]slot {
	bySurface := map[rrweb.Surface][]slot{}
	list, _ := loadCorpus(t)
	for _, c := range list {
		switch c.Name {
		case "adopted-sheet", "closed-shadow", "comment-split", "console-object", "font", "inline-handler", "inline-style", "script-text", "type-masks":
			addSlots(bySurface, tape(t, channels.Visit{Channel: c, Config: "open", Twin: true}))
		case "bitmap", "canvas-text": // there the values are pixels
			addSlots(bySurface, tape(t, channels.Visit{Channel: c, Config: "open"}))
		}
	}
	addSlots(bySurface, mobileTape(t))
	bySurface[rrweb.SurfaceMetadata] = []slot{{event: -1, pointer: "/person/properties/note", value: "x"}}
	return bySurface
}

// tape is what a visit recorded, as events without compression.
func tape(t *testing.T, v channels.Visit) (events []string) {
	decodeEach(t, storedRecording(t, v), func(ev *rrweb.Event) { events = append(events, string(ev.JSON)) })
	return events
}

// mobileTape is a recording whose snapshots hold what the mobile recorders write:
// none of those has pages.
func mobileTape(t *testing.T) []string {
	list, _ := loadCorpus(t)
	events := tape(t, channels.Visit{Channel: list[0], Config: "open", Twin: true})
	for i, raw := range events {
		events[i] = strings.Replace(raw, `"data":{"node":`, `"data":{"wireframes":[{"id":1,"type":"text","text":"hello"}],"node":`, 1)
	}
	require.NotEqual(t, tape(t, channels.Visit{Channel: list[0], Config: "open", Twin: true}), events)
	return events
}

func addSlots(bySurface map[rrweb.Surface][]slot, events []string) {
	for i, raw := range events {
		ev, _ := rrweb.Decode([]byte(raw))
		ev.Strings(func(x *rrweb.Text) {
			s := slot{events: events, event: i, pointer: strings.Clone(x.Pointer()), value: strings.Clone(x.Value), key: x.Key}
			bySurface[x.Surface] = append(bySurface[x.Surface], s)
		})
	}
}

// with returns the event with the text in the slot, and where the text stands.
func (s slot) with(t require.TestingT, text string) (raw []byte, pointer string) {
	if s.event < 0 {
		raw, err := json.Marshal(map[string]any{"person": map[string]any{"properties": map[string]any{"note": text}}})
		require.NoError(t, err)
		return raw, s.pointer
	}
	d := json.NewDecoder(strings.NewReader(s.events[s.event]))
	d.UseNumber()
	var event any
	require.NoError(t, d.Decode(&event))
	cut := strings.LastIndexByte(s.pointer, '/')
	last := unescapedStep(s.pointer[cut+1:])
	pointer = s.pointer
	switch p := valueAt(event, s.pointer[:cut]).(type) {
	case []any:
		i, err := strconv.Atoi(last)
		require.NoError(t, err)
		p[i] = text
	case map[string]any:
		if s.key && s.value == last {
			p[text] = p[last]
			delete(p, last)
			pointer = s.pointer[:cut+1] + strings.NewReplacer("~", "~0", "/", "~1").Replace(text)
		} else {
			p[last] = text
		}
	}
	raw, err := json.Marshal(event)
	require.NoError(t, err)
	return raw, pointer
}

func valueAt(v any, pointer string) any {
	for _, step := range strings.Split(pointer, "/")[1:] {
		switch parent := v.(type) {
		case []any:
			i, _ := strconv.Atoi(step)
			v = parent[i]
		case map[string]any:
			v = parent[unescapedStep(step)]
		}
	}
	return v
}

func unescapedStep(step string) string {
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
}

// scanned plays the recording with the text in the slot, and returns what was
// found and the strings at the place, as the scanner saw them: those of a font are its
// bytes, too.
func (s slot) scanned(t require.TestingT, scanner *Scanner, text string) (found []Finding, pointer string, values []string) {
	raw, pointer := s.with(t, text)
	ev := rrweb.Metadata(raw)
	if s.event >= 0 {
		var err error
		ev, err = rrweb.Decode(raw)
		require.NoError(t, err)
	}
	ev.Strings(func(x *rrweb.Text) {
		if x.Pointer() == pointer && x.Key == s.key {
			values = append(values, strings.Clone(x.Value))
		}
	})
	if s.event < 0 {
		scanner.Metadata("", raw)
	}
	for i, other := range s.events {
		if i == s.event {
			scanner.Event(i, "w", ev)
			continue
		}
		plain, err := rrweb.Decode(bytes.Clone([]byte(other)))
		require.NoError(t, err)
		scanner.Event(i, "w", plain)
	}
	return scanner.Report().Findings, pointer, values
}
