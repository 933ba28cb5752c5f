package scan

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/recording"
)

const badNeedle = "qwzrtvbnmk.hjklpoiu@xcvbnmqw.example.com"

// readAll scans a recording from its bytes.
func readAll(t *testing.T, in []byte) Report {
	t.Helper()
	s := newScanner(t, planted()...)
	if err := s.Read(t.Context(), recording.Read(bytes.NewReader(in)), nil); err != nil {
		require.ErrorIs(t, err, recording.ErrEmpty)
		s.Unscanned(Unscanned{Event: -1, Reason: err.Error()})
	}
	return s.Report()
}

// latin1Gzip packs a part as posthog-js does, and cuts bytes off its end.
func latin1Gzip(part string, cut int) string {
	packed := zipped(part)
	var b strings.Builder
	for _, c := range packed[:len(packed)-cut] {
		fmt.Fprintf(&b, `\u%04x`, c)
	}
	return `"` + b.String() + `"`
}

func zipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.Bytes()
}

// TestBadInput holds that bad input is scanned as far as it goes: what stands in
// front of, behind and in the bad part is found, and the part itself is named.
func TestBadInput(t *testing.T) {
	good := func(value string) string {
		return fmt.Sprintf(`["w",{"type":3,"timestamp":5,"data":{"source":5,"id":4,"text":%q}}]`+"\n", value)
	}
	texts := func(packed string) string {
		return `["w",{"type":3,"timestamp":5,"cv":"2024-10","data":{"source":0,"texts":` + packed + `}}]` + "\n"
	}
	long := strings.Repeat("x y z ", 200)
	tests := []struct {
		name, in string
		found    bool
		reason   string // "": all of it was read
	}{
		{"cut line", good("a") + strings.TrimSuffix(good(badNeedle), "\"}}]\n"), true, "cut off"},
		{"cut line between", good("a")[:40] + "\n" + good(badNeedle), true, "cut off"},
		{"cut array", `[{"type":4,"data":{}},{"type":4,"data":{"href":"` + badNeedle, true, "cut off"},
		{"cut export", `{"version":"2023-04-28","data":{"person":{"email":"` + badNeedle, true, "cut off"},
		{"other JSON", `{"results":["` + badNeedle + `"]}` + "\n" + good("a"), true, "not an rrweb event"},
		{"no JSON", badNeedle, true, "no JSON"},
		{"invalid UTF-8 beside it", strings.Replace(good("@"), "@", "\xff\xfe "+badNeedle+" \xc3", 1), true, ""},
		{"lone surrogates beside it", strings.Replace(good("@"), "@", `\ud83d `+badNeedle+` \udc00`, 1), true, ""},
		{"raw control characters", strings.Replace(good("@"), "@", "\x01 "+badNeedle, 1), true, "not an rrweb event"},
		{"timestamps out of order", strings.Replace(good("a"), ":5,", ":9,", 1) + strings.Replace(good(badNeedle), ":5,", ":-7,", 1), true, ""},
		{"the same event twice", good(badNeedle) + good(badNeedle), true, ""},
		{"a timestamp that is none", strings.Replace(good(badNeedle), `:5,`, `:"soon",`, 1), true, ""},
		{"an event type to come", `{"type":99,"data":{"x":"` + badNeedle + `"}}`, true, ""},
		{"no full snapshot, nodes never seen", texts(latin1Gzip(`[{"id":77,"value":"`+badNeedle+`"}]`, 0)), true, "without a full snapshot"},
		{"part cut", texts(latin1Gzip(`[{"id":1,"value":"`+badNeedle+long+`"}]`, 9)), true, "unexpected EOF"},
		{"part with a wrong end", texts(strings.Replace(latin1Gzip(`[{"id":1,"value":"`+badNeedle+`"}]`, 4), `"`, `"`, 1)), true, "unexpected EOF"},
		{"part that is no JSON", texts(latin1Gzip(`[{"id":1,"value":"`+badNeedle, 0)), true, "unpacked part"},
		{"part that is no gzip", texts(`"` + badNeedle + `"`), true, "neither gzip nor zlib"},
		{"compression to come", strings.Replace(texts(`"`+badNeedle+`"`), "2024-10", "2031-01", 1), true, `"2031-01" is not known`},
		{"gzip where none is expected", strings.Replace(good("@"), `"@"`, latin1Gzip("x", 0), 1), false, "a gzip string at a place where none"},
		{"deeply nested", `["w",{"type":5,"data":{"tag":"t","payload":` + strings.Repeat("[", 20_000) + `"` + badNeedle + `"` + strings.Repeat("]", 20_000) + `}}]`, true, "nested too deep"},
		{"parents in a circle", `["w",{"type":3,"data":{"source":0,"adds":[{"parentId":2,"nextId":null,"node":{"type":2,"tagName":"a","attributes":{},"childNodes":[],"id":1}},{"parentId":1,"nextId":null,"node":{"type":2,"tagName":"b","attributes":{"title":"` + badNeedle + `"},"childNodes":[],"id":2}}]}}]`, true, "without a full snapshot"},
		{"one node inside of itself", `["w",{"type":2,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"p","attributes":{},"id":1,"childNodes":[{"type":3,"textContent":"` + badNeedle + `","id":1}]}]}}}]`, true, ""},
		{"mixed forms", good("a") + `[{"type":4,"data":{}}]` + "\n" + `{"window_id":"v","data":[{"type":4,"data":{"href":"` + badNeedle + `"}}]}`, true, ""},
		{"nothing", "", false, "no events"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := readAll(t, []byte(tt.in))
			if tt.reason == "" {
				require.Empty(t, r.Unscanned)
			} else {
				require.NotEmpty(t, r.Unscanned)
				require.Contains(t, fmt.Sprint(r.Unscanned), tt.reason)
			}
			require.Equal(t, tt.found, len(r.Findings) > 0, "%v", r.Findings)
		})
	}
}

// TestTruncatedFiles cuts each form under each compression at many places: what
// was cut is always named, and never is there a report that looks whole.
func TestTruncatedFiles(t *testing.T) {
	t.Parallel()
	var lines, array strings.Builder
	array.WriteString("[")
	for i := range 40 {
		event := fmt.Sprintf(`{"type":4,"timestamp":%d,"data":{"href":"http://x.test/%x"}}`, i, i*7919*7919)
		fmt.Fprintf(&lines, "[\"w\",%s]\n", event)
		array.WriteString(strings.Repeat(",", min(i, 1)) + event)
	}
	array.WriteString("]")
	forms := map[string]string{
		"lines": lines.String(), "array": array.String(),
		"export":  `{"version":"2023-04-28","data":{"id":"s","snapshots":` + array.String() + `}}`,
		"request": `[{"event":"$snapshot","properties":{"$window_id":"w","$snapshot_data":` + array.String() + `}}]`,
	}
	packers := map[string]func(string) []byte{
		"plain": func(s string) []byte { return []byte(s) },
		"gzip":  zipped,
		"zstd": func(s string) []byte {
			w, err := zstd.NewWriter(nil)
			require.NoError(t, err)
			return w.EncodeAll([]byte(s), nil)
		},
		"snappy block": func(s string) []byte { return snappy.Encode(nil, []byte(s)) },
		"snappy": func(s string) []byte {
			var b bytes.Buffer
			w := snappy.NewBufferedWriter(&b)
			io.WriteString(w, s)
			w.Close()
			return b.Bytes()
		},
	}
	for form, text := range forms {
		for name, pack := range packers {
			packed := pack(text)
			require.Empty(t, readAll(t, packed).Unscanned, "%s as %s", form, name)
			for i := range 12 {
				cut := 1 + i*(len(packed)-2)/12
				if form == "lines" && name == "plain" && packed[cut-1] == '\n' {
					continue // a whole recording, only shorter
				}
				require.NotEmpty(t, readAll(t, packed[:cut]).Unscanned, "%s as %s, cut to %d of %d bytes", form, name, cut, len(packed))
			}
		}
	}
}

// TestBombs holds that what unpacks to far more than it is gets cut and named.
func TestBombs(t *testing.T) {
	bomb := zipped(string(zipped(strings.Repeat(" ", 64<<20))))
	require.Less(t, len(bomb), 2000)
	r := readAll(t, bomb)
	require.NotEmpty(t, r.Unscanned)
	require.Zero(t, r.Events)
}

func TestReadReportsAFailingInput(t *testing.T) {
	s := newScanner(t, planted()...)
	broken := errors.New("disk on fire")
	in := io.MultiReader(strings.NewReader(`["w",{"type":4,"data":{"href":"`+badNeedle+`"}}]`+"\n"), &failing{broken})
	require.ErrorIs(t, s.Read(t.Context(), recording.Read(in), nil), broken)
	require.Len(t, s.Report().Findings, 1)
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }

// TestLargeDamage finds what stands in a large part that could not be read, also
// where it is cut into pieces, which keeps its readings from filling the memory.
func TestLargeDamage(t *testing.T) {
	filler := strings.Repeat("lorem ipsum ", leftoverPiece/12)
	r := readAll(t, []byte(`["w",{"type":3,"data":{"source":0,"x":"`+filler+badNeedle+` `+filler))
	require.NotEmpty(t, r.Unscanned)
	require.Len(t, r.Findings, 1)
}
