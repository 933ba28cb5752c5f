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

// maxLayers is how many encodings may lie on each other.
const maxLayers = 4

// decompress opens the input with the encodings that its first bytes show. What
// is damaged in it without ending it goes to lost.
func decompress(r io.Reader, lost func(reason string)) (io.ReadCloser, error) {
	var opened closers
	for range maxLayers {
		br := bufio.NewReaderSize(r, 64<<10)
		next, err := unwrap(br, lost)
		if err != nil {
			opened.Close()
			return nil, err
		}
		if next == nil {
			return layered{br, opened}, nil
		}
		r, opened = next, append(opened, next)
	}
	return layered{r, opened}, nil
}

// unwrap undoes the outermost encoding, nil where there is none.
func unwrap(br *bufio.Reader, lost func(reason string)) (io.ReadCloser, error) {
	head, err := br.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) && len(head) < len(snappyMagic) {
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
	case isBlocks(head):
		return io.NopCloser(&blocks{in: br, lost: lost}), nil
	case isBlock(head):
		return rawBlock(br)
	case isPosted(head):
		return posted(br)
	}
	return nil, nil
}

// layered is the innermost reader and all that was opened for it.
type layered struct {
	io.Reader
	closers
}

// closers closes what was opened, the innermost first.
type closers []io.Closer

func (c closers) Close() error {
	var errs []error
	for i := len(c) - 1; i >= 0; i-- {
		errs = append(errs, c[i].Close())
	}
	return errors.Join(errs...)
}
