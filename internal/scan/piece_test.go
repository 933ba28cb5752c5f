package scan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sheet is a style sheet with an escape here and there, some of which are one by chance
// or backwards only.
func sheet(r *rand.Rand, size, rules int) string {
	var b strings.Builder
	for n := 0; b.Len() < size; n++ {
		b.WriteString(css(r, 1))
		if n%rules == 0 {
			odd := []string{`\e900`, "[class*=ed][face=a0=]", "url(/a%2cb%41)", "a&amp;b", `\/c\:d`, "64=a=", "ca%", "=3D\n"}
			fmt.Fprintf(&b, ".i%d { content: '%s' }\n", n, odd[n/rules%len(odd)])
		}
	}
	return b.String()
}

// What is found between two rules of a short style sheet is found in its place in a long
// one too, wherever that has escapes; or it is said that not all was read.
func TestLongTextsInPieces(t *testing.T) {
	for name, rules := range map[string]int{"few escapes": 60, "one in a few hundred bytes": 6} {
		t.Run(name, func(t *testing.T) { longTextInPieces(t, rules) })
	}
}

func longTextInPieces(t *testing.T, rules int) {
	r, s := rand.New(rand.NewPCG(7, 8)), chainScanner(t, planted()[0])
	front, back := sheet(r, 3*longText, rules), sheet(r, 3*longText, rules)
	parts, ok := piecesAround(front+back, true, cssEscape.places(front+back))
	require.True(t, ok)
	require.Greater(t, len(parts), 1)
	names := slices.Sorted(maps.Keys(encoders))
	found := 0
	for i, a := range names {
		for k := range names {
			if turned := names[k] == "reversed" || names[k] == "rot13"; !turned && k%9 != i%9 {
				continue
			}
			if cutApart(a, names[k], "sheet") {
				continue
			}
			text := "\n.x { content: \"" + encoders[names[k]](encoders[a](planted()[0].Value)) + "\" }\n"
			short, _ := s.reader.read(text, "", false)
			long, cut := s.reader.read(front+text+back, "", false)
			if len(short) == 0 || cut != "" {
				continue
			}
			found++
			require.NotEmpty(t, long, "%s, %s: %q", a, names[k], text)
			require.True(t, slices.ContainsFunc(long, func(h hit) bool {
				return h.offset > len(front)-2*nearText[0] && h.offset < len(front+text) // what is turned begins with its piece
			}), "%s, %s: %q", a, names[k], text)
		}
	}
	require.Greater(t, found, 200)
}

// Bytes as characters are turned where they stand, far from any escape too.
func TestOddTextsInPieces(t *testing.T) {
	r, s := rand.New(rand.NewPCG(7, 9)), chainScanner(t, planted()[0])
	front, back := css(r, 200), css(r, 200)
	words := ""
	for range 40 {
		words += fmt.Sprintf("%016x", r.Uint64())
	}
	require.Greater(t, len(front), longText)
	for _, odd := range []string{"lz utf16", "nul", "gzip latin1", "zlib latin1"} {
		for _, turn := range []string{"reversed", "rot13"} {
			hits, _ := s.reader.read(front+encoders[turn](encoders[odd](encoders["base32"](words+planted()[0].Value)))+"\n"+back, "", false)
			require.Len(t, hits, 1, "%s, %s", odd, turn)
			require.Greater(t, hits[0].offset, len(front)-2*nearText[0])
		}
	}
}

// What has marks at both ends is turned between them.
func TestMarkedInPieces(t *testing.T) {
	r, s := rand.New(rand.NewPCG(7, 8)), chainScanner(t, planted()[0])
	front, back := sheet(r, 2*longText, 60)+"a~b <~ ~> <~", sheet(r, 2*longText, 60)+"~"
	for _, turn := range []func(string) string{reversed, rotate} {
		hits, cut := s.reader.read(front+" "+turn(encoders["ascii85"](strings.Repeat("some words ", 300)+planted()[0].Value))+" "+back, "", false)
		require.Empty(t, cut)
		require.Len(t, hits, 1)
		require.Greater(t, hits[0].offset, len(front)-2*nearText[0])
	}
}

// A word is not cut, however far from its escape it begins.
func TestLongWordInPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var noise strings.Builder
	for range 500 {
		fmt.Fprintf(&noise, "%016x", r.Uint64())
	}
	word := b64url(packed("deflate", noise.String()+planted()[0].Value))
	require.Greater(t, len(word), 4*nearText[0])
	at := len(word) - 100
	word = word[:at] + eachASCII(word[at:at+1], "%%%02x") + word[at+1:]
	hits, _ := chainScanner(t, planted()[0]).reader.read(sheet(r, 4*longText, 60)+" "+word+" "+sheet(r, 4*longText, 60), "", false)
	require.NotEmpty(t, hits)
}

// What a long text holds in an encoding is a text of its own: one escape in it may belong to
// all of it.
func TestTextInALongOne(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	var noise strings.Builder
	for range 250 {
		fmt.Fprintf(&noise, "%016x", r.Uint64())
	}
	lines := wrap(b64(packed("deflate", noise.String()+planted()[0].Value)), 76)
	at := strings.LastIndexAny(lines, "+/")
	require.Greater(t, at, len(lines)-300)
	require.Greater(t, len(lines), 2*nearText[0])
	lines = lines[:at] + url.QueryEscape(lines[at:at+1]) + lines[at+1:]
	hits, _ := chainScanner(t, planted()[0]).reader.read(sheet(r, 4*longText, 60)+" "+b64("in lines:\n"+lines+"\nuntil here")+" "+sheet(r, 4*longText, 60), "", false)
	require.NotEmpty(t, hits)
}

// The escapes of a long text do not use up what there is to read of it.
func TestLongTextsAreReadInFull(t *testing.T) {
	text := sheet(rand.New(rand.NewPCG(9, 10)), 300<<10, 60)
	hits, cut := newScanner(t, everyKind(t, 1)...).reader.read(text, "", false)
	require.Empty(t, hits)
	require.Empty(t, cut)
}

func BenchmarkScanSheet(b *testing.B) {
	text := sheet(rand.New(rand.NewPCG(9, 10)), 300<<10, 60)
	s := newScanner(b, everyKind(b, 1)...)
	b.SetBytes(int64(len(text)))
	for n := 0; b.Loop(); n++ {
		hits, cut := s.reader.read(fmt.Sprint(n)+text, "", false)
		require.Empty(b, hits)
		require.Empty(b, cut)
	}
}

// Among numbers of any size, a row of character codes is read with what stands near.
func TestCodesAmongNumbers(t *testing.T) {
	r, c := rand.New(rand.NewPCG(13, 14)), planted()[0]
	var codes []rune
	number := func() {
		for range 300 {
			codes = append(codes, 1000+rune(r.IntN(0xC000)), rune(r.IntN(9)))
		}
	}
	number()
	for _, value := range []string{c.Value, "é-" + c.Value + "-é"} {
		codes = append(codes, []rune(value)...)
		number()
	}
	text := strings.Trim(strings.ReplaceAll(fmt.Sprint(codes), " ", ","), "[]")
	hits, cut := chainScanner(t, c).reader.read("ids: "+text, "", false)
	require.Empty(t, cut)
	require.NotEmpty(t, hits)
	rows := textRows(codes)
	require.Len(t, rows, 2)
	require.Contains(t, string(characters(codes[rows[1].from:rows[1].to])), "é-"+c.Value+"-é")
}

// Every third character of an indented text is a space, which is no UTF-16 of punctuation;
// with zero-width characters it is.
func TestIndentedTextIsNoUTF16(t *testing.T) {
	_, is := utf16Text(strings.Repeat("  a:  b\n", 50), 0)
	require.False(t, is)
	hidden, is := utf16Text("  a"+strings.Repeat(" \x0b\x004", 50), 1)
	require.True(t, is, hidden)
}
