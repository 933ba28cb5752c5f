package recording

// gatherPiece is how much memory is taken at once for a value that outgrows buf.
const gatherPiece = 1 << 20

// gather appends to buf. What no longer fits waits in pieces until whole: a large
// buffer that grows is copied again and again, and all its former selves are in
// memory until they are collected.
func (r *reader) gather(b []byte) {
	if len(r.pieces) == 0 {
		n := min(len(b), cap(r.buf)-len(r.buf))
		r.buf, b = append(r.buf, b[:n]...), b[n:]
	}
	for len(b) > 0 {
		last := len(r.pieces) - 1
		if last < 0 || len(r.pieces[last]) == gatherPiece {
			r.pieces = append(r.pieces, make([]byte, 0, gatherPiece))
			last++
		}
		n := min(len(b), gatherPiece-len(r.pieces[last]))
		r.pieces[last], b = append(r.pieces[last], b[:n]...), b[n:]
	}
}

// whole puts what was gathered into buf.
func (r *reader) whole() []byte {
	switch {
	case len(r.pieces) == 0:
		return r.buf
	case len(r.pieces) == 1 && len(r.buf) == 0:
		r.buf = r.pieces[0]
	default:
		last := len(r.pieces) - 1
		all := make([]byte, 0, len(r.buf)+last*gatherPiece+len(r.pieces[last]))
		all = append(all, r.buf...)
		for i, p := range r.pieces {
			all, r.pieces[i] = append(all, p...), nil
		}
		r.buf = all
	}
	r.pieces = r.pieces[:0]
	return r.buf
}

// forget drops what was gathered.
func (r *reader) forget() { r.buf, r.pieces = r.buf[:0], nil }
