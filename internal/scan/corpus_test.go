package scan

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/maskproof/maskproof/internal/canary"
	"github.com/maskproof/maskproof/internal/channels"
	"github.com/maskproof/maskproof/internal/recording"
	"github.com/maskproof/maskproof/internal/rrweb"
)

const corpusDir = "testdata/channels"

// TestCorpus scans what posthog-js recorded of every page of the corpus under
// every configuration: all that is expected is found, and nothing else; of a twin
// nothing at all. With -v it logs the table of the README.
func TestCorpus(t *testing.T) {
	list, values := loadCorpus(t)
	sums, rows := map[string]int{}, table{}
	s, err := New(Options{Canaries: values.Canaries(), Policy: DefaultPolicy(), Images: pictureReader(t)})
	require.NoError(t, err)
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			for _, v := range c.Visits() {
				stored := storedRecording(t, v)
				expected := expectedOf(t, v)
				s = s.Next(v.Recording(), nil)
				found, unscanned := sights(t, s, stored)
				missed, wrong := without(expected, found), without(found, expected)
				if len(missed)+len(wrong)+len(unscanned) > 0 {
					t.Errorf("%s: missed %v, false %v, unscanned %v", v.Recording(), missed, wrong, unscanned)
				}
				rows.note(v, len(expected), len(missed), len(wrong))
				count(sums, values, stored, expected, missed, wrong)
			}
		})
	}
	t.Logf("\n%s\n%s", rows.markdown(list), summary(sums))
}

// expectedOf is what must be found; of a twin nothing.
func expectedOf(t *testing.T, v channels.Visit) []channels.Sight {
	expected, err := v.Channel.Expected(v.Config)
	require.NoError(t, err)
	if v.Twin {
		return nil
	}
	return expected
}

// sights scans a recording and returns the leaks in it.
func sights(t *testing.T, s *Scanner, stored []byte) ([]channels.Sight, []Unscanned) {
	require.NoError(t, s.Read(context.Background(), recording.Read(bytes.NewReader(stored)), nil))
	report := s.Report()
	set := map[channels.Sight]bool{}
	for _, f := range report.Findings {
		if f.Leak {
			set[channels.Sight{Canary: f.Canary, Surface: string(f.Surface)}] = true
		}
	}
	return sorted(set), report.Unscanned
}

// TestCorpusShowsWhatItSays holds the expectations against the recordings without
// the scanner: each value, as the page spells it, stands on just the surfaces where it
// expects its values, and nowhere where it expects none.
func TestCorpusShowsWhatItSays(t *testing.T) {
	list, values := loadCorpus(t)
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			for _, v := range c.Visits() {
				checkSpelling(t, v, values)
			}
		})
	}
}

func checkSpelling(t *testing.T, v channels.Visit, values *channels.Values) {
	want, got := map[channels.Sight]bool{}, map[channels.Sight]bool{}
	for _, s := range expectedOf(t, v) {
		want[s] = true
	}
	if len(want) > 0 && v.Channel.Joined() {
		return // the recording does not spell the value anywhere
	}
	spelled, err := v.Channel.Spelled(values)
	require.NoError(t, err)
	decodeEach(t, storedRecording(t, v), func(ev *rrweb.Event) {
		ev.Strings(func(x *rrweb.Text) {
			for id, ways := range spelled {
				if slices.ContainsFunc(ways, func(way string) bool { return strings.Contains(x.Value, way) }) {
					got[channels.Sight{Canary: id, Surface: string(x.Surface)}] = true
				}
			}
		})
	})
	if !maps.Equal(want, got) {
		t.Errorf("%s: not there %v, not expected %v", v.Recording(), without(sorted(want), sorted(got)), without(sorted(got), sorted(want)))
	}
}

func sorted(set map[channels.Sight]bool) []channels.Sight {
	return slices.SortedFunc(maps.Keys(set), func(a, b channels.Sight) int {
		return cmp.Or(strings.Compare(a.Canary, b.Canary), strings.Compare(a.Surface, b.Surface))
	})
}

func loadCorpus(t testing.TB) ([]*channels.Channel, *channels.Values) {
	t.Helper()
	list, err := channels.Load(os.DirFS(corpusDir))
	require.NoError(t, err)
	values, err := channels.NewValues()
	require.NoError(t, err)
	return list, values
}

// storedRecording is a visit's recording as PostHog stores it.
func storedRecording(t testing.TB, v channels.Visit) []byte {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join(corpusDir, filepath.FromSlash(v.Recording())))
	require.NoError(t, err)
	dec, err := zstd.NewReader(nil)
	require.NoError(t, err)
	defer dec.Close()
	stored, err := dec.DecodeAll(packed, nil)
	require.NoError(t, err)
	return stored
}

// decodeEach decodes the events of a recording.
func decodeEach(t testing.TB, stored []byte, do func(*rrweb.Event)) {
	t.Helper()
	for e, err := range recording.Read(bytes.NewReader(stored)) {
		require.NoError(t, err)
		ev, err := rrweb.Decode(e.JSON)
		require.NoError(t, err)
		require.Empty(t, ev.Unscanned)
		do(ev)
	}
}

// recordedTexts are strings of some channels' recordings, those that may be
// encoded: long ones of payloads and attributes.
func recordedTexts(t testing.TB, names ...string) []string {
	t.Helper()
	list, _ := loadCorpus(t)
	var texts []string
	for _, c := range list {
		if !slices.Contains(names, c.Name) {
			continue
		}
		decodeEach(t, storedRecording(t, channels.Visit{Channel: c, Config: "open"}), func(ev *rrweb.Event) {
			ev.Strings(func(x *rrweb.Text) {
				if len(x.Value) > 30 && slices.Contains([]rrweb.Surface{rrweb.SurfaceConsole, rrweb.SurfaceNetwork, rrweb.SurfaceAttribute}, x.Surface) {
					texts = append(texts, strings.Clone(x.Value))
				}
			})
		})
	}
	require.NotEmpty(t, texts)
	return texts
}

func valueOf(values *channels.Values, id string) string {
	list := values.Canaries()
	i := slices.IndexFunc(list, func(c canary.Canary) bool { return c.ID == id })
	return list[i].Value
}

func without(list, other []channels.Sight) []channels.Sight {
	var rest []channels.Sight
	for _, s := range list {
		if !slices.Contains(other, s) {
			rest = append(rest, s)
		}
	}
	return rest
}
