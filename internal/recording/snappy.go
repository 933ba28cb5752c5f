package recording

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/snappy"
)

// maxBlock is how many bytes one snappy block may unpack to. PostHog's blocks
// are one batch of one session, a few megabytes.
const maxBlock = 256 << 20

// isBlock says whether the bytes begin like a raw snappy block that holds JSON:
// its length, and a literal that begins like an object or an array. A short
// block, whose first byte could be text, is not told apart.
func isBlock(head []byte) bool {
	if len(head) == 0 || head[0] < 0x80 {
		return false
	}
	return beginsBlock(head)
}

// beginsBlock checks the first element, by snappy's format_description.txt.
func beginsBlock(b []byte) bool {
	size, n := binary.Uvarint(b)
	if n <= 0 || size == 0 || size > maxBlock || n >= len(b) || b[n]&3 != 0 {
		return false
	}
	text := n + 1
	if length := int(b[n] >> 2); length >= 60 {
		text += length - 59
	}
	return text < len(b) && (b[text] == '{' || b[text] == '[')
}

// isBlocks says whether the bytes begin like PostHog's answer to decompress=false:
// a length in 4 bytes, big-endian, and a raw snappy block of that length.
func isBlocks(head []byte) bool {
	return len(head) > 4 && head[0] < 0x10 && binary.BigEndian.Uint32(head) > 0 && beginsBlock(head[4:])
}

// rawBlock unpacks an input that is one block. What is none is text.
func rawBlock(in *bufio.Reader) (io.ReadCloser, error) {
	raw, err := io.ReadAll(io.LimitReader(in, maxBlock))
	if err != nil {
		return nil, err
	}
	plain, err := snappy.Decode(nil, raw)
	if err != nil {
		return nil, fmt.Errorf("snappy block: %w", err)
	}
	return io.NopCloser(bytes.NewReader(plain)), nil
}

// blocks reads block by block. One that is damaged is reported, and a line break
// put in its place, so that the lines around it stay apart.
type blocks struct {
	in     *bufio.Reader
	lost   func(reason string)
	packed []byte
	memory []byte
	plain  []byte // of the block, what was not read yet
	count  int
	err    error // stays
}

func (b *blocks) Read(p []byte) (int, error) {
	for len(b.plain) == 0 {
		if b.err == nil {
			b.err = b.next()
		}
		if b.err != nil {
			return 0, b.err
		}
	}
	n := copy(p, b.plain)
	b.plain = b.plain[n:]
	return n, nil
}

func (b *blocks) next() error {
	var length [4]byte
	if n, err := io.ReadFull(b.in, length[:]); err != nil {
		if n > 0 {
			err = fmt.Errorf("length of snappy block %d: %w", b.count, err)
		}
		return err
	}
	size := binary.BigEndian.Uint32(length[:])
	if size > maxBlock {
		return fmt.Errorf("snappy block %d: length %d is no length of a block", b.count, size)
	}
	if err := b.fill(int64(size)); err != nil {
		return fmt.Errorf("snappy block %d: %w", b.count, err)
	}
	b.unpack()
	b.count++
	return nil
}

// fill reads a block; its memory grows with what is there, not with what its
// length says.
func (b *blocks) fill(size int64) error {
	buf := bytes.NewBuffer(b.packed[:0])
	n, err := io.CopyN(buf, b.in, size)
	b.packed = buf.Bytes()
	if n < size && errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (b *blocks) unpack() {
	size, err := snappy.DecodedLen(b.packed)
	if err == nil && size > maxBlock {
		err = fmt.Errorf("unpacks to more than %d bytes", maxBlock)
	}
	if err == nil {
		if size > cap(b.memory) {
			b.memory = make([]byte, size)
		}
		b.plain, err = snappy.Decode(b.memory[:cap(b.memory)], b.packed)
	}
	if err != nil {
		b.lost(fmt.Sprintf("snappy block %d is damaged: %v", b.count, err))
		b.plain = []byte("\n")
	}
}
