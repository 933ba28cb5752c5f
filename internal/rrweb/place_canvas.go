package rrweb

// canvasObject visits an object that may be one of a canvas command. An ImageData (rrweb 2,
// packages/rrweb/src/record/observers/canvas/serialize-args.ts) holds
// bare pixels and no picture with a header: it is visited once more as a whole.
func (w *walk) canvasObject(as Surface, visit func(key string)) {
	if as != SurfaceCanvas {
		w.object(visit)
		return
	}
	c := cursor{s: w.s, i: w.i}
	if raw := c.value(); unquote(member(raw, "rr_type")) == imageDataType {
		w.text.Bare = true
		w.emit(SurfaceImage, imageDataType, raw)
		w.text.Bare = false
		w.bare++
		defer func() { w.bare-- }()
	}
	w.object(visit)
}

const imageDataType = "ImageData"
