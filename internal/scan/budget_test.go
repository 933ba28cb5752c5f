package scan

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What pages are full of costs little of the budget: how often its readings are as long as
// a text, at most.
func TestOrdinaryTextsAreReadOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	repeated := func(n int, line func(n int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	noise := repeated(60_000, func(int) string { return string([]byte{byte(r.Uint32())}) })
	sentences := repeated(600, func(int) string { return sentence(r) })
	for name, c := range map[string]struct {
		text string
		most float64
	}{
		"base64 of a text": {b64(sentences), 1.6},
		"coordinates": {repeated(4000, func(int) string {
			return fmt.Sprintf("%.4f,%.3f %d.%d", r.Float64()*300, r.Float64()*30, r.IntN(99), r.IntN(99))
		}), 0.1},
		"emoji": {repeated(60, func(int) string {
			return sentence(r) + " \u2708\ufe0f " + sentence(r) + "\u2764\ufe0f\u200d\U0001F525\n"
		}), 3},
		"accents far apart": {repeated(30, func(int) string {
			return repeated(40, func(int) string { return sentence(r) }) + " cafe\u0301\n"
		}), 7},
		"source code": {repeated(400, func(n int) string {
			return fmt.Sprintf("x%d(\\\"%s\\\", '%d\\n');\\n", n, sentence(r), r.IntN(99))
		}), 4},
		"headings":                {repeated(200, func(int) string { return "Title\n=======\n\n" + sentence(r) + "\n" }), 2},
		"document with a picture": {records(r, 2*longText, `"picture":"data:image/gif;base64,`+b64("GIF89a"+noise+"\x00;")+`"`), 1.5},
		"document of short strings": {"[" + repeated(2000, func(n int) string {
			return fmt.Sprintf(`{"%d":"%c\ufe0f","k":"a=%x","d":"%d\/%d"},`, n, 0x1F300+n%700, n%256, n%12, n%31)
		}) + "0]", 2.6},
		"regular expressions": {repeated(200, func(int) string { return sentence(r) + ` /\s*[x-z]\s/ ` }), 1},
		"escapes in a few places": {repeated(8, func(int) string {
			return repeated(80, func(int) string { return sentence(r) }) + strings.Repeat(`\"a\" `, 400) + repeated(6, func(int) string { return sentence(r) }) +
				"&gt;" + repeated(6, func(int) string { return sentence(r) }) + "a%41b \u00bd" + repeated(6, func(int) string { return sentence(r) }) + "a=3D=C3=A9b 04%a "
		}), 5},
		"all kinds of escapes, each now and then": {sheet(r, 60<<10, 6), 4},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScanner(t, everyKind(t, 1)...)
			hits, cut := s.reader.read(c.text, "", false)
			require.Empty(t, hits)
			require.Empty(t, cut)
			used := float64(budgetPerByte*len(c.text)+budgetBase-s.reader.budget) / float64(len(c.text))
			t.Logf("%d bytes, %.2f times", len(c.text), used)
			require.LessOrEqual(t, used, c.most)
		})
	}
}

// Nor do the escapes of what an app fetches use it up.
func TestBodiesAreReadOnce(t *testing.T) {
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			r, text := rand.New(rand.NewPCG(21, 23)), ""
			for n := 0; len(text) < 20*longText; n++ {
				text += body.line(r, n)
			}
			s := newScanner(t, everyKind(t, 1)...)
			hits, cut := s.reader.read(text, "", false)
			require.Empty(t, hits)
			require.Empty(t, cut)
			used := float64(budgetPerByte*len(text)+budgetBase-s.reader.budget) / float64(len(text))
			t.Logf("%.2f times", used)
			require.LessOrEqual(t, used, 8.0)
		})
	}
}
