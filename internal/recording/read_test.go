package recording

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
)

// collect reads all, as "window json" for events and "! reason" for damages.
func collect(t *testing.T, r io.Reader) ([]string, error) {
	t.Helper()
	var list []string
	events := 0
	for ev, err := range read(r, 1000) {
		if damage := (*Damage)(nil); errors.As(err, &damage) {
			list = append(list, "! "+damage.Error())
			continue
		}
		if err != nil {
			return list, err
		}
		if ev.Metadata != "" {
			require.Equal(t, -1, ev.Index)
			list = append(list, "@ "+ev.Metadata+" "+string(ev.JSON))
			continue
		}
		require.Equal(t, events, ev.Index)
		events++
		list = append(list, ev.WindowID+" "+string(ev.JSON))
	}
	return list, nil
}

func TestRead(t *testing.T) {
	long := strings.Repeat("x", 2000)
	tests := []struct {
		name, in string
		want     []string
		err      error
	}{
		{"version 2", "[\"w1\",{\"type\":4}]\n\n \r\n[ \"w2\" , {\"type\":5} ]\r\n", []string{`w1 {"type":4}`, `w2 {"type":5}`}, nil},
		{"no line break at the end", `["w",{"type":4}]`, []string{`w {"type":4}`}, nil},
		{"byte order mark", "\ufeff[\"w\",{\"type\":4}]", []string{`w {"type":4}`}, nil},
		{"window id with escapes", `["w\u0041",{"type":4}]`, []string{`wA {"type":4}`}, nil},
		{"window id null", `[null,{"type":4}]`, []string{` {"type":4}`}, nil},
		{"several events behind a window id", `["w",{"type":4},{"type":5}]`, []string{`w {"type":4}`, `w {"type":5}`}, nil},
		{"version 1", `{"window_id":"w","data":[{"type":4},{"type":5}]}`, []string{`@ /window_id "w"`, `w {"type":4}`, `w {"type":5}`}, nil},
		{"version 1, data first", `{"data":[{"type":4}],"windowId":"w"}`, []string{`w {"type":4}`, `@ /windowId "w"`}, nil},
		{"version 1, window a number", `{"windowId":7,"data":[{"type":4}]}`, []string{`@ /windowId 7`, `7 {"type":4}`}, nil},
		{"version 1, empty, then events", "{\"windowId\":\"w\",\"data\":[]}\n{\"type\":4}", []string{`@ /windowId "w"`, ` {"type":4}`}, nil},
		{"bare lines", "{\"type\":4,\"data\":[1],\"windowId\":\"w\"}\n{\"type\":5}", []string{`w {"type":4,"data":[1],"windowId":"w"}`, ` {"type":5}`}, nil},
		{"bare array", `[{"type":4}, {"type":5,"windowId":"w"}]`, []string{` {"type":4}`, `w {"type":5,"windowId":"w"}`}, nil},
		{"bare array over lines", "[\n  {\n \"type\": 4\n },\n\n {\"type\":5}\n]\n", []string{" {\n \"type\": 4\n }", ` {"type":5}`}, nil},
		{"array of pairs and version 1", `[["w",{"type":4}],{"window_id":"v","data":[{"type":5}]}]`, []string{`w {"type":4}`, `@ /window_id "v"`, `v {"type":5}`}, nil},
		{"lines of arrays", "[{\"type\":4}]\n[{\"type\":5},{\"type\":6}]", []string{` {"type":4}`, ` {"type":5}`, ` {"type":6}`}, nil},
		{"brackets in strings", `["w",{"a":"]}\\\"{["}]`, []string{`w {"a":"]}\\\"{["}`}, nil},
		{"brackets in strings of an array", `[{"a":"]}\\\"{["},{"b":"\\"}]`, []string{` {"a":"]}\\\"{["}`, ` {"b":"\\"}`}, nil},
		{"an object that is no event is left to the decoder", `{"hello":"x"}`, []string{` {"hello":"x"}`}, nil},

		{"cut last line", "[\"w\",{\"type\":4}]\n[\"w\",{\"type\":5,\"da", []string{`w {"type":4}`, "! line 2 (offset 17): a line that is cut off, or no JSON object or array"}, nil},
		{"cut line between", "[\"w\",{\"type\":4\n[\"w\",{\"type\":5}]\n", []string{"! line 1 (offset 0): a line that is cut off, or no JSON object or array", `w {"type":5}`}, nil},
		{"no JSON", "hello\n{\"type\":4}", []string{"! line 1 (offset 0): a line that is cut off, or no JSON object or array", ` {"type":4}`}, nil},
		{"two values on a line", "{\"type\":4}{\"type\":5}\n{\"type\":6}", []string{"! line 1 (offset 0): a line that is cut off, or no JSON object or array", ` {"type":6}`}, nil},
		{"bad JSON in a bare event", "{\"type\":}\n{\"type\":4}", []string{"! line 1 (offset 0): read \"type\": jsontext: invalid character '}' at start of value within \"/type\" after offset 8", ` {"type":4}`}, nil},
		{"scalars among events", `["w",{"type":4},7,"x"]`, []string{`w {"type":4}`, `@ /2 7`, `@ /3 "x"`, "! line 1 (offset 0): 2 items of a list are no events"}, nil},
		{"scalars in version 1", `{"windowId":"w","data":[7,{"type":4}]}`, []string{`@ /windowId "w"`, `@ /data/0 7`, `w {"type":4}`, "! line 1 (offset 0): 1 items of a list are no events"}, nil},
		{"version 1 with compressed data is left to the decoder", `{"windowId":"w","data":"H4sI"}` + "\n{\"type\":4}", []string{`w {"windowId":"w","data":"H4sI"}`, ` {"type":4}`}, nil},
		{"version 1 with more members", `{"windowId":"w","data":[{"type":4}],"email":"x","n":1}`, []string{`@ /windowId "w"`, `w {"type":4}`, `@ /email "x"`, `@ /n 1`}, nil},
		{"long line", "[\"w\",{\"a\":\"" + long + "\"}]\n{\"type\":4}", []string{"! line 1 (offset 0): a line longer than 1000 bytes", ` {"type":4}`}, nil},
		{"long item", "[{\"a\":\"" + long + "\"},{\"type\":4}]", []string{"! line 1 (offset 1): an item of an array is longer than 1000 bytes", ` {"type":4}`}, nil},
		{"array without an end", `[{"type":4},`, []string{` {"type":4}`, "! line 1 (offset 12): the array has no end: the rest is lost"}, nil},
		{"item cut off", `[{"type":4},{"ty`, []string{` {"type":4}`, "! line 1 (offset 12): an item of an array is cut off", "! line 1 (offset 16): what it stands in has no end: the rest is lost"}, nil},
		{"scalar in an array", "[{\"type\":4},7,{\"type\":5}]\n{\"type\":6}", []string{` {"type":4}`, "! line 1 (offset 12): an item of an array is no event", ` {"type":5}`, ` {"type":6}`}, nil},
		{"item cut off in a string, next line good", "[{\"type\":4},{\"a\":\"b\n[{\"type\":5}]", []string{` {"type":4}`, "! line 1 (offset 12): an item of an array breaks off inside of a string", ` {"type":5}`}, nil},
		{"cut off in an array over lines", "[\n{\"type\":4},\n{\"a\":\"b\n{\"type\":5}]", []string{` {"type":4}`, "! line 3 (offset 14): an item of an array breaks off inside of a string", "! line 4 (offset 22): the rest of what began on line 1 may be lost", "! line 4 (offset 22): a line that is cut off, or no JSON object or array"}, nil},
		{"data behind an array", "[{\"type\":4}] oops\n{\"type\":5}", []string{` {"type":4}`, "! line 1 (offset 12): data behind the end of an array", ` {"type":5}`}, nil},
		{"lists in lists in lists", strings.Repeat("[", 10) + `["w",{"type":4}]` + strings.Repeat("]", 10), []string{`@ /0 ["w",{"type":4}]`, "! line 1 (offset 1): 1 items of a list are no events"}, ErrEmpty},

		{"nothing", "", nil, ErrEmpty},
		{"blank", " \n\n\t", nil, ErrEmpty},
		{"empty array", "[ ]", nil, ErrEmpty},
		{"only damage", "oops", []string{"! line 1 (offset 0): a line that is cut off, or no JSON object or array"}, ErrEmpty},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				got, err := collect(t, r)
				require.ErrorIs(t, err, tt.err)
				require.Equal(t, tt.want, got)
			}
		})
	}
}

// packers are the compressions a recording can have.
var packers = map[string]func(io.Writer) io.WriteCloser{
	"gzip":   func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"snappy": func(w io.Writer) io.WriteCloser { return snappy.NewBufferedWriter(w) },
	"zstd": func(w io.Writer) io.WriteCloser {
		zw, err := zstd.NewWriter(w)
		if err != nil {
			return nil
		}
		return zw
	},
}

func pack(t *testing.T, with func(io.Writer) io.WriteCloser, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := with(&b)
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

func TestReadCompressed(t *testing.T) {
	var text strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&text, "[\"w\",{\"type\":4,\"data\":{\"href\":\"http://x/%d\"}}]\n", i*7919)
	}
	want, err := collect(t, strings.NewReader(text.String()))
	require.NoError(t, err)
	for name, with := range packers {
		t.Run(name, func(t *testing.T) {
			packed := pack(t, with, text.String())
			got, err := collect(t, bytes.NewReader(packed))
			require.NoError(t, err)
			require.Equal(t, want, got)

			for _, cut := range []int{len(packed) - 5, len(packed) / 2} {
				got, err = collect(t, bytes.NewReader(packed[:cut]))
				require.True(t, err == nil || errors.Is(err, ErrEmpty), "%v", err)
				require.NotEmpty(t, got)
				require.Contains(t, got[len(got)-1], "! ", "what was cut off must be reported")
			}
			got, err = collect(t, bytes.NewReader(append(packed, "garbage"...)))
			require.NoError(t, err)
			require.Contains(t, got[len(got)-1], "! ")
		})
	}
}

func TestReadFailingInput(t *testing.T) {
	broken := errors.New("disk on fire")
	in := io.MultiReader(strings.NewReader("[\"w\",{\"type\":4}]\n[\"w\","), iotest.ErrReader(broken))
	got, err := collect(t, in)
	require.ErrorIs(t, err, broken)
	require.Equal(t, `w {"type":4}`, got[0])
	_, err = collect(t, iotest.ErrReader(broken))
	require.ErrorIs(t, err, broken)
}

func TestReadStopsWhenAsked(t *testing.T) {
	for _, in := range []string{"{\"type\":4}\n{\"type\":5}\n", `[{"type":4},{"type":5}]`, `["w",{"type":4},{"type":5}]`, "oops\noops\n", ""} {
		n := 0
		for range Read(strings.NewReader(in)) {
			n++
			break
		}
		require.Equal(t, 1, n, in)
	}
}

func TestReadRealRecording(t *testing.T) {
	f, err := os.Open("testdata/shop.jsonl")
	require.NoError(t, err)
	defer f.Close()
	events := 0
	for ev, err := range Read(f) {
		require.NoError(t, err)
		require.Equal(t, "01a20ac6-32c8-7cc9-94ad-1cd9ac3918bf", ev.WindowID)
		events++
	}
	require.Equal(t, 30, events)
}
