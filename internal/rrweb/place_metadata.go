package rrweb

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// Metadata takes JSON that stands beside the events of a recording: what PostHog
// keeps for it, the person in an export, the distinct_id of a captured request.
// The event it returns has NoType; its Strings visits every string, key and
// number, as SurfaceMetadata and SurfaceURL.
func Metadata(raw []byte) *Event {
	ev := &Event{Type: NoType, Source: NoSource, JSON: bytes.TrimSpace(raw), metadata: true}
	dec := newJSONDecoder(ev.JSON)
	_, err := dec.ReadValue()
	if err == nil {
		if _, more := dec.ReadToken(); !errors.Is(more, io.EOF) {
			err = errors.New("data behind the value")
		}
	}
	if err != nil {
		ev.broken = true
		ev.note("", err.Error())
	}
	return ev
}

// metadataValue visits a value of any form. Its name says whether it is a URL.
func (w *walk) metadataValue(name string) {
	value, kind := w.scalar()
	switch kind {
	case '"', '0':
		w.emit(metadataSurface(name, value), name, value)
	case '{':
		w.object(func(key string) {
			w.emitKey(SurfaceMetadata, key)
			w.metadataValue(key)
		})
	case '[':
		w.array(func(int) { w.metadataValue(name) })
	}
}

// metadataSurface knows PostHog's names of addresses: start_url, $current_url,
// $initial_referrer, $pathname, $snapshot_host.
func metadataSurface(name, value string) Surface {
	if isDataURI(value) {
		return SurfaceImage
	}
	for _, word := range []string{"url", "href", "referrer", "referring", "pathname", "host"} {
		if strings.Contains(strings.ToLower(name), word) {
			return SurfaceURL
		}
	}
	return SurfaceMetadata
}
