package scan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// corpus is what fills real pages: none of it is a canary.
var corpus = map[string]func(r *rand.Rand) string{
	"row of numbers": func(r *rand.Rand) string {
		return row(r, 40, " ", func() string { return fmt.Sprint(r.IntN(100_000)) })
	},
	"row of three digits": func(r *rand.Rand) string {
		return row(r, 60, " ", func() string { return fmt.Sprint(100 + r.IntN(900)) })
	},
	"table cells": func(r *rand.Rand) string { return fmt.Sprint(1000 + r.IntN(90_000)) },
	"numbers with dashes": func(r *rand.Rand) string {
		return "7-" + row(r, 40, "-", func() string { return fmt.Sprint(r.IntN(1000)) })
	},
	"prices": func(r *rand.Rand) string {
		return row(r, 30, " ", func() string { return fmt.Sprintf("$%d,%03d.%02d", r.IntN(9), r.IntN(1000), r.IntN(100)) })
	},
	"dates": func(r *rand.Rand) string {
		return row(r, 30, ", ", func() string { return moment(r).Format("2006-01-02") })
	},
	"long dates": func(r *rand.Rand) string {
		return row(r, 20, "; ", func() string { return moment(r).Format("January 2, 2006 15:04") })
	},
	"timestamps": func(r *rand.Rand) string {
		return row(r, 20, ",", func() string { return fmt.Sprint(moment(r).UnixMilli()) })
	},
	"phone list": func(r *rand.Rand) string {
		return row(r, 20, "\n", func() string { return fmt.Sprintf("(%d) %d-%04d", 200+r.IntN(800), 600+r.IntN(300), r.IntN(10000)) })
	},
	"uuids": func(r *rand.Rand) string {
		return row(r, 10, " ", func() string {
			return fmt.Sprintf("%08x-%04x-4%03x-9%03x-%012x", r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Uint64()>>16)
		})
	},
	"hashes": func(r *rand.Rand) string {
		return row(r, 10, " ", func() string { return fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()) })
	},
	"hex colours": func(r *rand.Rand) string {
		return row(r, 30, ";", func() string { return fmt.Sprintf("color:#%06x", r.IntN(1<<24)) })
	},
	"decimal colours": func(r *rand.Rand) string { return fmt.Sprintf("#%06d", r.IntN(1_000_000)) },
	"css":             func(r *rand.Rand) string { return css(r, 20) },
	"svg path": func(r *rand.Rand) string {
		return "M" + row(r, 60, " ", func() string { return fmt.Sprintf("%.2f-%.1f", r.Float64()*100, r.Float64()*9) })
	},
	"decimals": func(r *rand.Rand) string {
		return row(r, 30, " ", func() string { return fmt.Sprintf("0.%d", r.IntN(1_000_000_000)) })
	},
	"coordinates": func(r *rand.Rand) string {
		return fmt.Sprintf(`{"lat":%.6f,"lng":%.6f,"zoom":%d}`, r.Float64()*90, r.Float64()*180, r.IntN(20))
	},
	"versions": func(r *rand.Rand) string { return fmt.Sprintf("v%d.%d.%d", r.IntN(30), r.IntN(30), r.IntN(99)) },
	"addresses": func(r *rand.Rand) string {
		return row(r, 10, "\n", func() string { return fmt.Sprintf("%d Main Street", r.IntN(9999)) })
	},
	"ip and port": func(r *rand.Rand) string {
		return fmt.Sprintf("%d.%d.%d.%d:%d", r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(65536))
	},
	"url": func(r *rand.Rand) string {
		return fmt.Sprintf("https://x.test/p/%d?utm=%x&w=%d&h=%d&code=%d#t=%d", r.IntN(1e7), r.Uint64(), 100+r.IntN(900), 100+r.IntN(900), r.IntN(99), r.IntN(1000))
	},
	"json": func(r *rand.Rand) string {
		return fmt.Sprintf(`{"id":%d,"total":%d,"cvc":"***","zip":"%05d","created":"%s"}`, r.IntN(1e9), r.IntN(1000), r.IntN(99999), moment(r).Format(time.RFC3339))
	},
	"base64 blob": func(r *rand.Rand) string { return "data:image/png;base64," + b64(randomBytes(r, 2000)) },
	"token":       func(r *rand.Rand) string { return b64url(randomBytes(r, 60)) },
	"jwt": func(r *rand.Rand) string {
		return encoders["jwt"](fmt.Sprintf(`{"sub":"%x","iat":%d,"scope":"read write"}`, r.Uint64(), moment(r).Unix())) + b64url(randomBytes(r, 32))
	},
	"text in base64": func(r *rand.Rand) string { return b64(sentence(r)) },
	"lz-string":      func(r *rand.Rand) string { return encoders["lz uri"](sentence(r)) },
	"gzip":           func(r *rand.Rand) string { return encoders["gzip"](strings.Repeat(sentence(r), 5)) },
	"sha256 list": func(r *rand.Rand) string {
		return row(r, 10, " ", func() string { return fmt.Sprintf("sha256-%s", b64(randomBytes(r, 32))) })
	},
	"minified script": func(r *rand.Rand) string {
		return row(r, 60, ";", func() string {
			return fmt.Sprintf(`!function(e,t){var n=%d,r="\\u00%02x";return e[%d]&&t.%c%c(n)||r}(a,b)`, r.IntN(9999), 32+r.IntN(90), r.IntN(99), 'a'+r.IntN(26), 'A'+r.IntN(26))
		})
	},
	"source map": func(r *rand.Rand) string {
		return `{"version":3,"mappings":"` + row(r, 80, ",", func() string { return b64url(randomBytes(r, 3)) }) + `"}`
	},
	"svg data": func(r *rand.Rand) string {
		return encoders["svg"](fmt.Sprintf("M%d %d L%d %d Z", r.IntN(99), r.IntN(99), r.IntN(99), r.IntN(99)))
	},
	"bytes": func(r *rand.Rand) string { return encoders["codes"](sentence(r)) },
	"cjk": func(r *rand.Rand) string {
		return row(r, 20, "、", func() string { return string([]rune{rune(0x4E00 + r.IntN(0x5000)), rune(0x3042 + r.IntN(80))}) })
	},
	"masked": func(r *rand.Rand) string {
		return strings.Repeat("*", r.IntN(20)) + fmt.Sprintf(" **** **** **** %04d", 1+r.IntN(999))
	},
}

func randomBytes(r *rand.Rand, most int) string {
	b := make([]byte, 3+r.IntN(most))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return string(b)
}

func row(r *rand.Rand, n int, sep string, item func() string) string {
	items := make([]string, 1+r.IntN(n))
	for i := range items {
		items[i] = item()
	}
	return strings.Join(items, sep)
}

// moment lies after the years in which people of the set were born.
func moment(r *rand.Rand) time.Time {
	return time.Unix(1_577_836_800+r.Int64N(200_000_000), 0).UTC()
}

func TestNoFalseAlarms(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 0))
		canaries := everyKind(t, seed)
		s := newScanner(t, canaries...)
		for _, name := range slices.Sorted(maps.Keys(corpus)) { // in one order, so that a failure comes again
			var texts []string
			for range 12 {
				text := corpus[name](r)
				if name == "masked" && endsLikeOne(text, canaries) {
					continue
				}
				texts = append(texts, text)
				s.Event(0, "0192f3c4-7a1e-7b52-9d3c-1f0e8a6b4c2d", textEvent(t, 1_795_000_000_000, r.IntN(9000), text))
			}
			require.Empty(t, s.Report().Findings, "%s: %q", name, texts)
			require.Empty(t, s.Report().Unscanned, "%s: %q", name, texts)
		}
	}
}

// endsLikeOne says that what is left readable of a masked number happens to be
// the end of a canary, which nobody can tell from the canary.
func endsLikeOne(text string, canaries []canary.Canary) bool {
	return slices.ContainsFunc(canaries, func(c canary.Canary) bool {
		return strings.HasSuffix(numberOf(c), text[len(text)-4:])
	})
}

func TestNoFalseAlarmsOnAPage(t *testing.T) {
	t.Parallel()
	events, _ := benchRecording(t)
	for seed := range uint64(4) {
		s := newScanner(t, everyKind(t, seed)...)
		for i, raw := range events[:40] {
			ev, err := rrweb.Decode(raw)
			require.NoError(t, err)
			s.Event(i, "w", ev)
		}
		require.Empty(t, s.Report().Findings)
		require.Empty(t, s.Report().Unscanned)
	}
}
