package rrweb

import "strings"

// event visits the whole event. Its type was read by Decode; what stands in
// data depends on it.
func (w *walk) event() {
	if w.next() != '{' {
		w.free(SurfaceOther, "")
		return
	}
	w.object(func(key string) {
		switch key {
		case "data":
			w.data()
		case "timestamp":
			w.time(key)
		case "type", "delay", "cv", "v", "windowId", "window_id":
			w.plain(SurfaceOther, key)
		default:
			w.unknown(key)
		}
	})
}

// time visits the timestamp: a number there is none but the time.
func (w *walk) time(key string) {
	if value, kind := w.scalar(); kind != '0' {
		w.rest(SurfaceOther, key, value, kind)
	}
}

// data visits the data of the event: the table of places by event type.
func (w *walk) data() {
	if w.next() != '{' {
		w.free(SurfaceOther, "data")
		return
	}
	switch w.ev.Type {
	case FullSnapshot:
		w.object(w.snapshotMember)
	case IncrementalSnapshot:
		w.object(w.incrementalMember)
	case Meta:
		w.object(w.metaMember)
	case Custom:
		w.custom()
	case Plugin:
		w.plugin()
	case Asset:
		w.object(w.assetMember)
	default:
		w.free(SurfaceOther, "data")
	}
}

func (w *walk) snapshotMember(key string) {
	switch key {
	case "node":
		w.node("")
	case "wireframes":
		w.free(SurfaceMobile, key)
	case "initialOffset":
		w.numeric(key)
	default:
		w.unknown(key)
	}
}

func (w *walk) metaMember(key string) {
	switch key {
	case "href":
		w.free(SurfaceURL, key)
	case "width", "height":
		w.plain(SurfaceOther, key)
	default:
		w.unknown(key)
	}
}

func (w *walk) assetMember(key string) {
	switch key {
	case "url":
		w.free(SurfaceURL, key)
	case "payload":
		w.assetPayload()
	default:
		w.unknown(key)
	}
}

// assetPayload visits what upstream rrweb inlines: style sheets, or bytes.
func (w *walk) assetPayload() {
	if w.next() != '{' {
		w.free(SurfaceImage, "payload")
		return
	}
	w.object(func(key string) {
		w.emitKey(SurfaceOther, key)
		if key == "cssTexts" {
			w.free(SurfaceCSS, key)
			return
		}
		w.free(SurfaceImage, key)
	})
}

// custom visits a custom event. Of its members only the tag decides what the
// payload is, so it is looked up first.
func (w *walk) custom() {
	tag := unquote(w.peekMember("tag"))
	w.object(func(key string) {
		switch key {
		case "tag":
			w.free(SurfaceCustom, "tag")
		case "payload":
			w.customPayload(tag)
		default:
			w.unknown(key)
		}
	})
}

// customPayload visits the payload; posthog-js puts page URLs into two of them.
func (w *walk) customPayload(tag string) {
	if w.next() != '{' || tag != "$pageview" && tag != "$url_changed" {
		w.free(SurfaceCustom, "payload")
		return
	}
	w.object(func(key string) {
		w.emitKey(SurfaceCustom, key)
		if key == "href" {
			w.free(SurfaceURL, key)
			return
		}
		w.free(SurfaceCustom, key)
	})
}

// plugin visits a plugin event.
func (w *walk) plugin() {
	as := pluginSurface(unquote(w.peekMember("plugin")))
	w.object(func(key string) {
		switch key {
		case "plugin":
			w.free(SurfacePlugin, key)
		case "payload":
			w.free(as, key)
		default:
			w.unknown(key)
		}
	})
}

// pluginSurface knows the plugins by their name without the version.
func pluginSurface(plugin string) Surface {
	name, _, _ := strings.Cut(plugin, "@")
	switch name {
	case "rrweb/console":
		return SurfaceConsole
	case "rrweb/network":
		return SurfaceNetwork
	}
	return SurfacePlugin
}

// peekMember returns a member of the object that begins here, and stays. The
// recorder writes the wanted member first, so that this is cheap.
func (w *walk) peekMember(name string) string {
	c := cursor{s: w.s, i: w.i + 1}
	for c.next() == '"' {
		if key := unquote(c.quoted()); key == name {
			return c.value()
		}
		c.skip()
	}
	return ""
}
