package scan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// hostile are texts in which an encoding may begin at very many places: each took minutes
// for a few kilobytes once, as what follows was read again from each of them.
func hostile(size int) map[string]string {
	r := rand.New(rand.NewPCG(9, 9))
	texts := map[string]func() string{
		"a table": func() string {
			return fmt.Sprintf("%d,%.4f,Paris,2026-0%d-11\n", r.IntN(1e6), r.Float64(), 1+r.IntN(9))
		},
		"bytes of two kinds":      oneOf(r, "\x00", "ß"),
		"zeros between marks":     oneOf(r, "\x00", "="),
		"a picture as characters": func() string { return "\x00\x00\x00ÿ" },
		"marks of gzip":           func() string { return "\x1f\u008b\b\x00" },
		"escapes at any depth":    oneOf(r, `\`, `\u0041`, "-"),
		"encodings after escapes": oneOf(r, "ß", "a", `\`, "="),
		"quotes":                  func() string { return `0"` },
		"pairs without an end":    oneOf(r, "ß", "cvc=%2541", "\x1f\x8b\b\x00"),
		"broken escapes":          oneOf(r, "%u0041", `\`, "zoe"),
	}
	list := map[string]string{}
	for name, next := range texts {
		var b strings.Builder
		for b.Len() < size {
			b.WriteString(next())
		}
		list[name] = b.String()
	}
	return list
}

func oneOf(r *rand.Rand, units ...string) func() string {
	return func() string { return units[r.IntN(len(units))] }
}

// TestHostileTextsEnd does not end in time where the work grows with the square of the
// size.
func TestHostileTextsEnd(t *testing.T) {
	for name, text := range hostile(200 << 10) {
		s := newScanner(t, planted()[0])
		hits, _ := s.reader.read(text+" "+planted()[0].Value, "", true)
		require.Len(t, hits, 1, name)
	}
}

// TestHostilePagesEnd: so do pages where each few nodes show a card between them.
func TestHostilePagesEnd(t *testing.T) {
	const rows = 20_000
	card := canary.Canary{ID: "card", Kind: canary.Card, Value: "4242424242424242"}
	for _, one := range []string{
		`{"type":3,"textContent":"4242","id":%d}`,
		`{"type":2,"tagName":"i","attributes":{"title":"4242"},"childNodes":[],"id":%d}`,
	} {
		var page strings.Builder
		page.WriteString(`{"type":2,"timestamp":5,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[`)
		for i := range rows {
			fmt.Fprintf(&page, one+",", 3+i)
		}
		fmt.Fprintf(&page, `{"type":3,"textContent":"card: %s","id":%d}]}]}}}`, card.Value, 3+rows)
		s := newScanner(t, card)
		ev, err := rrweb.Decode([]byte(page.String()))
		require.NoError(t, err)
		s.Event(0, "w", ev)
		whole := slices.ContainsFunc(s.Report().Findings, func(f Finding) bool { return f.Match == Exact && f.Node == 3+rows })
		require.True(t, whole, one)
	}
}

// BenchmarkHostile reads them.
func BenchmarkHostile(b *testing.B) {
	for name, text := range hostile(100 << 10) {
		b.Run(name, func(b *testing.B) {
			s := newScanner(b, everyKind(b, 1)...)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s.reader.quiet = newQuietTexts()
				s.reader.read(text, "", true)
			}
		})
	}
}
