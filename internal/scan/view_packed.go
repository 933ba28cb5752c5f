package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

const (
	minPacked     = 5       // bytes of a stream
	maxUnpack     = 8 << 20 // bytes that a stream may always have; longer strings may unpack to more
	minSure       = 24      // bytes of a stream whose mark is no chance
	maxChance     = 4 << 10 // bytes that a shorter stream without mark may have; more repeats what is there
	clearUnpacked = 1 << 20 // bytes of memory that are kept for the next stream
	clearBytes    = 64      // unpacked from minSure bytes of a zlib stream that is then surely one
)

// streamMarks are the first bytes of gzip, zstd and zlib.
func streamMarks() [6]string {
	return [...]string{"\x1f\x8b\x08", "\x28\xb5\x2f\xfd", "x\x9c", "x\xda", "x\x01", "x^"}
}

// unpacker reads compressed streams: bytes, and bytes as the characters U+0000
// to U+00FF (as rrweb packs events). It keeps its decoders from stream to stream.
type unpacker struct {
	gzip   gzip.Reader
	zlib   io.ReadCloser
	flate  io.ReadCloser
	brotli *brotli.Reader
	zstd   *zstd.Decoder

	source strings.Reader
	most   io.LimitedReader
	out    bytes.Buffer
	begins []string

	// The packings of streams without a mark, reused from stream to stream.
	zlibs, deflates, brotlis packing
	list                     []packing
}

func newUnpacker() *unpacker {
	u := &unpacker{}
	u.zlibs, u.deflates, u.brotlis = packing{"zlib", u.openZlib, false}, packing{"deflate", u.openFlate, false}, packing{"brotli", u.openBrotli, false}
	return u
}

// packing is one compression.
type packing struct {
	name string
	open func(io.Reader) (io.Reader, error)

	// sure says that what begins so is such a stream, so that one which breaks off
	// was not read in full.
	sure bool
}

func (u *unpacker) read(f *frame, limit int, show func(reading)) {
	if f.plain > 0 {
		return // its characters were normalised, so they are no bytes any more
	}
	defer u.forget()
	for all := range asBytes(f) {
		for _, data := range u.streams(all) {
			most := min(limit, maxUnpack+len(data))
			for _, p := range u.packings(data) {
				if r, ok := u.unpack(p, data, most); ok {
					r.from = sourceOf(f.text, all, len(all)-len(data))
					if r.cut != "" && p.sure && f.altered(data[:3]) {
						r.cut = ""
					}
					show(r)
					return
				}
			}
		}
	}
}

// forget gives back the bytes that were read.
func (u *unpacker) forget() {
	clear(u.begins[:cap(u.begins)])
	u.source.Reset("")
}

// streams lists the places where a stream may begin: where the data does, and
// where the first mark of each kind stands in it.
func (u *unpacker) streams(data string) []string {
	list := u.begins[:0]
	if len(data) >= minPacked {
		list = append(list, data)
	}
	for _, mark := range streamMarks() {
		if i := strings.Index(data, mark); i > 0 && len(data)-i >= minPacked {
			list = append(list, data[i:])
		}
	}
	u.begins = list
	return list
}

// packings lists what a stream may be by its first bytes. Raw deflate and brotli
// have no mark, so they are tried on bytes of which nothing else is known.
func (u *unpacker) packings(data string) []packing {
	switch {
	case strings.HasPrefix(data, "\x1f\x8b\x08") && len(data) > 3 && data[3] < 0x20:
		return []packing{{"gzip", u.openGzip, usualGzip(data)}}
	case strings.HasPrefix(data, "\x28\xb5\x2f\xfd"):
		return []packing{{"zstd", u.openZstd, true}}
	}
	u.list = u.list[:0]
	if data[0]&15 == 8 && data[0]>>4 <= 7 && (uint(data[0])<<8|uint(data[1]))%31 == 0 {
		u.list = append(u.list, u.zlibs)
	}
	if mayBeDeflate(data) {
		u.list = append(u.list, u.deflates)
	}
	if mayBeBrotli(data) {
		u.list = append(u.list, u.brotlis)
	}
	return u.list
}

// usualGzip says that a header has no other extra flags and no other system than compressors
// write (RFC 1952, 2.3.1; zlib has 19 for Darwin). Among megabytes of any bytes the mark of
// three comes up by chance.
func usualGzip(data string) bool {
	const flags, system = 8, 9
	return len(data) <= system || data[flags] <= 4 && data[flags]&1 == 0 && (data[system] <= 19 || data[system] == 0xFF)
}

// unpack reads a stream up to limit bytes. A stream that breaks off gives what
// it has, if it surely is one.
func (u *unpacker) unpack(p packing, data string, limit int) (reading, bool) {
	source, out := &u.source, &u.out
	source.Reset(data)
	if out.Reset(); out.Cap() > clearUnpacked {
		*out = bytes.Buffer{}
	}
	r, err := p.open(source)
	if err != nil {
		return reading{via: p.name, cut: fmt.Sprintf("%s in it cannot be read: %v", p.name, err)}, p.sure && len(data) >= minSure
	}
	short := !p.sure && len(data) < minSure
	if short {
		limit = min(limit, maxChance)
	}
	u.most = io.LimitedReader{R: r, N: int64(limit) + 1}
	_, err = out.ReadFrom(&u.most)
	if err != nil && !p.sure && p.name != "zlib" && out.Len() <= limit {
		return reading{}, false
	}
	found := reading{text: out.String(), via: p.name, bytes: !readable(out.Bytes())}
	switch {
	case out.Len() > limit && short:
	case out.Len() > limit:
		found.cut = fmt.Sprintf("%s in it unpacks to more than %d bytes", p.name, limit)
	case err != nil && (p.sure || p.name == "zlib" && out.Len() >= clearBytes && len(data)-source.Len() >= minSure && !found.bytes):
		found.cut = fmt.Sprintf("%s in it cannot be read to its end: %v", p.name, err)
	case err == nil && p.name == "gzip" && hasStream(data[len(data)-source.Len():]):
		found.cut = "behind the end of a gzip in it another stream begins"
	case err != nil || out.Len() == 0 || !p.sure && p.name != "zlib" && (source.Len() > 3 || found.bytes && !utf8.Valid(out.Bytes())):
		return reading{}, false
	}
	return found, true
}

// hasStream says that a stream with a mark begins somewhere in the data.
func hasStream(data string) bool {
	marks := streamMarks()
	return slices.ContainsFunc(marks[:], func(mark string) bool { return strings.Contains(data, mark) })
}

func (u *unpacker) openGzip(io.Reader) (io.Reader, error) { return (*gzips)(u), (*gzips)(u).next() }

// gzips reads the streams that stand one behind the other, up to what is none.
type gzips unpacker

func (u *gzips) next() error {
	err := u.gzip.Reset(&u.source)
	u.gzip.Multistream(false)
	return err
}

func (u *gzips) Read(p []byte) (int, error) {
	n, err := u.gzip.Read(p)
	if err != io.EOF {
		return n, err
	}
	mark := [3]byte{}
	if u.source.ReadAt(mark[:], u.source.Size()-int64(u.source.Len())); string(mark[:]) != streamMarks()[0] {
		return n, io.EOF
	}
	return n, u.next()
}

func (u *unpacker) openZlib(r io.Reader) (io.Reader, error) {
	if u.zlib != nil {
		return u.zlib, u.zlib.(zlib.Resetter).Reset(r, nil)
	}
	z, err := zlib.NewReader(r)
	if err == nil {
		u.zlib = z
	}
	return z, err
}

func (u *unpacker) openFlate(r io.Reader) (io.Reader, error) {
	if u.flate == nil {
		u.flate = flate.NewReader(r)
		return u.flate, nil
	}
	return u.flate, u.flate.(flate.Resetter).Reset(r, nil)
}

func (u *unpacker) openBrotli(r io.Reader) (io.Reader, error) {
	if u.brotli == nil {
		u.brotli = brotli.NewReader(r)
		return u.brotli, nil
	}
	return u.brotli, u.brotli.Reset(r)
}

func (u *unpacker) openZstd(r io.Reader) (io.Reader, error) {
	if u.zstd != nil {
		return u.zstd, u.zstd.Reset(r)
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxUnpack))
	if err != nil {
		return nil, errors.Join(err)
	}
	u.zstd = z
	return z, nil
}

// asBytes yields the bytes of a text that may be binary data: as they are, and
// those that its characters stand for.
func asBytes(f *frame) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !f.bytes && f.traits&hasControl == 0 && (f.traits&hasHigh == 0 || strings.Count(f.text, "ÿ") < minUnits) {
			return // of bytes above 0x7F only a row of 0xFF is looked at, the plane of full-width forms
		}
		if (f.bytes || f.traits&hasHigh == 0 || !utf8.ValidString(f.text)) && !yield(f.text) {
			return
		}
		if f.traits&hasHigh != 0 {
			if out, ok := latin1(f.text); ok {
				yield(out)
			}
		}
	}
}

// altered says that a text came from one with the same mark, by views that leave
// marks alone and change the bytes behind them: there the stream may be whole, and
// if it breaks off there, that is noted there.
func (f *frame) altered(mark string) bool {
	wide := make([]rune, 0, len(mark))
	for i := range len(mark) {
		wide = append(wide, rune(mark[i]))
	}
	for ; f.parent != nil && (f.view.origin != nil || f.view.any || f.via == viewUTF16); f = f.parent {
		if text := f.parent.full(); strings.Contains(text, mark) || strings.Contains(text, string(wide)) {
			return true
		}
	}
	return false
}

// sourceOf leads a byte of what asBytes yields for a text back to it.
func sourceOf(text, data string, at int) int {
	if len(data) == len(text) {
		return at
	}
	for i := range text {
		if at == 0 {
			return i
		}
		at--
	}
	return 0
}

// latin1 returns the bytes that the characters of a text stand for.
func latin1(text string) (string, bool) {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r > 0xFF {
			return "", false
		}
		out = append(out, byte(r))
		i += size
	}
	return string(out), true
}
