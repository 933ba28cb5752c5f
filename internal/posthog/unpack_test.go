package posthog

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"testing"

	"github.com/klauspost/compress/snappy"
	"github.com/stretchr/testify/require"
)

func frameOf(texts ...string) []byte {
	var out []byte
	for _, text := range texts {
		p := snappy.Encode(nil, []byte(text))
		out = append(binary.BigEndian.AppendUint32(out, uint32(len(p))), p...)
	}
	return out
}

// TestUnpackEveryCut cuts a good answer at each byte: no cut may look whole.
func TestUnpackEveryCut(t *testing.T) {
	body := frameOf("[1]\n", "[2]\n", "[3]\n")
	got := unpack(body)
	require.Len(t, got.blocks, 3)
	require.False(t, got.cut)
	for n := range body {
		got := unpack(body[:n])
		require.True(t, got.counted, n)
		require.Less(t, len(got.blocks), 3, n)
	}
}

// TestUnpackBigClaim is a damaged block that claims 300 MB: it is bad, and
// nothing of that size is made.
func TestUnpackBigClaim(t *testing.T) {
	claim := binary.AppendUvarint(nil, 300<<20)
	claim = append(claim, "[1]"...)
	body := append(binary.BigEndian.AppendUint32(nil, uint32(len(claim))), claim...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	require.Equal(t, unpacked{bad: 1, counted: true}, unpack(body))
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(100<<20))
}

// TestUnpackDense is the other side: blocks that do shrink a lot are taken.
func TestUnpackDense(t *testing.T) {
	text := "[" + string(bytes.Repeat([]byte{'a'}, 5<<20)) + "]"
	require.Equal(t, [][]byte{[]byte(text)}, unpack(frameOf(text)).blocks)
}

func FuzzUnpack(f *testing.F) {
	f.Add([]byte{})
	f.Add(frameOf("[1]\n", "[2]\n"))
	f.Add(snappy.Encode(nil, []byte("[1]\n")))
	f.Add([]byte("[1]\n[2]\n"))
	f.Add([]byte{0x1f, 0x8b, 8, 0})
	f.Add([]byte{0, 0, 0, 3, 'a'})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, body []byte) {
		got := unpack(body)
		if got.counted || got.cut || got.bad > 0 {
			return
		}
		if len(got.blocks) != 1 {
			t.Fatalf("an answer that cannot be counted gave %d blocks", len(got.blocks))
		}
	})
}

func TestRedactTokens(t *testing.T) {
	got := redactTokens([]byte(`{"api_token":"phc_1","n":12345678901234567890,"deep":[{"live_events_token":"x","secret_api_token_backup":"y","ok":"z"}]}`))
	require.JSONEq(t, `{"api_token":"***","n":12345678901234567890,"deep":[{"live_events_token":"***","secret_api_token_backup":"***","ok":"z"}]}`, string(got))
	require.NotContains(t, string(redactTokens([]byte(`<html>phc_1`))), "phc_1")
	require.True(t, bytes.Contains(got, []byte("12345678901234567890")), "numbers keep their digits")
}
