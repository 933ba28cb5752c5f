package rrweb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

// maxPart is how many bytes one compressed part may hold: far above what a page
// can fill, far below what a bomb would.
const maxPart = 256 << 20

// Why a compressed part could not be read in full. Only after errTrailing is
// there something to show.
var (
	errTooLarge = errors.New("too large")
	errTrailing = errors.New("data behind the end of the compressed part")
)

// unpacker undoes the compression of parts, with decompressors and memory that
// it reuses.
type unpacker struct {
	gz    *gzip.Reader
	zl    io.ReadCloser
	src   bytes.Reader
	bytes []byte
	limit int // 0: maxPart
}

// append unpacks a quoted string and appends the JSON it holds, which must
// begin with the byte opens. With an error it appends what could be unpacked,
// which is valid JSON after errTrailing only.
func (u *unpacker) append(dst, quoted []byte, opens byte) ([]byte, error) {
	var err error
	if u.bytes, err = latin1(u.bytes[:0], quoted); err != nil {
		return dst, err
	}
	u.src.Reset(u.bytes)
	r, err := u.reader(&u.src)
	if err != nil {
		return dst, err
	}
	out, err := u.read(dst, r)
	if err != nil {
		return out, err
	}
	if err := checkJSON(out[len(dst):], opens); err != nil {
		return out, err
	}
	if u.src.Len() > 0 {
		return out, errTrailing
	}
	return out, nil
}

// reader opens the decompressor that the first bytes ask for.
func (u *unpacker) reader(src *bytes.Reader) (io.Reader, error) {
	switch {
	case bytes.HasPrefix(u.bytes, []byte{0x1f, 0x8b}):
		return u.gzip(src)
	case len(u.bytes) > 1 && isZlib(u.bytes[0], u.bytes[1]):
		return u.zlib(src)
	}
	return nil, errors.New("a string that is neither gzip nor zlib")
}

// isZlib checks the header as RFC 1950 section 2.2 says.
func isZlib(cmf, flg byte) bool {
	return cmf&0x0f == 8 && (uint(cmf)<<8|uint(flg))%31 == 0
}

func (u *unpacker) gzip(src *bytes.Reader) (io.Reader, error) {
	var err error
	if u.gz == nil {
		u.gz, err = gzip.NewReader(src)
	} else {
		err = u.gz.Reset(src)
	}
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	u.gz.Multistream(false)
	return u.gz, nil
}

func (u *unpacker) zlib(src *bytes.Reader) (io.Reader, error) {
	var err error
	if reset, ok := u.zl.(zlib.Resetter); ok {
		err = reset.Reset(src, nil)
	} else {
		u.zl, err = zlib.NewReader(src)
	}
	if err != nil {
		return nil, fmt.Errorf("zlib: %w", err)
	}
	return u.zl, nil
}

// read appends what r holds, up to the limit; of what is larger it keeps the
// beginning.
func (u *unpacker) read(dst []byte, r io.Reader) ([]byte, error) {
	limit := u.limit
	if limit == 0 {
		limit = maxPart
	}
	start := len(dst)
	dst = slices.Grow(dst, min(u.promised(), limit)+bytes.MinRead)
	for {
		if len(dst) == cap(dst) {
			dst = slices.Grow(dst, len(dst))
		}
		n, err := r.Read(dst[len(dst):min(cap(dst), start+limit+1)])
		dst = dst[:len(dst)+n]
		switch {
		case len(dst)-start > limit:
			return dst[:start+min(limit, maxRest)], errTooLarge
		case errors.Is(err, io.EOF):
			return dst, nil
		case err != nil:
			return dst, fmt.Errorf("decompress: %w", err)
		}
	}
}

// promised returns how long the part says it is, in the last four bytes of gzip.
// What no stream of its length can hold is not believed.
func (u *unpacker) promised() int {
	n := len(u.bytes)
	if n < 18 || u.bytes[0] != 0x1f {
		return n
	}
	size := int(binary.LittleEndian.Uint32(u.bytes[n-4:]))
	if size > 1032*n {
		return n
	}
	return size
}

// maxRest is how much is kept of a part that is too large.
const maxRest = 1 << 20

// checkJSON validates what a part held.
func checkJSON(raw []byte, opens byte) error {
	if len(raw) > 0 && raw[0] == opens && jsontext.Value(raw).IsValid(lenient()) {
		return nil
	}
	dec := newJSONDecoder(raw)
	if kind := dec.PeekKind(); byte(kind) != opens && kind != 'n' {
		return fmt.Errorf("unpacked part does not begin with %q", opens)
	}
	if _, err := dec.ReadValue(); err != nil {
		return fmt.Errorf("unpacked part: %w", err)
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.New("unpacked part: data behind the JSON value")
	}
	return nil
}

// looksPacked says whether a quoted string begins like a gzip stream.
func looksPacked(quoted []byte) bool {
	head, _ := jsontext.AppendUnquote(nil, `"`+string(quoted[1:min(len(quoted)-1, 13)])+`"`)
	return bytes.HasPrefix(head, []byte("\x1f\u008b"))
}

// newJSONDecoder reads JSON as browsers do.
func newJSONDecoder(raw []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(raw), asBrowsers()...)
}

// asBrowsers accepts what PostHog accepts: JSON.parse takes lone surrogates and
// duplicate names.
func asBrowsers() []jsontext.Options {
	return []jsontext.Options{jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)}
}
