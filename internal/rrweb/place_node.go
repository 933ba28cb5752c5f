package rrweb

// node visits one serialised node with all below it. The members of a node come
// in no fixed order, so what its own strings are is looked up before.
func (w *walk) node(parent string) {
	if w.next() != '{' {
		w.free(SurfaceOther, "node")
		return
	}
	head := w.head()
	w.object(func(key string) {
		switch key {
		case "tagName":
			w.tagName()
		case "attributes":
			w.attributes(head.tag)
		case "childNodes":
			w.children(head.tag)
		case "textContent":
			w.plainText(head.textSurface(parent), key)
		case "name", "publicId", "systemId", "compatMode":
			w.plainText(SurfaceOther, key)
		case "type", "id", "rootId", "isShadow", "isShadowHost", "isSVG", "isCustom", "isStyle", "needBlock":
			w.plain(SurfaceOther, key)
		default:
			w.unknown(key)
		}
	})
}

// nodeHead is what decides about the strings of a node.
type nodeHead struct {
	typ     string // the literal
	tag     string
	isStyle bool
}

// textSurface says what the textContent of the node is.
func (h nodeHead) textSurface(parent string) Surface {
	switch {
	case h.typ == "5":
		return SurfaceComment
	case h.isStyle || parent == "style":
		return SurfaceCSS
	case parent == "script":
		return SurfaceScript
	}
	return SurfaceText
}

// head reads ahead. It stops in front of the children, so that each node is read
// ahead only once, however deep it stands.
func (w *walk) head() nodeHead {
	var h nodeHead
	c := cursor{s: w.s, i: w.i + 1}
	for c.next() == '"' {
		switch unquote(c.quoted()) {
		case "type":
			h.typ = c.value()
		case "tagName":
			h.tag = unquote(c.value())
		case "isStyle":
			h.isStyle = c.value() == "true"
		case "childNodes":
			return h
		case "attributes":
			if h.tag != "" {
				return h
			}
			c.skip()
		default:
			c.skip()
		}
	}
	return h
}

func (w *walk) tagName() {
	value, kind := w.scalar()
	if kind == '"' {
		w.emitKey(SurfaceName, value)
		return
	}
	w.rest(SurfaceName, "tagName", value, kind)
}

func (w *walk) children(tag string) {
	if w.next() != '[' {
		w.free(SurfaceOther, "childNodes")
		return
	}
	w.array(func(int) { w.node(tag) })
}

// plainText visits a value that should be a string.
func (w *walk) plainText(as Surface, name string) {
	value, kind := w.scalar()
	if kind == '"' {
		w.emit(as, "", value)
		return
	}
	w.rest(as, name, value, kind)
}

// rest visits what stands where scalar found no string: a number it has read, or
// a container it has left.
func (w *walk) rest(as Surface, name, value string, kind byte) {
	switch kind {
	case '0', '"':
		w.emit(as, name, value)
	case '{', '[':
		w.free(as, name)
	}
}
