package rrweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

// TestEveryRecordingIsVisitedWhole holds every event of every recording in the
// repository's testdata against another JSON reader: no string and no number that
// can hold a value is left out.
func TestEveryRecordingIsVisitedWhole(t *testing.T) {
	files, events := 0, 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(path, "testdata") {
			return err
		}
		raw := contentOf(t, path)
		n := 0
		eachEvent(raw, func(event []byte) {
			n++
			ev, err := Decode(event)
			require.NoError(t, err, path)
			require.Empty(t, lost(ev), path)
		})
		if n > 0 {
			files, events = files+1, events+n
		}
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, files, 1)
	require.Greater(t, events, 30)
}

func contentOf(t *testing.T, path string) []byte {
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	zr, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return raw
	}
	plain, err := io.ReadAll(zr)
	require.NoError(t, err, path)
	return plain
}

// eachEvent finds the events in JSON of any form, or in lines of it.
func eachEvent(raw []byte, visit func([]byte)) {
	for line := range bytes.Lines(raw) {
		if line = bytes.TrimSpace(line); len(line) > 1 && strings.ContainsRune("[{", rune(line[0])) {
			eachEventOf(line, visit)
		}
	}
}

func eachEventOf(raw jsontext.Value, visit func([]byte)) {
	switch {
	case raw.Kind() == '{' && member(string(raw), "type") != "" && member(string(raw), "data") != "":
		if _, err := Decode(raw); err == nil {
			visit(raw)
		}
		return
	case raw.Kind() != '{' && raw.Kind() != '[':
		return
	}
	dec := newJSONDecoder(raw)
	if _, err := dec.ReadToken(); err != nil {
		return
	}
	for dec.PeekKind() != ']' && dec.PeekKind() != '}' {
		value, err := dec.ReadValue()
		if err != nil {
			return
		}
		eachEventOf(value, visit)
	}
}

// FuzzStringsVisitsAll makes events of any type with known and unknown members in
// known and unknown places, each value another one, and holds that none is lost.
func FuzzStringsVisitsAll(f *testing.F) {
	for typ := range uint8(9) {
		for source := range uint8(18) {
			f.Add(typ, source, []byte{typ, source, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8, 3, 2, 7, 9, 5})
		}
	}
	f.Fuzz(func(t *testing.T, typ, source uint8, choices []byte) {
		m := maker{choices: choices[:min(len(choices), 1000)]}
		raw := fmt.Sprintf(`{"type":%d,"data":{"source":%d,%s},"timestamp":1%s}`, typ, source, m.members(), m.extra())
		ev, err := Decode([]byte(raw))
		require.NoError(t, err, raw)
		require.Empty(t, lost(ev), raw)
	})
}

// maker makes JSON by choices; each string in it is another one.
type maker struct {
	choices []byte
	n       int
	depth   int
}

// words are the member names that the walk knows, and some it does not.
var words = func() []string {
	list := []string{"secret", "a/b~", "style", "href", "rr_dataURL", "onclick", "base64", "failed", "$pageview"}
	for name := range structural {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}()

func (m *maker) choose(n int) int {
	m.n++
	if len(m.choices) == 0 {
		return 0
	}
	c := int(m.choices[0])
	m.choices = m.choices[1:]
	return c % n
}

func (m *maker) value() string {
	if m.depth++; m.depth > 8 {
		m.depth--
		return "null"
	}
	defer func() { m.depth-- }()
	switch m.choose(8) {
	case 0:
		return fmt.Sprintf(`"v%d"`, m.n)
	case 1:
		return fmt.Sprintf(`"\u0041\n%d"`, m.n)
	case 2:
		return fmt.Sprint(m.n)
	case 3:
		return fmt.Sprintf("4242424242%d", m.n)
	case 4, 5:
		return "{" + m.members() + "}"
	case 6:
		return "[" + m.value() + "," + m.value() + "]"
	}
	return "[{" + m.members() + "}]"
}

func (m *maker) members() string {
	var list []string
	for range 1 + m.choose(4) {
		list = append(list, fmt.Sprintf("%q:%s", words[m.choose(len(words))], m.value()))
	}
	return strings.Join(list, ",")
}

// extra is members of the event itself, other than those that say what it is.
func (m *maker) extra() string {
	if m.choose(2) == 0 {
		return ""
	}
	return fmt.Sprintf(`,"delay":%s,"windowId":%s,"odd":%s`, m.value(), m.value(), m.value())
}
