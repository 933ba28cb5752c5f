package scan

import (
	"encoding/base64"
	"encoding/hex"
	"flag"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/rrweb"
)

// surfaces are all that package rrweb knows.
func surfaces() []rrweb.Surface {
	return []rrweb.Surface{
		rrweb.SurfaceText, rrweb.SurfaceAttribute, rrweb.SurfaceInput, rrweb.SurfaceURL, rrweb.SurfaceCSS, rrweb.SurfaceConsole,
		rrweb.SurfaceNetwork, rrweb.SurfacePlugin, rrweb.SurfaceCustom, rrweb.SurfaceComment, rrweb.SurfaceScript, rrweb.SurfaceName,
		rrweb.SurfaceImage, rrweb.SurfaceCanvas, rrweb.SurfaceFont, rrweb.SurfaceMobile, rrweb.SurfaceMetadata, rrweb.SurfaceOther,
	}
}

// TestFindsAnyCanaryAnywhere is the property that matters most: any canary in any
// text, hidden by up to three encodings (the first may be a hash), at any place of
// a real recording is found, and found there; and another canary at that place in
// the same encodings is not taken for it. Try more with -rapid.checks=100000.
func TestFindsAnyCanaryAnywhere(t *testing.T) {
	slots := recordedSlots(t)
	for _, surface := range surfaces() {
		require.NotEmpty(t, slots[surface], surface)
	}
	checkAgain(t, "300", func(t *rapid.T) {
		at := rapid.SampledFrom(slots[rapid.SampledFrom(surfaces()).Draw(t, "surface")]).Draw(t, "slot")
		c, other := twoCanaries(t)
		w := drawWrapping(t, c)
		text := w.hide(c)
		found, pointer, values := at.scanned(t, alone(t, c), text)
		place := alone(t, c).hideKeys(pointer) // the canary may be a key on the way
		i := slices.IndexFunc(found, func(f Finding) bool {
			return f.Pointer == place && f.Event == at.event && f.Match != Fragment
		})
		require.GreaterOrEqual(t, i, 0, "%q under %v as %q at %s: %v", c.Value, w.chain, text, pointer, found)
		require.True(t, slices.ContainsFunc(values, func(v string) bool { return leadsBack(t, c, &found[i], v, w) }), "%v in %q", found[i], values)

		wrong, _, _ := at.scanned(t, alone(t, c), w.hide(other))
		if len(wrong) > 0 { // the page itself shows a part of some values
			before, _, _ := at.scanned(t, alone(t, c), at.value)
			wrong = slices.DeleteFunc(wrong, func(f Finding) bool {
				return slices.ContainsFunc(before, func(old Finding) bool { return old.Event == f.Event && old.Pointer == f.Pointer })
			})
		}
		require.Empty(t, wrong, "%q is taken for %q under %v as %q", other.Value, c.Value, w.chain, w.hide(other))
	})
}

// checkAgain runs a property with the same draws each time, unless a flag of
// rapid asks for others.
func checkAgain(t *testing.T, checks string, property func(*rapid.T)) {
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" || f.Name == "rapid.seed" })
	if !asked {
		for name, value := range map[string]string{"rapid.checks": checks, "rapid.seed": "1"} {
			f := flag.Lookup(name)
			old := f.Value.String()
			require.NoError(t, f.Value.Set(value))
			t.Cleanup(func() { _ = f.Value.Set(old) })
		}
	}
	rapid.Check(t, property)
}

// alone is a scanner for one canary.
func alone(t require.TestingT, c canary.Canary) *Scanner {
	s, err := New(Options{Canaries: []canary.Canary{c}, Policy: DefaultPolicy(), Recording: "rec"})
	require.NoError(t, err)
	return s
}

// twoCanaries are of one kind and one run.
func twoCanaries(t *rapid.T) (c, other canary.Canary) {
	set := canary.NewSet(rapid.Uint64().Draw(t, "seed"), "run")
	kind := rapid.SampledFrom(canary.Kinds()).Draw(t, "kind")
	c, err := set.Make("flow", "one", kind, false)
	require.NoError(t, err)
	other, err = set.Make("flow", "two", kind, false)
	require.NoError(t, err)
	return c, other
}

// wrapping hides a canary in a text.
type wrapping struct {
	before, after string
	hash          func(string) string // nil: the value itself
	spelling      int                 // which of the spellings is hashed
	chain         []string
}

func drawWrapping(t *rapid.T, c canary.Canary) wrapping {
	around := rapid.OneOf(rapid.StringMatching(`([A-Za-z]{1,9}[ ,.:;!?]{1,2}){0,4}`), rapid.StringN(0, 12, -1))
	w := wrapping{before: around.Draw(t, "before"), after: around.Draw(t, "after"), spelling: rapid.IntRange(0, 20).Draw(t, "spelling")}
	steps := rapid.IntRange(0, 3).Draw(t, "steps")
	if steps > 0 && rapid.IntRange(0, 3).Draw(t, "hashed") == 0 {
		w.hash = drawHash(t)
		steps--
	}
	names := slices.Sorted(maps.Keys(encoders))
	text, done, short := w.start(c), []string{}, false
	if text != c.Value {
		done = append(done, "text") // no value alone any more
	}
	for range steps {
		name := rapid.SampledFrom(names).Draw(t, "encoder")
		if destroyed(name, done) || short && surrounded(name) || isCode(c) && w.hash == nil && turnsKeys(name) {
			continue
		}
		text, done, w.chain = encoders[name](text), append(done, name), append(w.chain, name)
		short = short || tooShort(name, text, done)
	}
	return w
}

func isCode(c canary.Canary) bool { return c.Kind == canary.CVC || c.Kind == canary.OTP }

// turnsKeys says that an encoder makes another word of the key that names a code.
func turnsKeys(name string) bool { return name == "reversed" || name == "rot13" }

func drawHash(t *rapid.T) func(string) string {
	d := rapid.SampledFrom(digests()).Draw(t, "hash")
	write := rapid.SampledFrom([]func([]byte) string{
		hex.EncodeToString, base64.StdEncoding.EncodeToString, base64.RawURLEncoding.EncodeToString,
	}).Draw(t, "written")
	return func(s string) string { return write(d.sum(s)) }
}

// start is the text before it is encoded.
func (w wrapping) start(c canary.Canary) string {
	value := c.Value
	if w.hash != nil {
		texts := hashedTexts(c)
		value = w.hash(texts[w.spelling%len(texts)])
	} else if isCode(c) {
		value = `{"` + string(c.Kind) + `":"` + value + `"}`
	}
	if w.before != "" {
		value = w.before + " " + value
	}
	if w.after != "" {
		value += " " + w.after
	}
	return value
}

func (w wrapping) hide(c canary.Canary) string {
	text := w.start(c)
	for _, name := range w.chain {
		text = encoders[name](text)
	}
	return text
}

// leadsBack says that a finding tells how and where the canary is seen: what follows
// the offset shows it, and what stands before does not.
func leadsBack(t require.TestingT, c canary.Canary, f *Finding, value string, w wrapping) bool {
	require.True(t, w.hash == nil == (f.Match != Hashed), "%v", f)
	if f.Offset < 0 || f.Offset >= len(value) {
		return false
	}
	if len(f.Via) == 0 && !slices.ContainsFunc(c.Forms(), func(form canary.Form) bool { // it is there for everyone to read
		return strings.HasPrefix(strings.ToLower(value[f.Offset:]), strings.ToLower(form.Text))
	}) {
		return false
	}
	s := alone(t, c)
	if hits, _ := s.reader.read(value[:f.Offset], "", true); len(hits) > 0 {
		return false
	}
	if isCode(c) {
		return true // its key is left behind
	}
	hits, _ := s.reader.read(value[f.Offset:], "", true)
	return len(hits) > 0
}
