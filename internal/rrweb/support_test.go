package rrweb

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

// latin1String writes bytes the way posthog-js does: one code point for each.
func latin1String(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	quoted, err := json.Marshal(string(runes))
	if err != nil {
		return err.Error()
	}
	return string(quoted)
}

// gz packs JSON as posthog-js does, with Go's own compressor.
func gz(part string) string {
	var b bytes.Buffer
	zw := gzip.NewWriter(&b)
	io.WriteString(zw, part)
	zw.Close()
	return latin1String(b.Bytes())
}

// zl packs JSON as rrweb's packer does.
func zl(part string) string {
	var b bytes.Buffer
	zw := zlib.NewWriter(&b)
	io.WriteString(zw, part)
	zw.Close()
	return latin1String(b.Bytes())
}

// seen is one visited text in a form that reads well in a failure.
func seen(t *Text) string {
	kind := ""
	if t.Key {
		kind = " key"
	}
	name := ""
	if t.Name != "" {
		name = " " + t.Name
	}
	return fmt.Sprintf("%s%s%s %q %s", t.Surface, kind, name, t.Value, t.Pointer())
}

func visited(t *testing.T, raw string) []string {
	t.Helper()
	ev, err := Decode([]byte(raw))
	require.NoError(t, err)
	var list []string
	ev.Strings(func(text *Text) { list = append(list, seen(text)) })
	return list
}

// lost lists the strings of an event that Strings did not visit and that are not
// names given by the format, read with another JSON reader.
func lost(ev *Event) []string {
	count := map[string]int{}
	ev.Strings(func(t *Text) { count[string([]rune(t.Value))]++ })
	dec := newJSONDecoder(ev.JSON)
	var missing []string
	for { // invalid UTF-8 is U+FFFD on both sides
		tok, err := dec.ReadToken()
		if err != nil {
			return missing
		}
		if tok.Kind() != '"' {
			continue
		}
		kind, n := dec.StackIndex(dec.StackDepth())
		isKey := kind == '{' && n%2 == 1
		if count[tok.String()]--; count[tok.String()] < 0 && !(isKey && structural[tok.String()]) {
			missing = append(missing, tok.String())
		}
		if isKey && structural[tok.String()] {
			count[tok.String()]++ // keys of the format need not be visited
		}
	}
}

// structural are the member names that the format gives. They hold no data.
var structural = func() map[string]bool {
	names := map[string]bool{}
	for _, n := range []string{
		"type", "data", "timestamp", "delay", "cv", "v", "windowId", "window_id",
		"node", "initialOffset", "wireframes", "left", "top",
		"id", "rootId", "tagName", "attributes", "childNodes", "textContent", "isStyle", "isShadow",
		"isShadowHost", "isSVG", "isCustom", "needBlock", "name", "publicId", "systemId", "compatMode",
		"href", "width", "height", "tag", "payload", "plugin", "url", "cssTexts",
		"source", "adds", "removes", "texts", "updates", "wireframe", "value", "text",
		"parentId", "nextId", "previousId", "isAttachIframe", "isChecked", "userTriggered", "selectedOptionIds",
		"positions", "x", "y", "timeOffset", "pointerType", "ranges", "start", "startOffset", "end", "endOffset",
		"currentTime", "volume", "muted", "loop", "playbackRate",
		"styleId", "styleIds", "styles", "rules", "rule", "index", "replace", "replaceSync", "set", "remove", "property", "priority",
		"commands", "args", "setter", "displayWidth", "displayHeight",
		"family", "fontSource", "buffer", "descriptors", "define", "level", "trace",
	} {
		names[n] = true
	}
	return names
}()
