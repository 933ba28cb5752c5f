package posthog

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
)

// Bounds of what one block may unpack to: in bytes, and for each byte that came.
// A snappy copy makes 64 bytes of 3, so a block that claims more is damaged.
const (
	maxBlock  = 512 << 20
	maxGrowth = 64
)

// unpacked is what one data answer held.
type unpacked struct {
	blocks  [][]byte // JSONL, without the empty ones of nobody's making
	bad     int      // blocks that are there and cannot be decompressed
	cut     bool     // the body ends inside a block
	counted bool     // each block stands alone, so their number means something
}

// unpack takes a data answer apart, whichever form the server gave it: framed
// blocks (4-byte big-endian length, then snappy), one bare snappy block as older
// servers send it, or JSONL, plain or gzip.
func unpack(body []byte) unpacked {
	if got := frames(body); !got.cut && got.bad == 0 {
		return got
	}
	if text, ok := jsonl(body); ok {
		return unpacked{blocks: [][]byte{text}}
	}
	if text, ok := unsnappy(body); ok {
		return unpacked{blocks: [][]byte{text}}
	}
	return frames(body)
}

func frames(body []byte) unpacked {
	got := unpacked{counted: true}
	for len(body) > 0 {
		if len(body) < 4 {
			got.cut = true
			break
		}
		size := int64(binary.BigEndian.Uint32(body))
		body = body[4:]
		if size > int64(len(body)) {
			got.cut = true
			break
		}
		if text, ok := unsnappy(body[:size]); ok {
			got.blocks = append(got.blocks, text)
		} else {
			got.bad++
		}
		body = body[size:]
	}
	return got
}

func unsnappy(packed []byte) ([]byte, bool) {
	n, err := snappy.DecodedLen(packed)
	if err != nil || n == 0 || n > maxBlock || n > maxGrowth*len(packed) {
		return nil, false
	}
	text, err := snappy.Decode(nil, packed)
	return text, err == nil
}

// jsonl tells whether the body is text that begins like a line of a recording,
// and undoes gzip if need be. A damaged gzip body is not text.
func jsonl(body []byte) ([]byte, bool) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		zr, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, false
		}
		plain, err := io.ReadAll(io.LimitReader(zr, maxBlock+1))
		if err != nil || len(plain) > maxBlock {
			return nil, false
		}
		body = plain
	}
	start := bytes.TrimSpace(body)
	return body, len(start) > 0 && (start[0] == '[' || start[0] == '{')
}
