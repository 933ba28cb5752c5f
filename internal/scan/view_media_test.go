package scan

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// mediaWith are files of each format that holds a note beside its picture or glyphs.
func mediaWith(tb testing.TB, note string) map[string]string {
	r := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 2000)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	picture := image.NewPaletted(image.Rect(0, 0, 40, 50), color.Palette{color.Black, color.White, color.Gray{99}, color.Gray{180}})
	for i := range picture.Pix {
		picture.Pix[i] = noise[i] & 3
	}
	encoded := func(encode func(*bytes.Buffer) error) string {
		var b bytes.Buffer
		require.NoError(tb, encode(&b))
		return b.String()
	}
	before := func(mark, file, part string) string {
		i := strings.LastIndex(file, mark)
		return file[:i] + part + file[i:]
	}
	big := func(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }
	body := note + "\x00" + string(noise) + "\x01\x02"[:1+len(note)%2]
	return map[string]string{
		"png": before("\x00\x00\x00\x00IEND", encoded(func(b *bytes.Buffer) error { return png.Encode(b, picture) }),
			big(len(note)+8)+"tEXtComment\x00"+note+"\x01\x02\x03\x04"),
		"jpeg": before("\xff\xda", encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) }),
			"\xff\xfe"+big(len(note) + 2)[2:]+note),
		"gif": before("\x00;", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) }),
			"\x00\x21\xfe"+string(rune(len(note)))+note),
		"webp":  "RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)+4))) + "WEBP" + body,
		"woff":  "wOFF\x00\x01\x00\x00" + big(len(body)+12) + body,
		"woff2": "wOF2\x00\x01\x00\x00" + big(len(body)+12) + body,
		"avif":  big(16) + "ftypavif\x00\x00\x00\x00" + big(len(body)+8) + "mdat" + body,
		"ttf":   "\x00\x01\x00\x00\x00\x02\x00\x20\x00\x01\x00\x00" + "glyf\x01\x02\x03\x04" + big(44+8) + big(len(body)-8) + "name\x01\x02\x03\x04" + big(44) + big(8) + body,
		"otf":   "OTTO\x00\x01\x00\x20\x00\x01\x00\x00" + "CFF \x01\x02\x03\x04" + big(28) + big(len(body)) + body + "\x00\x00\x00"[:-len(body)&3],
	}
}

// A file is one from its first byte to its last, and no other base64 is taken for one.
func TestMediaFiles(t *testing.T) {
	files := mediaWith(t, "a note")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := files[name]
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
			run := strings.TrimRight(encoding.EncodeToString([]byte(file)), "=")
			data, ok := mediaFile(run)
			require.True(t, ok, name)
			require.Equal(t, file, data, name)
		}
		for what, other := range map[string]string{
			"one byte less": file[:len(file)-1], "half": file[:len(file)/2], "its head": file[:40], "more behind": file + strings.Repeat("text", 8),
			"more before": "text" + file, "another head": "text" + file[4:], "another length": file[:4] + strings.Repeat("\x00", 12) + file[16:],
		} {
			if _, ok := mediaFile(base64.RawStdEncoding.EncodeToString([]byte(other))); what != "another length" || name != "jpeg" && name != "gif" {
				require.False(t, ok, "%s with %s", name, what)
			}
		}
	}
}

// Around and between files every encoding is read as elsewhere, and in them what they say
// beside their picture; the rest of the work on them is saved.
func TestTextsWithMediaFiles(t *testing.T) {
	c := planted()[4]
	s := chainScanner(t, c)
	hidden := base64.StdEncoding.EncodeToString([]byte(rotate(reversed(c.Value))))
	files, told := mediaWith(t, "a note"), mediaWith(t, "by "+url.PathEscape(c.Value))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		whole := base64.StdEncoding.EncodeToString([]byte(files[name]))
		first, second := `{"a":"data:`+name+`;base64,`+whole+`","b":"`, `","c":"`+whole+`"}`
		for _, text := range []string{first + hidden + second, hidden + first + second, first + second + " " + hidden} {
			hits, cut := s.reader.read(text, "", true)
			require.Empty(t, cut)
			require.Len(t, hits, 1, name)
			require.Equal(t, Encoded, hits[0].match)
			require.Equal(t, strings.Index(text, hidden), hits[0].offset, name)
			require.NotContains(t, hits[0].via, viewRest)
			used := budgetPerByte*len(text) + budgetBase - s.reader.budget
			require.Less(t, used, 3*len(text), "%s: the file is read once", name)
		}
		hits, _ := s.reader.read("{"+base64.StdEncoding.EncodeToString([]byte(told[name]))+"}", "", true)
		require.Len(t, hits, 1, name)
		require.Equal(t, []any{[]string{"base64", "printable", "url-decoded"}, 1}, []any{hits[0].via, hits[0].offset}, name)
	}
}

// A file beside a value changes nothing of what is found.
func TestMatchesBesideMediaFiles(t *testing.T) {
	c := planted()[4]
	s := chainScanner(t, c)
	file := " data:image/gif;base64," + base64.StdEncoding.EncodeToString([]byte(mediaWith(t, "a note")["gif"]))
	for _, text := range []string{
		c.Value, strings.ToUpper(c.Value), url.PathEscape(c.Value), url.PathEscape(strings.ToUpper(c.Value)),
		strings.ReplaceAll(c.Value, " ", "\u00a0"), encoders["gzip latin1"](strings.Repeat("one or two ", 9) + c.Value),
	} {
		var want []any
		for _, shown := range []string{text, text + file} {
			hits, _ := s.reader.read(shown, "", true)
			require.Len(t, hits, 1, text)
			got := []any{hits[0].match, hits[0].via, hits[0].offset, hits[0].text[hits[0].start:hits[0].end]}
			if want == nil {
				want = got
			}
			require.Equal(t, want, got, text)
		}
	}
}
