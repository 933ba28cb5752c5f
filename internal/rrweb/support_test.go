package rrweb

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
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

// lost lists the strings and numbers of an event that Strings did not visit at
// their place and that are not given by the format, read with another JSON
// reader.
func lost(ev *Event) []string {
	visited := map[string]int{}
	ev.Strings(func(t *Text) {
		isTag := t.Key && t.Name == "" && strings.HasSuffix(t.Pointer(), "/tagName") // a value, but a name
		visited[spot(t.Key && !isTag, t.Pointer(), t.Value)]++
	})
	dec := newJSONDecoder(ev.JSON)
	var missing []string
	for {
		tok, err := dec.ReadToken()
		if err != nil {
			return missing
		}
		if tok.Kind() != '"' && tok.Kind() != '0' {
			continue
		}
		kind, n := dec.StackIndex(dec.StackDepth())
		isKey, pointer := kind == '{' && n%2 == 1, string(dec.StackPointer())
		at := spot(isKey, pointer, tok.String())
		if visited[at]--; visited[at] >= 0 || isGiven(isKey, pointer, tok) {
			continue
		}
		missing = append(missing, at)
	}
}

// spot is a string at its place; invalid UTF-8 is U+FFFD on both sides.
func spot(key bool, pointer, value string) string {
	return fmt.Sprint(key, " ", string([]rune(pointer)), " ", string([]rune(value)))
}

// isGiven says that a token holds no data: a name that the format gives, or a
// number too short to hold any where the format has a number.
func isGiven(isKey bool, pointer string, tok jsontext.Token) bool {
	if isKey {
		return structural[tok.String()]
	}
	path := strings.Split(pointer, "/")
	for len(path) > 1 && strings.Trim(path[len(path)-1], "0123456789") == "" {
		path = path[:len(path)-1] // an index
	}
	return tok.Kind() == '0' && (pointer == "/timestamp" || numeric[path[len(path)-1]] && !longDigits(tok.String()))
}

// numeric are the members that hold ids, positions and the like.
var numeric = func() map[string]bool {
	names := map[string]bool{}
	for _, n := range []string{
		"type", "delay", "cv", "v", "windowId", "window_id", "width", "height", "initialOffset", "left", "top",
		"id", "rootId", "isStyle", "isShadow", "isShadowHost", "isSVG", "isCustom", "needBlock",
		"source", "removes", "parentId", "nextId", "previousId", "isAttachIframe", "isChecked", "userTriggered", "selectedOptionIds",
		"positions", "x", "y", "timeOffset", "pointerType", "ranges", "start", "startOffset", "end", "endOffset",
		"currentTime", "volume", "muted", "loop", "playbackRate", "styleId", "styleIds", "index",
		"setter", "displayWidth", "displayHeight", "buffer",
	} {
		names[n] = true
	}
	return names
}()

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
