package rrweb

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDecodeEnvelope(t *testing.T) {
	tests := []struct {
		name, raw string
		want      Event
	}{
		{"meta", ` {"type":4,"data":{},"timestamp":1700000000123} `, Event{Type: Meta, Source: NoSource, Timestamp: 1700000000123}},
		{"mutation", `{"timestamp":5.9,"data":{"source":0},"type":3}`, Event{Type: IncrementalSnapshot, Source: Mutation, Timestamp: 5}},
		{"escaped names", `{"\u0074ype":3,"data":{"sourc\u0065":5}}`, Event{Type: IncrementalSnapshot, Source: Input}},
		{"a source that is none", `{"type":5,"data":{"source":5}}`, Event{Type: Custom, Source: NoSource}},
		{"later members win", `{"type":4,"type":5}`, Event{Type: Custom, Source: NoSource}},
		{"unknown type", `{"type":77}`, Event{Type: 77, Source: NoSource}},
		{"data as one packed string", `{"type":3,"data":` + gz(`{"source":5,"id":1,"text":"x"}`) + `}`, Event{Type: IncrementalSnapshot, Source: Input}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ev, err := Decode([]byte(tt.raw))
			require.NoError(t, err)
			require.Empty(t, ev.Unscanned)
			ev.JSON, ev.memory = nil, nil
			require.Equal(t, tt.want, *ev)
		})
	}
}

func TestDecodeListsWhatItCannotUnpack(t *testing.T) {
	good := gz(`[{"id":1,"value":"kept"}]`)
	var half bytes.Buffer
	zw := gzip.NewWriter(&half)
	zw.Write([]byte(`[{"id":1,"value":"` + strings.Repeat("abc", 100) + `"}]`))
	zw.Close()
	cut := latin1String(half.Bytes()[:half.Len()-9])
	flipped := bytes.Clone(half.Bytes())
	flipped[len(flipped)-6] ^= 1 // the checksum
	deep := gz(strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1))
	tests := []struct{ name, texts, pointer, reason, rest string }{
		{"no compression", `"hello"`, "/data/texts", "neither gzip nor zlib", ""},
		{"empty", `""`, "/data/texts", "neither gzip nor zlib", ""},
		{"cut", cut, "/data/texts", "unexpected EOF", `"[{\"id\":1,\"value\":\"abc`},
		{"wrong checksum", latin1String(flipped), "/data/texts", "invalid checksum", `"[{\"id\":1,\"value\":\"abc`},
		{"only a header", `"\u001f\u008b"`, "/data/texts", "gzip: unexpected EOF", ""},
		{"a code point above U+00FF", `"\u001f\u008b\u0100"`, "/data/texts", "code point U+0100", ""},
		{"no JSON", gz(`[{"id":`), "/data/texts", "unpacked part", `"[{\"id\":"`},
		{"empty part", gz(``), "/data/texts", "does not begin with", ""},
		{"two values", gz(`[] []`), "/data/texts", "data behind the JSON value", `"[] []"`},
		{"an object for a list", gz(`{"a":1}`), "/data/texts", `does not begin with '['`, `"{\"a\":1}"`},
		{"nested too deep", deep, "/data/texts", "exceeded max depth", `"[[[[`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := `{"type":3,"data":{"source":0,"texts":` + tt.texts + `,"adds":` + good + `},"timestamp":1,"cv":"2024-10"}`
			ev, err := Decode([]byte(raw))
			require.NoError(t, err)
			require.Len(t, ev.Unscanned, 1)
			require.Equal(t, tt.pointer, ev.Unscanned[0].Pointer)
			require.Contains(t, ev.Unscanned[0].Reason, tt.reason)
			rest := tt.texts // the raw string stays
			if tt.rest != "" {
				rest = tt.rest // as far as it could be unpacked
			}
			require.Contains(t, string(ev.JSON), `"texts":`+rest, "what there is of it stays")
			require.Contains(t, string(ev.JSON), `,"adds":[{"id":1,"value":"kept"}]`, "the other part is unpacked")
		})
	}
}

func TestDecodeReadsWhatStandsBeforeTrailingBytes(t *testing.T) {
	var b bytes.Buffer
	zw := gzip.NewWriter(&b)
	zw.Write([]byte(`[{"id":1,"value":"seen"}]`))
	zw.Close()
	b.WriteString("junk")
	ev, err := Decode([]byte(`{"type":3,"data":{"source":0,"texts":` + latin1String(b.Bytes()) + `}}`))
	require.NoError(t, err)
	require.Equal(t, []Unscanned{{"/data/texts", errTrailing.Error()}}, ev.Unscanned)
	require.Contains(t, string(ev.JSON), `"seen"`)
}

func TestDecodeBoundsParts(t *testing.T) {
	d := Decoder{unpacker: unpacker{limit: 1000}}
	raw := `{"type":2,"data":` + gz(`{"node":"`+strings.Repeat("a", 1000)+`"}`) + `,"timestamp":1}`
	ev, err := d.Decode([]byte(raw))
	require.NoError(t, err)
	require.Equal(t, []Unscanned{{"/data", "too large"}}, ev.Unscanned)
	ev, err = d.Decode([]byte(`{"type":2,"data":` + gz(`{"node":null}`) + `,"timestamp":1}`))
	require.NoError(t, err)
	require.Empty(t, ev.Unscanned, "the decoder is usable after a failure")
}

func TestDecodeNamesUnknownCompression(t *testing.T) {
	ev, err := Decode([]byte(`{"type":4,"data":{"href":"h"},"cv":"2031-01"}`))
	require.NoError(t, err)
	require.Equal(t, []Unscanned{{"/cv", `compression "2031-01" is not known`}}, ev.Unscanned)
}

func TestStringsNamesPackedStringsAtOtherPlaces(t *testing.T) {
	ev, err := Decode([]byte(`{"type":5,"data":{"tag":"t","payload":{"z":` + gz(`["secret"]`) + `}}}`))
	require.NoError(t, err)
	for range 2 {
		ev.Strings(func(*Text) {})
		require.Equal(t, []Unscanned{{"/data/payload/z", "a gzip string at a place where none is expected"}}, ev.Unscanned)
	}
}

func TestDecoderIsReusable(t *testing.T) {
	d := Decoder{}
	for name, raw := range corpus() {
		once, err := Decode([]byte(raw))
		require.NoError(t, err, name)
		again, err := d.Decode([]byte(raw))
		require.NoError(t, err, name)
		require.Equal(t, once, again, name)
	}
}
