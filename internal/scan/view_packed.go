package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

const (
	minPacked  = 5       // bytes of a stream
	maxUnpack  = 8 << 20 // bytes that a stream may always have; longer strings may unpack to more
	minSure    = 24      // bytes of a stream whose mark is no chance
	maxChance  = 4 << 10 // bytes that a shorter stream without mark may have; more repeats what is there
	clearBytes = 64      // unpacked from a stream without checksum that is then surely one
)

// streamMarks are the first bytes of gzip, zstd and zlib.
var streamMarks = []string{"\x1f\x8b\x08", "\x28\xb5\x2f\xfd", "x\x9c", "x\xda", "x\x01", "x^"}

// unpacker reads compressed streams: bytes, and bytes as the characters U+0000
// to U+00FF (as rrweb packs events). It keeps its decoders from stream to stream.
type unpacker struct {
	gzip   gzip.Reader
	zlib   io.ReadCloser
	flate  io.ReadCloser
	brotli *brotli.Reader
	zstd   *zstd.Decoder
}

func newUnpacker() *unpacker { return &unpacker{} }

// packing is one compression.
type packing struct {
	name string
	open func(io.Reader) (io.Reader, error)

	// sure says that what begins so is such a stream, so that one which breaks off
	// was not read in full.
	sure bool
}

func (u *unpacker) read(f *frame, limit int) []reading {
	for all := range asBytes(f) {
		for _, data := range streams(all) {
			most := min(limit, maxUnpack+len(data))
			for _, p := range u.packings(data) {
				if r, ok := p.unpack(data, most); ok {
					return []reading{r}
				}
			}
		}
	}
	return nil
}

// streams lists the places where a stream may begin: where the data does, and
// where the first mark of each kind stands in it.
func streams(data string) []string {
	var list []string
	if len(data) >= minPacked {
		list = append(list, data)
	}
	for _, mark := range streamMarks {
		if i := strings.Index(data, mark); i > 0 && len(data)-i >= minPacked {
			list = append(list, data[i:])
		}
	}
	return list
}

// packings lists what a stream may be by its first bytes. Raw deflate and brotli
// have no mark, so they are tried on bytes of which nothing else is known.
func (u *unpacker) packings(data string) []packing {
	switch {
	case strings.HasPrefix(data, "\x1f\x8b\x08") && len(data) > 3 && data[3] < 0x20:
		return []packing{{"gzip", u.openGzip, true}}
	case strings.HasPrefix(data, "\x28\xb5\x2f\xfd"):
		return []packing{{"zstd", u.openZstd, true}}
	}
	var list []packing
	if data[0]&15 == 8 && data[0]>>4 <= 7 && (uint(data[0])<<8|uint(data[1]))%31 == 0 {
		list = append(list, packing{"zlib", u.openZlib, false})
	}
	if data[0]&6 != 6 {
		list = append(list, packing{"deflate", u.openFlate, false})
	}
	if mayBrotli(data) {
		list = append(list, packing{"brotli", u.openBrotli, false})
	}
	return list
}

// mayBrotli reads the header of the first block (RFC 7932, 9.1 and 9.2). By chance
// it often announces many bytes that are stored as they are; the decoder takes
// megabytes for them before it sees that they are missing.
func mayBrotli(data string) bool {
	at := 0
	bits := func(n int) int {
		v := 0
		for i := range n {
			if at>>3 < len(data) {
				v |= int(data[at>>3]>>(at&7)&1) << i
			}
			at++
		}
		return v
	}
	if bits(1) == 1 && bits(3) == 0 && bits(3) == 1 {
		return false // a larger window than browsers know
	}
	if last := bits(1) == 1; last {
		return true
	}
	nibbles := bits(2)
	if nibbles == 3 {
		return true // a block of metadata
	}
	length := bits(16+4*nibbles) + 1
	stored := bits(1) == 1
	return !stored || length <= len(data)-(at+7)/8
}

// unpack reads a stream up to limit bytes. A stream that breaks off gives what
// it has, if it surely is one.
func (p packing) unpack(data string, limit int) (reading, bool) {
	source := strings.NewReader(data)
	r, err := p.open(source)
	if err != nil {
		return reading{via: p.name, cut: fmt.Sprintf("%s in it cannot be read: %v", p.name, err)}, p.sure && len(data) >= minSure
	}
	short := !p.sure && len(data) < minSure
	if short {
		limit = min(limit, maxChance)
	}
	var out bytes.Buffer
	_, err = io.Copy(&out, io.LimitReader(r, int64(limit)+1))
	found := reading{text: out.String(), via: p.name, bytes: !readable(out.Bytes())}
	switch {
	case out.Len() > limit && short:
	case out.Len() > limit:
		found.cut = fmt.Sprintf("%s in it unpacks to more than %d bytes", p.name, limit)
	case err != nil && (p.sure || p.name == "zlib" && out.Len() >= clearBytes && !found.bytes):
		found.cut = fmt.Sprintf("%s in it cannot be read to its end: %v", p.name, err)
	case err != nil || out.Len() == 0 || !p.sure && p.name != "zlib" && (source.Len() > 3 || found.bytes && !utf8.Valid(out.Bytes())):
		return reading{}, false
	}
	return found, true
}

func (u *unpacker) openGzip(r io.Reader) (io.Reader, error) { return &u.gzip, u.gzip.Reset(r) }

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
