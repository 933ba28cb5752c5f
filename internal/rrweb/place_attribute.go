package rrweb

// attributes visits an attributes object. The tag is "" where it is not known,
// as in mutations.
func (w *walk) attributes(tag string) {
	if w.next() != '{' {
		w.free(SurfaceAttribute, "attributes")
		return
	}
	w.object(func(name string) {
		w.emitKey(SurfaceName, name)
		w.attribute(tag, name)
	})
}

func (w *walk) attribute(tag, name string) {
	as := attributeSurface(tag, name)
	value, kind := w.scalar()
	switch kind {
	case '"':
		if as == SurfaceURL && isDataURI(value) {
			as = SurfaceImage
		}
		w.emit(as, name, value)
	case '{':
		w.styleDiff(as)
	default:
		w.rest(as, name, value, kind)
	}
}

// styleDiff visits an object of style properties: {"color": "red", "width":
// ["1px", "important"], "top": false}.
func (w *walk) styleDiff(as Surface) {
	w.object(func(property string) {
		w.emitKey(SurfaceName, property)
		w.free(as, property)
	})
}

// attributeSurface is the table of attributes that are more than an attribute.
func attributeSurface(tag, name string) Surface {
	if len(name) > 2 && name[:2] == "on" {
		return SurfaceScript
	}
	switch name {
	case "value":
		return valueSurface(tag)
	case "href", "src", "action", "srcset", "imagesrcset", "formaction", "poster", "rr_src", "xlink:href",
		"background", "cite", "ping", "manifest", "longdesc", "data":
		return SurfaceURL
	case "style", "_cssText":
		return SurfaceCSS
	case "rr_dataURL":
		return SurfaceImage
	}
	return SurfaceAttribute
}

// valueSurface says what a value attribute is. A mutation does not name the
// tag; the value attributes that change are those of controls.
func valueSurface(tag string) Surface {
	switch tag {
	case "input", "textarea", "select", "option", "":
		return SurfaceInput
	}
	return SurfaceAttribute
}
