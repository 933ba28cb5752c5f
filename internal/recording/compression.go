package recording

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
)

// source remembers an error of the input itself, so that it is told apart from
// an error of what the input holds.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// The first bytes of the compressions: RFC 1952, RFC 8878, and snappy's
// framing_format.txt.
const (
	gzipMagic   = "\x1f\x8b"
	zstdMagic   = "\x28\xb5\x2f\xfd"
	snappyMagic = "\xff\x06\x00\x00sNaPpY"
)

// maxWindow is how much memory a zstd stream may ask for: what the zstd command
// uses without --long.
const maxWindow = 128 << 20

// decompress opens the input with the compression that its first bytes show.
func decompress(r io.Reader) (io.ReadCloser, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(len(snappyMagic))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte(gzipMagic)):
		gz, err := gzip.NewReader(br)
		if err != nil {
			return nil, fmt.Errorf("gzip: %w", err)
		}
		return gz, nil
	case bytes.HasPrefix(head, []byte(zstdMagic)):
		zs, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1),
			zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, fmt.Errorf("zstd: %w", err)
		}
		return zs.IOReadCloser(), nil
	case bytes.HasPrefix(head, []byte(snappyMagic)):
		return io.NopCloser(snappy.NewReader(br)), nil
	}
	return io.NopCloser(br), nil
}
